package io.regulars.casebook;

import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CompensationKind;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * The numbers of the cases that were opened in a period, as they stand at {@link #asOf()} and
 * measured by the plan in force then: read later, the same period may tell of more answers. Counts
 * and costs of parts (shops, periods) add up to those of the whole; customers who complain
 * repeatedly and percentiles do not.
 */
@Value.Immutable
@RegularsStyle
public interface CaseReport {

  /** The first instant of the period. */
  Instant from();

  /** The instant at which the period is over. */
  Instant to();

  /** When the cases were looked at. */
  Instant asOf();

  /** Of which shops; empty: of all. */
  Set<StoreId> stores();

  /** Cases that were opened, duplicates included. */
  long opened();

  /** Where they stand; a state without cases is left out. */
  Map<CaseState, Long> states();

  /** How grave they are; a severity without cases is left out. */
  Map<Severity, Long> severities();

  /** What they are about; a category without cases is left out. */
  Map<String, Long> categories();

  /** How they came in; a channel without cases is left out. */
  Map<String, Long> channels();

  /** What became of each clock, in their order. */
  Map<CaseClock, ClockFigures> clocks();

  /** How often a person told the next rank. */
  long escalatedByHand();

  /**
   * From the opening until the customer was answered for the first time, of cases in which that was
   * done. Counted: what the {@code FIRST_RESPONSE} clock ran, of those that have it.
   */
  Times firstResponse();

  /**
   * From the opening until the solution was carried out, the last time if it was carried out again,
   * of cases that are resolved, followed up or closed. Counted: the shop's working time in which
   * the case was unresolved and did not wait for its customer.
   */
  Times resolution();

  /** Cases that were taken up again, of those that were once resolved or withdrawn. */
  Rate reopened();

  /** Cases that continue one that had ended too long ago to be taken up again. */
  long continued();

  /**
   * Customers with two cases or more, of those with one or more; cases that were merged into others
   * and those of nobody known do not count.
   */
  Rate repeatComplainers();

  /** Why closed cases came about, by cause, shop, staff and item, in this order. */
  List<RootCause> rootCauses();

  /** What customers said afterwards. */
  Satisfaction satisfaction();

  /** Open cases by age, youngest first. */
  List<OpenAge> openByAge();

  /** What compensation cost; a kind of which nothing was booked is left out. */
  Map<CompensationKind, Cost> costs();

  /** What compensation cost in all. */
  Cost cost();

  /** The figures of a clock. */
  default ClockFigures clock(CaseClock clock) {
    return Objects.requireNonNull(clocks().get(clock), "a report tells of every clock");
  }

  /** Cases by root cause, of each shop. */
  default Map<StoreId, Map<String, Long>> rootCausesByStore() {
    return by(rootCauses(), cause -> Optional.of(cause.store()));
  }

  /** Cases by root cause, of each member of staff complained of. */
  default Map<StaffId, Map<String, Long>> rootCausesByStaff() {
    return by(rootCauses(), RootCause::accused);
  }

  /** Cases by root cause, of each item complained of. */
  default Map<String, Map<String, Long>> rootCausesByItem() {
    return by(rootCauses(), RootCause::item);
  }

  private static <K> Map<K, Map<String, Long>> by(
      List<RootCause> causes, Function<RootCause, Optional<K>> key) {
    Map<K, Map<String, Long>> sums = new HashMap<>();
    for (RootCause cause : causes) {
      key.apply(cause)
          .ifPresent(
              of ->
                  sums.computeIfAbsent(of, first -> new HashMap<>())
                      .merge(cause.cause(), cause.cases(), Long::sum));
    }
    return Map.copyOf(sums);
  }

  /** A builder with nothing set. */
  static ImmutableCaseReport.Builder builder() {
    return ImmutableCaseReport.builder();
  }
}
