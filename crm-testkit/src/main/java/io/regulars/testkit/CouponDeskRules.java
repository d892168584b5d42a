package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Coupons.TILLS;
import static io.regulars.testkit.Coupons.crm;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.last;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.percent;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.refused;
import static io.regulars.testkit.Coupons.sale;
import static io.regulars.testkit.Coupons.withdraw;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponService;
import io.regulars.coupon.QuoteCoupons;
import io.regulars.coupon.Skipped.Why;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.visit.RecordVisit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E877 to E885: coupons are taken exactly once, and exactly as quoted. */
interface CouponDeskRules extends CrmRules {

  @Test
  default void required_E877_a_payment_of_another_amount_than_quoted_is_refused() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00"), percent("oil", "15").withItems("oil")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "oil", "C-2").orThrow();
    for (String asked : List.of("49.99", "50.01", "0.00", "399.99")) {
      refused(
          desk.visits().record(sale(ann, "R-" + asked, BASKET, "C-1", asked)),
          Reason.COUPON_AMOUNT,
          "C-1",
          "CNY " + asked,
          "CNY 50.00");
    }
    refused(
        desk.visits().record(forLine(ann, "C-1", "50.00", 1)),
        Reason.COUPON_AMOUNT,
        "C-1",
        "CNY 50.00",
        "CNY 37.50");
    refused(
        desk.visits().record(forLine(ann, "C-1", "37.50", 1)),
        Reason.COUPON_AMOUNT,
        "C-1",
        "CNY 37.50",
        "CNY 50.00");
    refused(
        desk.visits().record(forLine(ann, "C-2", "14.99", 1)),
        Reason.COUPON_AMOUNT,
        "C-2",
        "CNY 14.99",
        "CNY 0.00");
    VisitId visit = record(desk, forLine(ann, "C-2", "14.99", 2));
    assertEquals(Source.visit(visit, 2), last(salon, ann, AccountKind.coupon("oil")).source());
    Payment one = Payment.coupon("C-1", yuan("25.00"));
    refused(
        desk.visits().record(sale(ann, "R-2", BASKET).withPayments(one, one, cash("349.99"))),
        Reason.COUPON_REFUSED,
        "C-1",
        "TWICE");
    salon.requireSound(ann);
  }

  private static RecordVisit forLine(CustomerId ann, String coupon, String off, int line) {
    return sale(ann, "R-line", BASKET)
        .withPayments(
            Payment.coupon(coupon, yuan(off)).forLine(line),
            Payment.of(PaymentKind.CASH, yuan("399.99").minus(yuan(off))));
  }

  @Test
  default void required_E878_of_sixteen_tills_with_one_coupon_one_takes_it() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = crm(salon, plan(off("fifty", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int round = 0; round < 5; round++) {
      String number = "C-" + round;
      issue(Salon.desk(crm, Role.SYSTEM), ann, "fifty", number).orThrow();
      List<Outcome<Answer>> outcomes =
          race(
              TILLS,
              till ->
                  () ->
                      Salon.desk(crm, Role.RECEPTIONIST)
                          .visits()
                          .record(sale(ann, number + "/" + till, BASKET, number, "50.00")));
      List<Outcome<Answer>> refused =
          outcomes.stream().filter(outcome -> outcome.refusal().isPresent()).toList();
      assertEquals(TILLS - 1, refused.size());
      refused.forEach(outcome -> refused(outcome, Reason.COUPON_REFUSED, number, "NOT_THERE"));
    }
    assertEquals(5, salon.books(ann).visits().size());
    assertEquals(-5, salon.books(ann).sum(AccountKind.coupon("fifty"), EntryKind.SPENT));
    salon.requireSound(ann);
  }

  @Test
  default void required_E881_without_a_plan_or_a_number_a_payment_by_coupon_is_only_told() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer plain = salon.desk().visits().record(sale(ann, "R-1", BASKET, "C-1", "60.00")).orThrow();
    assertEquals(339, plain.sum(AccountKind.POINTS, EntryKind.EARNED));
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00")));
    issue(desk, ann, "fifty", "C-1").orThrow();
    Payment voucher = Payment.of(PaymentKind.COUPON, yuan("40.00"));
    desk.visits()
        .record(
            sale(ann, "R-2", BASKET)
                .withPayments(voucher, Payment.coupon("C-1", yuan("50.00")), cash("309.99")))
        .orThrow();
    assertEquals(List.of(), desk.coupons().list(ann));
    assertEquals(
        Why.TYPE_GONE,
        gone(salon, ann).quote(ask(ann)).skipped().get(0).why(),
        "without a plan there is a clear no as well");
  }

  private static CouponService gone(Salon salon, CustomerId ann) {
    issue(salon.deskUnder(plan(off("fifty", "50.00"))), ann, "fifty", "C-2").orThrow();
    return salon.desk().coupons();
  }

  private static QuoteCoupons ask(CustomerId ann) {
    return QuoteCoupons.builder().customer(ann).store(SHOP).lines(BASKET).addCoupons("C-2").build();
  }

  @Test
  default void required_E882_a_coupon_whose_type_is_gone_is_refused_and_kept() {
    Salon salon = salon();
    Desk old = salon.deskUnder(plan(off("spring", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(old, ann, "spring", "C-1").orThrow();
    Desk changed = salon.deskUnder(plan(off("summer", "60.00")));
    refused(
        changed.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")),
        Reason.COUPON_REFUSED,
        "C-1",
        "TYPE_GONE",
        "spring");
    Coupon kept = changed.coupons().list(ann).get(0);
    assertEquals("spring", kept.type());
    assertEquals(Optional.empty(), kept.terms());
    Desk both = salon.deskUnder(plan(off("summer", "60.00"), off("spring", "50.00")));
    assertTrue(issue(both, ann, "spring", "C-1").orThrow().repeated());
    assertTrue(issue(changed, ann, "spring", "C-1").orThrow().repeated(), "what was done is done");
    both.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow();
  }

  @Test
  default void required_E885_every_line_about_coupons_has_words_in_both_languages() {
    Salon salon = salon();
    CustomerId house = salon.member("House", "13800138000");
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk =
        salon.deskUnder(
            CouponPlan.builder()
                .addTypes(
                    off("fifty", "50.00")
                        .withLimitInAll(9)
                        .withLimitPerCustomer(5)
                        .withLimitPerDay(5))
                .pool(house)
                .build());
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "fifty", "C-2").orThrow();
    withdraw(desk, ann, "C-2", "k").orThrow();
    desk.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow();
    for (CustomerId who : List.of(ann, house)) {
      desk.customers()
          .timeline(who, PageRequest.oldest(100))
          .items()
          .forEach(
              line -> {
                String english = desk.texts(Locale.ENGLISH).line(line);
                String chinese = desk.texts(Locale.CHINESE).line(line);
                Expect.assertSaid(english, Locale.ENGLISH);
                Expect.assertSaid(chinese, Locale.CHINESE);
                assertFalse(english.contains("rule.") || english.contains("?"), english);
              });
    }
  }

  @Test
  default void bug_magento2_6364_a_single_use_coupon_is_used_twice() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = crm(salon, plan(off("fifty", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(Salon.desk(crm, Role.SYSTEM), ann, "fifty", "C-1").orThrow();
    List<Outcome<Answer>> both =
        race(
            2,
            till ->
                () ->
                    Salon.desk(crm, Role.RECEPTIONIST)
                        .visits()
                        .record(sale(ann, "R-" + till, BASKET, "C-1", "50.00")));
    assertEquals(1, both.stream().filter(outcome -> outcome.refusal().isEmpty()).count());
    assertEquals(-1, salon.books(ann).sum(AccountKind.coupon("fifty"), EntryKind.SPENT));
  }
}
