package io.regulars.visit;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponTender;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTender;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsTender;
import io.regulars.spi.Store;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.storedvalue.StoredValueTender;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Means of payment that take something off the customer's accounts, in the commit of the sale. */
final class Tenders {

  private Tenders() {}

  /**
   * The payments with everything the program settles about them: units, principal and bonus, and
   * what a coupon takes off each line.
   */
  static List<Payment> settled(
      FileDraft draft, List<VisitLine> lines, List<Payment> payments, Store store, Instant at) {
    List<Payment> settled = new ArrayList<>(payments.size());
    for (Payment payment : payments) {
      switch (payment.kind()) {
        case CASH, CARD, WALLET, MONEY, STORED_VALUE, BONUS, COUPON -> settled.add(payment);
        case COURSE -> settled.add(CourseTender.settled(draft.program(), payment));
        case POINTS -> settled.add(PointsTender.settled(draft.program(), payment));
      }
    }
    return StoredValueTender.settled(draft, CouponTender.settled(draft, lines, settled, store, at));
  }

  /**
   * Takes what the visit's payments took, or says why that cannot be.
   *
   * @param cards the file whose course cards pay: {@code draft} itself, or a family member's
   */
  static Optional<Refusal> pay(FileDraft draft, FileDraft cards, Visit visit) {
    Optional<Refusal> tooLow = StoredValueTender.covered(draft, visit);
    if (tooLow.isPresent()) {
      return tooLow;
    }
    Optional<Refusal> coupons = CouponTender.pay(draft, visit);
    if (coupons.isPresent()) {
      return coupons;
    }
    List<Payment> booked = CourseTender.byBooking(cards, visit);
    for (Payment payment : visit.payments()) {
      Optional<Refusal> refusal = pay(draft, cards, visit, payment);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    CourseTender.finish(draft, cards, visit, booked);
    return Optional.empty();
  }

  private static Optional<Refusal> pay(
      FileDraft draft, FileDraft cards, Visit visit, Payment payment) {
    return switch (payment.kind()) {
      case CASH, CARD, WALLET, MONEY, COUPON -> Optional.empty();
      case STORED_VALUE, BONUS -> StoredValueTender.pay(draft, visit, payment);
      case COURSE -> CourseTender.pay(draft, cards, visit, payment);
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

  /** Whether the entries of the two payments of a visit cannot be told apart. */
  static boolean isAlike(Payment one, Payment other) {
    boolean alike =
        one.kind() == PaymentKind.COUPON
            ? one.ref().equals(other.ref())
            : one.line() == other.line();
    return one.kind() == other.kind() && alike;
  }

  /** How long what comes back to a lot of this account that has ended may still be used. */
  static Period restoredFor(Program program, AccountKind account) {
    if (account.equals(AccountKind.POINTS)) {
      return program.plan(PointsPlan.class).map(PointsPlan::restoredFor).orElse(Period.ZERO);
    }
    if (account.isCourse()) {
      return CoursePlan.terms(program, account.name()).restoredFor();
    }
    if (account.equals(AccountKind.PRINCIPAL) || account.equals(AccountKind.BONUS)) {
      return program
          .plan(StoredValuePlan.class)
          .map(StoredValuePlan::restoredFor)
          .orElse(Period.ZERO);
    }
    if (account.isCoupon()) {
      return program.plan(CouponPlan.class).map(CouponPlan::restoredFor).orElse(Period.ZERO);
    }
    return Period.ZERO;
  }
}
