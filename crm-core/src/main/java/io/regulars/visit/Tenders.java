package io.regulars.visit;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponTender;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsTender;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.Visit;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Means of payment that take something off the customer's accounts, in the commit of the sale. */
final class Tenders {

  private Tenders() {}

  /** The payments with everything the program settles about them: units, principal and bonus. */
  static List<Payment> settled(FileDraft draft, List<Payment> payments) {
    List<Payment> settled = new ArrayList<>(payments.size());
    for (Payment payment : payments) {
      switch (payment.kind()) {
        case CASH, CARD, WALLET, MONEY, STORED_VALUE, BONUS, COURSE -> settled.add(payment);
        case COUPON -> settled.add(CouponTender.settled(draft.program(), payment));
        case POINTS -> settled.add(PointsTender.settled(draft.program(), payment));
      }
    }
    return settled;
  }

  /** Takes what the visit's payments took, or says why that cannot be. */
  static Optional<Refusal> pay(FileDraft draft, Visit visit) {
    Optional<Refusal> coupons = CouponTender.pay(draft, visit);
    if (coupons.isPresent()) {
      return coupons;
    }
    for (Payment payment : visit.payments()) {
      Optional<Refusal> refusal = pay(draft, visit, payment);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> pay(FileDraft draft, Visit visit, Payment payment) {
    return switch (payment.kind()) {
      case CASH, CARD, WALLET, MONEY, STORED_VALUE, BONUS, COUPON, COURSE -> Optional.empty();
      case POINTS -> PointsTender.pay(draft, visit, payment);
    };
  }

  /** Whether an entry of the visit is on an account this kind of payment takes from. */
  static boolean isOn(Payment payment, LedgerEntry entry) {
    AccountKind account = entry.account();
    return switch (payment.kind()) {
      case CASH, CARD, WALLET, MONEY -> false;
      case POINTS -> account.equals(AccountKind.POINTS);
      case STORED_VALUE -> account.equals(AccountKind.PRINCIPAL);
      case BONUS -> account.equals(AccountKind.BONUS);
      case COURSE -> account.isCourse();
      case COUPON -> account.isCoupon() && entry.lotRef().equals(payment.ref());
    };
  }

  /** How long what comes back to a lot of this account that has ended may still be used. */
  static Period restoredFor(Program program, AccountKind account) {
    if (account.equals(AccountKind.POINTS)) {
      return program.plan(PointsPlan.class).map(PointsPlan::restoredFor).orElse(Period.ZERO);
    }
    if (account.isCoupon()) {
      return program.plan(CouponPlan.class).map(CouponPlan::restoredFor).orElse(Period.ZERO);
    }
    return Period.ZERO;
  }
}
