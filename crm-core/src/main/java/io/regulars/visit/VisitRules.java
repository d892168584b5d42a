package io.regulars.visit;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.PointsRules;
import io.regulars.lifecycle.LifecycleRules;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.tier.TierRules;
import io.regulars.visit.TakeBackVisit.How;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a visit does to a file, in this order: the visit itself; points, at the tier held when it
 * comes; spend, and with it perhaps a higher tier; the stage of life.
 */
public final class VisitRules {

  private VisitRules() {}

  /** Why a visit at this instant cannot be recorded, if it cannot. */
  public static Optional<Refusal> admissible(FileDraft draft, Instant occurredAt) {
    if (occurredAt.isAfter(draft.now())) {
      return Refusal.of(Reason.VISIT_IN_FUTURE, occurredAt, draft.now());
    }
    if (occurredAt.isBefore(draft.joinedAt())) {
      return Refusal.of(Reason.VISIT_BEFORE_JOINED, occurredAt, draft.joinedAt());
    }
    return Optional.empty();
  }

  /** Records an admissible visit that carries the draft's next line number. */
  public static Optional<Refusal> record(FileDraft draft, Visit visit, ZoneId zone) {
    draft.visit(visit);
    Optional<Refusal> refusal = PointsRules.earn(draft, visit, zone);
    if (refusal.isEmpty()) {
      refusal = TierRules.count(draft, visit, zone);
    }
    if (refusal.isEmpty()) {
      LifecycleRules.visited(draft, visit.occurredAt());
    }
    return refusal;
  }

  /**
   * Takes a visit back, with everything it earned.
   *
   * @param history the file's entries from the visit on, and from the opening of every lot it
   *     earned into
   */
  public static Optional<Refusal> takeBack(
      FileDraft draft, Visit visit, TakeBackVisit command, List<LedgerEntry> history) {
    if (visit.status() != VisitStatus.RECORDED) {
      return Refusal.of(Reason.VISIT_ALREADY_TAKEN_BACK, visit.id(), visit.status());
    }
    boolean refund = command.how() == How.REFUND;
    draft.takeBack(
        new VisitTakenBack(visit.id(), refund ? VisitStatus.REFUNDED : VisitStatus.VOIDED));
    draft.happened(
        refund ? EventKind.VISIT_REFUNDED : EventKind.VISIT_VOIDED,
        draft.asOf(),
        Explanation.of(
            refund ? "visit.refunded" : "visit.voided",
            visit.id().toString(),
            visit.receipt(),
            visit.total().toString(),
            command.reason()));
    Source source = Source.visit(visit.id());
    Explanation why = Explanation.of("visit.taken-back", visit.receipt(), command.reason());
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.EARNED && entry.source().equals(source)) {
        LedgerRules.reverse(draft, entry, history, source, why);
      }
    }
    TierRules.recount(draft);
    return Optional.empty();
  }
}
