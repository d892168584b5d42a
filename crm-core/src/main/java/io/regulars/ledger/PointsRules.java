package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.Money;

/** What a visit is worth in points. */
public final class PointsRules {

  private PointsRules() {}

  /** Credits what the visit earns at the tier held now; nothing if the program has no points. */
  public static Optional<Refusal> earn(FileDraft draft, Visit visit, ZoneId zone) {
    Optional<PointsPlan> plan = draft.program().plan(PointsPlan.class);
    return plan.isPresent() ? earn(draft, visit, zone, plan.get()) : Optional.empty();
  }

  private static Optional<Refusal> earn(
      FileDraft draft, Visit visit, ZoneId zone, PointsPlan plan) {
    TierCode tier = draft.tier().tier();
    BigDecimal points = points(plan, visit.earning(), tier);
    if (points.signum() == 0) {
      return Optional.empty();
    }
    if (points.compareTo(BigDecimal.valueOf(LedgerRules.MAX_BALANCE)) > 0) {
      return Refusal.of(
          Reason.OVERFLOW, AccountKind.POINTS, points, draft.account(AccountKind.POINTS).balance());
    }
    long amount = points.longValueExact();
    Optional<Refusal> full = LedgerRules.room(draft, AccountKind.POINTS, amount);
    if (full.isEmpty()) {
      LedgerRules.credit(
          draft,
          new Credit(
              AccountKind.POINTS,
              EntryKind.EARNED,
              amount,
              visit.occurredAt(),
              plan.term().endsAt(visit.occurredAt(), zone),
              Source.visit(visit.id()),
              Explanation.of(
                  "points.earned",
                  visit.earning().toString(),
                  plan.multiplier(tier).toPlainString(),
                  tier.value(),
                  Long.toString(plan.points()),
                  plan.per().toString(),
                  Long.toString(amount))));
    }
    return full;
  }

  /** {@code amount x points x multiplier / per}, rounded once, by the plan's rounding. */
  public static BigDecimal points(PointsPlan plan, Money amount, TierCode tier) {
    BigDecimal product =
        amount
            .getAmount()
            .multiply(BigDecimal.valueOf(plan.points()))
            .multiply(plan.multiplier(tier));
    return product.divide(plan.per().getAmount(), 0, plan.rounding());
  }
}
