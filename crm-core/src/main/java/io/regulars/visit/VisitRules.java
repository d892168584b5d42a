package io.regulars.visit;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.feedback.SurveyRules;
import io.regulars.ledger.Holds;
import io.regulars.lifecycle.LifecycleRules;
import io.regulars.points.EarningRules;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Visit;
import io.regulars.tier.TierRules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a visit does to a file, in this order: the visit itself; what it was paid with is taken;
 * points and growth, at the tier held when it comes; spend, and with it perhaps a higher tier; the
 * stage of life; whether the customer is asked about it.
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
    return record(draft, draft, visit, zone);
  }

  /** Records a visit to which course cards on the file {@code cards} pay. */
  static Optional<Refusal> record(FileDraft draft, FileDraft cards, Visit visit, ZoneId zone) {
    draft.visit(visit);
    Optional<Refusal> refusal = Tenders.pay(draft, cards, visit);
    if (refusal.isEmpty()) {
      refusal = EarningRules.earn(draft, visit, zone);
    }
    if (refusal.isEmpty()) {
      refusal = TierRules.count(draft, visit, zone);
    }
    if (refusal.isEmpty()) {
      LifecycleRules.visited(draft, visit.occurredAt());
      SurveyRules.visited(draft, visit);
    }
    return refusal;
  }

  /** What the visit earned and is pending may be used from now on, and counts towards the tier. */
  static Optional<Refusal> confirm(FileDraft draft, VisitId visit, Source source) {
    Explanation why = Explanation.of("points.confirmed");
    String ref = visit.toString();
    boolean nothing = true;
    for (AccountKind account : List.of(AccountKind.POINTS, AccountKind.GROWTH)) {
      if (waitsForAPerson(draft.account(account), ref)) {
        Holds.release(draft, account, Hold.Kind.PENDING, ref, source, why);
        nothing = false;
      }
    }
    if (nothing) {
      return Refusal.of(Reason.NOTHING_HELD, AccountKind.POINTS, visit);
    }
    TierRules.reconsider(draft);
    return Optional.empty();
  }

  /** And not for an instant of its own. */
  private static boolean waitsForAPerson(LedgerAccount account, String visit) {
    return account.lots().stream()
        .flatMap(lot -> lot.holds().stream())
        .filter(hold -> hold.kind() == Hold.Kind.PENDING && hold.until().isEmpty())
        .anyMatch(hold -> hold.ref().equals(visit));
  }
}
