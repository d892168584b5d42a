package io.regulars.testkit;

import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Coupons.crm;
import static io.regulars.testkit.Coupons.gift;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.quote;
import static io.regulars.testkit.Coupons.refused;
import static io.regulars.testkit.Coupons.sale;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.IssueCoupon;
import io.regulars.coupon.Skipped.Why;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E879 to E884: when a coupon is good, and when it comes back. */
interface CouponEndRules extends CrmRules {

  @Test
  default void required_E879_a_coupon_comes_back_when_all_it_paid_has_come_back() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            plan(
                off("fifty", "50.00").withTerm(LotTerm.of(Period.ofDays(30))),
                gift("comb", "comb")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "comb", "C-2").orThrow();
    List<Coupon> before = desk.coupons().list(ann);
    List<VisitLine> basket = new ArrayList<>(BASKET);
    basket.add(VisitLine.of("comb", yuan("0.00")));
    CouponQuote quote = quote(desk, ann, basket, "C-1", "C-2");
    VisitId visit = record(desk, sale(ann, "R-1", basket, quote));
    returns(desk, visit, "B-1", ReturnItems.Item.of(1, 2), ReturnItems.Item.of(3, 1));
    assertEquals(
        List.of("C-2"),
        desk.coupons().list(ann).stream().map(Coupon::number).toList(),
        "the gift is back; of what the other paid a part");
    returns(desk, visit, "B-2", ReturnItems.Item.of(2, 1));
    assertEquals(before, desk.coupons().list(ann), "with their own ends");
    VisitId second =
        record(
            desk,
            sale(ann, "R-2", BASKET)
                .withPayments(
                    Payment.of(PaymentKind.COUPON, yuan("50.00")).with("C-1"), cash("349.99")));
    desk.visits().takeBack(TakeBackVisit.voiding(second, "wrong customer")).orThrow();
    assertEquals(before, desk.coupons().list(ann), "a till need not say that it took one");
    desk.visits().record(sale(ann, "R-4", BASKET, "C-1", "50.00")).orThrow();
    refused(
        desk.visits().record(sale(ann, "R-3", BASKET, "C-1", "50.00")),
        Reason.COUPON_REFUSED,
        "C-1",
        "NOT_THERE");
    salon.requireSound(ann);
  }

  @Test
  default void required_E880_a_coupon_that_ended_meanwhile_comes_back_as_the_program_says() {
    for (int days : List.of(0, 14)) {
      Salon salon = salon();
      Desk desk =
          salon.deskUnder(
              CouponPlan.builder()
                  .addTypes(off("fifty", "50.00").withTerm(LotTerm.of(Period.ofDays(7))))
                  .restoredFor(Period.ofDays(days))
                  .build());
      CustomerId ann = salon.member("Ann", "1380013800" + days % 10);
      issue(desk, ann, "fifty", "C-" + days).orThrow();
      VisitId visit = record(desk, sale(ann, "R-" + days, BASKET, "C-" + days, "50.00"));
      salon.passDays(10);
      takeBack(desk, visit);
      List<Coupon> back = desk.coupons().list(ann);
      assertEquals(days == 0 ? 0 : 1, back.size());
      back.forEach(
          coupon ->
              assertEquals(
                  Optional.of(OPENING.plus(Duration.ofDays(10L + days))), coupon.endsAt()));
      salon.requireSound(ann);
    }
  }

  @Test
  default void required_E883_a_visit_told_late_takes_no_coupon_issued_later() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00").withTerm(LotTerm.of(Period.ofDays(7)))));
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.passDays(2);
    issue(desk, ann, "fifty", "C-1").orThrow();
    Instant issued = salon.clock().instant();
    salon.passDays(1);
    refused(
        desk.visits()
            .record(
                sale(ann, "R-1", BASKET, "C-1", "50.00").withOccurredAt(issued.minusSeconds(1))),
        Reason.COUPON_REFUSED,
        "C-1",
        "NOT_YET",
        "2026-03-03T01:00:00Z");
    desk.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00").withOccurredAt(issued)).orThrow();
  }

  @Test
  default void required_E884_a_coupon_is_good_to_its_last_microsecond() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(plan(off("fifty", "50.00").withTerm(LotTerm.endOf(Granularity.MONTH))));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "fifty", "C-2").orThrow();
    Instant end = Instant.parse("2026-03-31T16:00:00Z");
    assertEquals(Optional.of(end), desk.coupons().list(ann).get(0).endsAt());
    salon.clock().set(end.minusNanos(1_000));
    desk.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow();
    salon.clock().set(end);
    assertEquals(Why.NOT_THERE, quote(desk, ann, BASKET, "C-2").skipped().get(0).why());
    assertEquals(List.of(), desk.coupons().list(ann));
    refused(
        desk.visits().record(sale(ann, "R-2", BASKET, "C-2", "50.00")),
        Reason.COUPON_REFUSED,
        "C-2",
        "NOT_THERE");
    salon.requireSound(ann);
  }

  @Test
  default void bug_odoo_222428_validity_is_judged_in_two_time_zones() {
    Salon salon = salon();
    Store far = Store.of(StoreId.of("LA"), "Far", ZoneId.of("America/Los_Angeles"));
    Crm crm =
        crm(
            salon,
            ImmutableMerchant.copyOf(Salon.merchant())
                .withStores(Salon.merchant().stores().get(0), far),
            plan(off("fifty", "50.00").withTerm(LotTerm.endOf(Granularity.DAY))));
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.clock().set(Instant.parse("2026-03-01T15:00:00Z"));
    issue(desk, ann, "fifty", "home").orThrow();
    desk.coupons()
        .issue(
            IssueCoupon.builder()
                .customer(ann)
                .type("fifty")
                .number("far")
                .store(far.id())
                .reason("welcome")
                .build())
        .orThrow();
    assertEquals(
        List.of(Instant.parse("2026-03-01T16:00:00Z"), Instant.parse("2026-03-02T08:00:00Z")),
        desk.coupons().list(ann).stream().map(coupon -> coupon.endsAt().orElseThrow()).toList(),
        "midnight in Shanghai, midnight in Los Angeles");
    for (StoreId store : List.of(SHOP, far.id())) {
      salon.clock().set(Instant.parse("2026-03-01T15:59:59Z"));
      assertEquals(2, taken(desk, ann, store), "both are good everywhere until the first ends");
    }
    salon.clock().set(Instant.parse("2026-03-01T16:00:00Z"));
    for (StoreId store : List.of(SHOP, far.id())) {
      assertEquals(1, taken(desk, ann, store), "one instant, whoever asks");
    }
    salon.clock().set(Instant.parse("2026-03-02T08:00:00Z"));
    for (StoreId store : List.of(SHOP, far.id())) {
      assertEquals(0, taken(desk, ann, store));
    }
  }

  private static int taken(Desk desk, CustomerId ann, StoreId store) {
    return (int)
        Stream.of("home", "far")
            .filter(
                number ->
                    desk.visits()
                        .preview(sale(ann, "R-1", BASKET, number, "50.00").withStore(store))
                        .refusal()
                        .isEmpty())
            .count();
  }
}
