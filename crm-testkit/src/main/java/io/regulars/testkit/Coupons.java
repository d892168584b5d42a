package io.regulars.testkit;

import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;

import io.regulars.Desk;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponQuote.Applied;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableCouponType;
import io.regulars.coupon.IssueCoupon;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.coupon.WithdrawCoupon;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Offers, and what a till does with their coupons. */
final class Coupons {

  private Coupons() {}

  /** A program's coupons. */
  static CouponPlan plan(CouponType... types) {
    return CouponPlan.builder().addTypes(types).build();
  }

  /** So much off. */
  static ImmutableCouponType off(String code, String amount) {
    return ImmutableCouponType.builder()
        .code(code)
        .value(new CouponValue.AmountOff(yuan(amount)))
        .build();
  }

  /** So much off from an amount on. */
  static ImmutableCouponType off(String code, String amount, String from) {
    return off(code, amount).withThreshold(yuan(from));
  }

  /** A percentage off, with a cap if there is one. */
  static ImmutableCouponType percent(String code, String percent, String... cap) {
    Optional<Money> most = List.of(cap).stream().findFirst().map(Salon::yuan);
    return ImmutableCouponType.builder()
        .code(code)
        .value(new CouponValue.PercentOff(new BigDecimal(percent), most))
        .build();
  }

  /** A service for nothing. */
  static ImmutableCouponType free(String code, String item) {
    return ImmutableCouponType.builder()
        .code(code)
        .value(new CouponValue.FreeService(item))
        .build();
  }

  /** Something handed over. */
  static ImmutableCouponType gift(String code, String item) {
    return ImmutableCouponType.builder().code(code).value(new CouponValue.Gift(item)).build();
  }

  /** Issues the coupon {@code number}. */
  static Outcome<Answer> issue(Desk desk, CustomerId customer, String type, String number) {
    return desk.coupons()
        .issue(
            IssueCoupon.builder()
                .customer(customer)
                .type(type)
                .number(number)
                .reason("welcome")
                .build());
  }

  /** Takes the coupon {@code number} away. */
  static Outcome<Answer> withdraw(Desk desk, CustomerId customer, String number, String key) {
    return desk.coupons()
        .withdraw(
            WithdrawCoupon.builder()
                .customer(customer)
                .number(number)
                .reason("issued by mistake")
                .key(key)
                .build());
  }

  /** Asks what the basket costs with these coupons. */
  static CouponQuote quote(
      Desk desk, CustomerId customer, List<VisitLine> lines, String... coupons) {
    return desk.coupons()
        .quote(
            QuoteCoupons.builder()
                .customer(customer)
                .store(SHOP)
                .lines(lines)
                .addCoupons(coupons)
                .build());
  }

  /** The sale of the basket for money. */
  static ImmutableRecordVisit sale(CustomerId customer, String receipt, List<VisitLine> lines) {
    return ImmutableRecordVisit.builder()
        .customer(customer)
        .store(SHOP)
        .receipt(receipt)
        .lines(lines)
        .build();
  }

  /** The sale with the coupons of a quote, the rest in cash. */
  static RecordVisit sale(
      CustomerId customer, String receipt, List<VisitLine> lines, CouponQuote quote) {
    List<Payment> payments = new ArrayList<>();
    for (Applied coupon : quote.applied()) {
      payments.add(Payment.coupon(coupon.ref(), coupon.off()));
    }
    if (quote.left().isPositive() || payments.isEmpty()) {
      payments.add(Payment.of(PaymentKind.CASH, quote.left()));
    }
    return sale(customer, receipt, lines).withPayments(payments);
  }

  /** The sale of the basket with one coupon that takes {@code off}, the rest in cash. */
  static ImmutableRecordVisit sale(
      CustomerId customer, String receipt, List<VisitLine> lines, String coupon, String off) {
    Money rest = VisitLine.total(lines).minus(yuan(off));
    return sale(customer, receipt, lines)
        .withPayments(Payment.coupon(coupon, yuan(off)), Payment.of(PaymentKind.CASH, rest));
  }
}
