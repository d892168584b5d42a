package io.regulars.coupon;

import io.regulars.coupon.CouponQuote.Applied;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Take;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Coupons as a means of payment: all of a visit together, each for exactly what the quote says it
 * takes off. A payment that names no coupon, or a program without a {@link CouponPlan}, takes none.
 */
public final class CouponTender {

  private CouponTender() {}

  /** The payment as that of one coupon, if it names one that the program can take. */
  public static Payment settled(Program program, Payment payment) {
    return isOurs(program, payment)
        ? new Payment(payment.kind(), payment.amount(), payment.line(), 1, payment.ref())
        : payment;
  }

  /** Spends the visit's coupons; refused if one is not taken, or for another amount. */
  public static Optional<Refusal> pay(FileDraft draft, Visit visit) {
    List<Payment> payments =
        visit.payments().stream().filter(payment -> isOurs(draft.program(), payment)).toList();
    if (payments.isEmpty()) {
      return Optional.empty();
    }
    List<String> refs = payments.stream().map(CouponTender::ref).toList();
    Store store = draft.merchant().store(visit.store()).orElseThrow();
    CouponQuote quote = CouponRules.quote(draft, visit.lines(), refs, store, visit.occurredAt());
    if (!quote.skipped().isEmpty()) {
      return Optional.of(quote.skipped().get(0).refusal());
    }
    for (Payment payment : payments) {
      Optional<Refusal> refusal = take(draft, visit, payment, quote);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> take(
      FileDraft draft, Visit visit, Payment payment, CouponQuote quote) {
    Applied applied = quote.applied(ref(payment)).orElseThrow();
    Money off = payment.line() == 0 ? applied.off() : applied.byLine().get(payment.line() - 1);
    boolean elsewhere = payment.amount().equals(off) && !off.equals(applied.off());
    if (!payment.amount().equals(off) || elsewhere) {
      Money gives = elsewhere ? applied.off() : off;
      return Refusal.of(Reason.COUPON_AMOUNT, applied.ref(), payment.amount(), gives);
    }
    return LedgerRules.debit(
        draft,
        AccountKind.coupon(applied.type()),
        EntryKind.SPENT,
        1,
        Take.of(applied.ref()),
        Source.visit(visit.id(), payment.line()),
        Explanation.of("coupon.used", applied.ref(), applied.off().toString()));
  }

  private static boolean isOurs(Program program, Payment payment) {
    return payment.kind() == PaymentKind.COUPON
        && payment.ref().isPresent()
        && program.plan(CouponPlan.class).isPresent();
  }

  private static String ref(Payment payment) {
    return payment.ref().orElseThrow();
  }
}
