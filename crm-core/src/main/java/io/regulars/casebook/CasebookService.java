package io.regulars.casebook;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseReading;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.engine.Action;
import io.regulars.engine.Decision;
import io.regulars.engine.DeskContext;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Job;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.CommandReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers of complaints, and cases fit for the public. Every case is read once, as a stream,
 * with the time since its last commit applied; one that changes meanwhile is told as it was when it
 * was read. Nothing is written. Thread-safe.
 */
public final class CasebookService {

  private final DeskContext desk;

  /** For one desk. */
  public CasebookService(DeskContext desk) {
    this.desk = desk;
  }

  /** {@link #report(Instant, Instant, Set)} of all shops whose numbers this desk may see. */
  public CaseReport report(Instant from, Instant to) {
    return report(from, to, Set.of());
  }

  /**
   * The numbers of the cases opened from {@code from} on and before {@code to}, as they stand now.
   * Head office and the system see those of all shops, a store manager those of his, and nobody
   * those of a complaint about himself.
   *
   * @param stores of these shops; empty: of all whose numbers this desk may see
   * @throws NotAllowedException if the actor may see no numbers, or not those of a shop he names
   * @throws NotFoundException if the merchant has no such shop
   * @throws io.regulars.spi.InvalidCommandException if the period does not end after it begins
   * @throws InvalidProgramException if the program has no {@link ComplaintPlan}
   * @throws ArithmeticException if a sum of worth is beyond a {@code long} of minor units
   */
  public CaseReport report(Instant from, Instant to, Set<StoreId> stores) {
    desk.runner().authorise(desk.actor(), Action.READ_CASEBOOK);
    if (!from.isBefore(to)) {
      throw desk.invalid("to", "period-order", to, from);
    }
    Tenant tenant = desk.tenant();
    Set<StoreId> shown = shown(tenant, stores);
    Instant now = desk.now();
    CaseTally tally = new CaseTally(tenant.merchant().currency());
    CaseCriteria criteria =
        CaseCriteria.builder().stores(shown).openedFrom(from).openedBefore(to).build();
    try (Stream<CaseFile> files = desk.storage().complaints(desk.merchant(), criteria)) {
      files
          .map(file -> CaseReading.of(tenant, now, file))
          .filter(reading -> !isAboutActor(reading))
          .forEach(tally::add);
    }
    return tally.report().from(from).to(to).asOf(now).stores(shown).build();
  }

  private boolean isAboutActor(CaseReading reading) {
    return desk.actor().staff().isPresent()
        && desk.actor().staff().equals(reading.standing().accused());
  }

  private Set<StoreId> shown(Tenant tenant, Set<StoreId> asked) {
    for (StoreId store : asked) {
      desk.store(store);
      if (!isHis(tenant, store)) {
        throw new NotAllowedException(
            desk.actor().name()
                + " is no manager of store "
                + store
                + " and may not see its complaints; head office may");
      }
    }
    Set<StoreId> his =
        tenant.merchant().stores().stream()
            .map(Store::id)
            .filter(store -> isHis(tenant, store))
            .collect(Collectors.toUnmodifiableSet());
    boolean all = his.size() == tenant.merchant().stores().size();
    if (his.isEmpty() && !all) {
      throw new NotAllowedException(
          desk.actor().name() + " is no manager of any store that is left; head office may look");
    }
    return asked.isEmpty() && !all ? his : asked;
  }

  private boolean isHis(Tenant tenant, StoreId store) {
    return desk.actor().role() != Role.STORE_MANAGER
        || plan(tenant).isAt(desk.actor().staff().orElseThrow(), store);
  }

  private static ComplaintPlan plan(Tenant tenant) {
    return tenant
        .program()
        .plan(ComplaintPlan.class)
        .orElseThrow(
            () ->
                new InvalidProgramException(
                    "the program of merchant "
                        + tenant.merchant().id()
                        + " handles no complaints; give it a ComplaintPlan"));
  }

  /** {@link #publicCase(PublishCase)} without any words. */
  public Outcome<PublicCase> publicCase(CaseId complaint) {
    return publicCase(PublishCase.of(complaint));
  }

  /**
   * A closed case as the public may see it. Refused ({@code CASE_STATE}) while it is not closed.
   *
   * @throws NotAllowedException unless by head office, the system or a store manager whose case it
   *     is
   * @throws NotFoundException if the case is unknown
   * @throws io.regulars.spi.InvalidCommandException if words are longer than they may be
   */
  public Outcome<PublicCase> publicCase(PublishCase command) {
    desk.validation().check(command);
    return desk.runner().preview(desk.actor(), new Publication(desk, command));
  }

  /** Decides on one publication; writes nothing. */
  private record Publication(DeskContext desk, PublishCase command) implements Job<PublicCase> {

    @Override
    public Action action() {
      return Action.PUBLISH_COMPLAINT;
    }

    @Override
    public Optional<IdempotencyKey> key() {
      return Optional.empty();
    }

    @Override
    public PublicCase again(Tenant tenant, CommandReceipt receipt) {
      throw new IllegalStateException("a publication leaves no receipt");
    }

    @Override
    public Decision<PublicCase> decide(Tenant tenant, Instant now) {
      CaseFile file =
          desk.storage()
              .complaint(desk.merchant(), command.complaint())
              .orElseThrow(
                  () ->
                      new NotFoundException(
                          "case "
                              + command.complaint()
                              + " is unknown to merchant "
                              + desk.merchant()));
      CaseReading reading = CaseReading.of(tenant, now, file);
      reading.requireVisible(tenant, desk.actor());
      return reading.standing().state() == CaseState.CLOSED
          ? new Decision.Keep<>(PublicRules.of(tenant, reading, command))
          : new Decision.Refuse<>(notClosed(reading));
    }

    private static Refusal notClosed(CaseReading reading) {
      CaseState state = reading.standing().state();
      boolean waiting = reading.standing().waiting();
      return new Refusal(
          Reason.CASE_STATE,
          List.of(
              "PUBLISH",
              waiting ? state + "/WAITING" : state.name(),
              CaseAction.possibleIn(state, waiting).stream()
                  .map(CaseAction::name)
                  .collect(Collectors.joining(", "))));
    }
  }
}
