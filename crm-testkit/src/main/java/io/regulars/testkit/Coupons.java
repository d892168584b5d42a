package io.regulars.testkit;

import static io.regulars.testkit.ContentionRules.PATIENT;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
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
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Merchant;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerEntry;
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

  /** Two massages and an oil: the basket of docs/ledger.md. */
  static final List<VisitLine> BASKET =
      List.of(
          VisitLine.builder().item("massage").quantity(2).paid(yuan("300.00")).build(),
          VisitLine.builder().item("oil").category("goods").paid(yuan("99.99")).build());

  /** So many threads as there are tills at most. */
  static final int TILLS = 16;

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

  /** The library under a program of these plans alone, patient with many tills. */
  static Crm crm(Salon salon, Plan... plans) {
    return crm(salon, Salon.merchant(), plans);
  }

  /** The same for another business. */
  static Crm crm(Salon salon, Merchant merchant, Plan... plans) {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(merchant, Program.of("2026-x", plans))
        .clock(salon.clock())
        .retryPolicy(PATIENT)
        .build();
  }

  /** The account's last entry. */
  static LedgerEntry last(Salon salon, CustomerId customer, AccountKind account) {
    return salon.books(customer).entries().stream()
        .filter(entry -> entry.account().equals(account))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** The coupons a quote applies. */
  static List<String> refs(CouponQuote quote) {
    return quote.applied().stream().map(CouponQuote.Applied::ref).toList();
  }

  /** Fails unless the outcome is a refusal with these figures. */
  static void refused(Outcome<Answer> outcome, Reason reason, String... figures) {
    Rejection rejection = outcome.refusal().orElseThrow();
    assertEquals(reason, rejection.reason());
    assertEquals(List.of(figures), rejection.figures());
  }
}
