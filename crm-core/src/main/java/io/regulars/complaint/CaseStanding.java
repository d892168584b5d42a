package io.regulars.complaint;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.immutables.value.Value;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Where a case stands: the fold of its log and nothing else. {@link #of} folds a whole log, {@link
 * #after} goes on from one line to the next; in whatever batches a log is folded, it stands where
 * it stands.
 */
@Value.Immutable
@RegularsStyle
public interface CaseStanding {

  /** Its state. */
  CaseState state();

  /** Its severity. */
  Severity severity();

  /** What it is about, in the merchant's own categories. */
  String category();

  /** The visit complained of. */
  Optional<VisitId> visit();

  /** The visits complained of in cases that were merged into this one, or one it continues. */
  Set<VisitId> otherVisits();

  /** The member of staff complained of, who does not handle the case. */
  Optional<StaffId> accused();

  /** The item complained of. */
  Optional<String> item();

  /** The ended case that this one continues. */
  Optional<CaseId> continues();

  /** Whose it is. */
  Optional<StaffId> owner();

  /** Whether it waits for the customer. */
  boolean waiting();

  /** What it has been since when, oldest first; the last one lasts. */
  List<Span> spans();

  /** Compensations proposed, by number. */
  List<Compensation> compensations();

  /** What the clocks had run when the case last met another program, if it did. */
  Optional<Ran> ran();

  /** What the clocks have struck; nobody is told twice. */
  Set<Strike> struck();

  /** The highest rank that was told. */
  Optional<Rank> told();

  /**
   * From where it climbs by hand: the highest rank told by hand, or by a clock since the last step.
   */
  Optional<Rank> climbed();

  /** The highest rank told by hand. */
  Optional<Rank> toldByHand();

  /** The lowest rank that was told; from there on it is their business, too. */
  Optional<Rank> toldFrom();

  /** The case it was merged into. */
  Optional<CaseId> mergedInto();

  /**
   * By when each case that was merged into this one had promised something; settled with the next
   * step.
   */
  List<Instant> promised();

  /** The case in which it goes on since it was too old to be taken up again. */
  Optional<CaseId> continuedBy();

  /** Why it came to it, once it is closed. */
  Optional<String> rootCause();

  /** What the customer gave, of 5, when asked afterwards. */
  OptionalInt rating();

  /** When it ended, if it has and was not taken up again. */
  Optional<Instant> endedAt();

  /** How often it was taken up again. */
  int reopened();

  /**
   * A stretch of a case's life.
   *
   * @param from since when
   * @param state what it was
   * @param waiting whether for its customer
   * @param severity how grave it was
   */
  record Span(Instant from, CaseState state, boolean waiting, Severity severity) {}

  /** All visits complained of. */
  default Set<VisitId> visits() {
    Set<VisitId> visits = new LinkedHashSet<>(otherVisits());
    visit().ifPresent(visits::add);
    return visits;
  }

  /** Whether its customer was ever answered. */
  default boolean answered() {
    return spans().stream()
        .map(Span::state)
        .anyMatch(
            state ->
                state.compareTo(CaseState.ACKNOWLEDGED) >= 0
                    && state.compareTo(CaseState.CLOSED) <= 0);
  }

  /** Since when it waits for its customer; empty: it does not. */
  default Optional<Instant> waitingSince() {
    Optional<Instant> since = Optional.empty();
    for (Span span : spans()) {
      since = span.waiting() ? since.or(() -> Optional.of(span.from())) : Optional.empty();
    }
    return since;
  }

  /**
   * What a clock strikes once.
   *
   * @param clock which
   * @param rung counted from 1; 0 for the warning
   * @param to who was told; empty for the warning
   */
  record Strike(CaseClock clock, int rung, Optional<Rank> to) {}

  /**
   * What was known of the clocks when the case met another program.
   *
   * @param until when that was
   * @param spans how many spans the case had, the last of which went on
   * @param clocks by clock, those that had begun
   * @param earlier by clock, its last time with a target before the present one, where that may be
   *     all that is shown of it
   */
  record Ran(
      Instant until, int spans, Map<CaseClock, Kept> clocks, Map<CaseClock, Earlier> earlier) {

    /** Copies the maps. */
    public Ran {
      clocks = Map.copyOf(clocks);
      earlier = Map.copyOf(earlier);
    }
  }

  /**
   * An earlier time of a clock.
   *
   * @param time which, counted from 1
   * @param kept what was known of it
   */
  record Earlier(int time, Kept kept) {}

  /**
   * What was known of a clock when its case met another program.
   *
   * @param used what it had run
   * @param reached by when it had run for that
   * @param budget how much time it had, if it was over by then and had a target
   * @param lateBefore whether it had been late an earlier time
   * @param dues deadlines that were past, by how much time they gave
   */
  record Kept(
      Duration used,
      Instant reached,
      Optional<Duration> budget,
      boolean lateBefore,
      Map<Duration, Instant> dues) {

    /** Copies the map. */
    public Kept {
      dues = Map.copyOf(dues);
    }
  }

  /** Whether a clock has told this rank or a higher one. */
  default boolean hasTold(CaseClock clock, Rank rank) {
    return struck().stream()
        .filter(strike -> strike.clock() == clock)
        .anyMatch(strike -> strike.to().filter(to -> to.compareTo(rank) >= 0).isPresent());
  }

  /** The standing after a whole log. */
  static CaseStanding of(List<CaseEvent> log, CurrencyUnit currency) {
    CaseStanding standing = CaseFold.opened(log.get(0));
    for (CaseEvent event : log.subList(1, log.size())) {
      standing = standing.after(event, currency);
    }
    return standing;
  }

  /** The standing after one more line. */
  default CaseStanding after(CaseEvent event, CurrencyUnit currency) {
    return new CaseFold(this, event, currency).after();
  }

  /** What all its compensations that were approved are worth. */
  default Money approved(CurrencyUnit currency) {
    return compensations().stream()
        .filter(each -> each.status().counts())
        .map(Compensation::worth)
        .reduce(Money.zero(currency), Money::plus);
  }

  /** The compensation of this number, if there is one. */
  default Optional<Compensation> compensation(int number) {
    return number >= 1 && number <= compensations().size()
        ? Optional.of(compensations().get(number - 1))
        : Optional.empty();
  }
}
