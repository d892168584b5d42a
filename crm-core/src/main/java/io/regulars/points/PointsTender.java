package io.regulars.points;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.OfflinePlan;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.Visit;
import java.util.Optional;

/**
 * Points as a means of payment: as many as the cashier chooses, at least what the price demands.
 */
public final class PointsTender {

  private PointsTender() {}

  /** The payment with the points the price demands, if it does not say how many it took. */
  public static Payment settled(Program program, Payment payment) {
    Optional<PointsPrice> price = program.plan(PointsPlan.class).flatMap(PointsPlan::price);
    if (payment.units() > 0 || price.isEmpty()) {
      return payment;
    }
    long charged = price.get().charged(payment.amount());
    return new Payment(payment.kind(), payment.amount(), payment.line(), charged, payment.ref());
  }

  /**
   * Spends the points; refused if they do not pay the amount, or are not there and the program
   * allows no overdraft.
   */
  public static Optional<Refusal> pay(FileDraft draft, Visit visit, Payment payment) {
    Optional<PointsPlan> plan = draft.program().plan(PointsPlan.class);
    if (payment.units() == 0 || plan.isEmpty()) {
      return Optional.empty();
    }
    long needed = plan.get().price().map(price -> price.charged(payment.amount())).orElse(0L);
    if (payment.units() < needed) {
      return Refusal.of(
          Reason.PAYMENT_TOO_LOW, payment.kind(), payment.units(), payment.amount(), needed);
    }
    return LedgerRules.debitOverdrawn(
        draft,
        AccountKind.POINTS,
        payment.units(),
        OfflinePlan.overdraft(draft, visit, AccountKind.POINTS),
        Source.visit(visit.id(), payment.line()),
        Explanation.of("points.paid", Long.toString(payment.units()), payment.amount().toString()));
  }
}
