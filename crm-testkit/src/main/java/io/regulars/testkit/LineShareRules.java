package io.regulars.testkit;

import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.comes;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Cards.state;
import static io.regulars.testkit.Coupons.gift;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.percent;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.sale;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.coupon.CouponType;
import io.regulars.engine.Answer;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** E1411 to E1416: what paid for which line, and what each line earned. */
interface LineShareRules extends CrmRules {

  private static VisitLine goods(String item, String paid) {
    return VisitLine.builder().item(item).category("goods").paid(yuan(paid)).build();
  }

  private static Answer back(Desk desk, VisitId visit, String receipt, int line) {
    return desk.visits()
        .returnItems(
            ReturnItems.builder()
                .visit(visit)
                .receipt(receipt)
                .reason("allergy")
                .addLines(ReturnItems.Item.of(line, 1))
                .build())
        .orThrow();
  }

  /** What each kind of payment gets back, in the order of the receipt. */
  private static List<String> paidBack(Answer answer) {
    return answer.returned().orElseThrow().payments().stream()
        .filter(payment -> payment.amount().isPositive())
        .map(payment -> payment.kind() + " " + payment.amount().getAmount().toPlainString())
        .toList();
  }

  private static long coupons(Salon salon, CustomerId customer, String type) {
    return salon.books(customer).file().account(AccountKind.coupon(type)).available();
  }

  @Test
  default void required_E1411_a_coupon_comes_back_with_the_lines_it_paid_and_no_others() {
    Salon salon = salon();
    CouponType fifth = percent("fifth", "20").withCategories("goods");
    PointsPlan services = Salon.points().putFactors("goods", BigDecimal.ZERO).build();
    Desk desk = salon.deskUnder(plan(fifth), services);
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifth", "C-1").orThrow();
    List<VisitLine> basket =
        List.of(
            VisitLine.of("massage", yuan("200.00")),
            goods("oil", "100.00"),
            goods("comb", "100.00"));
    Answer sold = desk.visits().record(sale(ann, "R-1", basket, "C-1", "40.00")).orThrow();
    VisitId visit = sold.visit().orElseThrow().id();
    assertEquals(200, sold.sum(AccountKind.POINTS, EntryKind.EARNED), "of the massage alone");
    assertEquals(
        List.of("COUPON 20.00 of 2", "COUPON 20.00 of 3", "CASH 360.00 of 0"),
        sold.visit().orElseThrow().payments().stream()
            .map(p -> p.kind() + " " + p.amount().getAmount().toPlainString() + " of " + p.line())
            .toList());
    assertEquals(List.of("CASH 200.00"), paidBack(back(desk, visit, "B-1", 1)));
    assertEquals(0, coupons(salon, ann, "fifth"));
    assertEquals(List.of("COUPON 20.00", "CASH 80.00"), paidBack(back(desk, visit, "B-2", 2)));
    assertEquals(0, coupons(salon, ann, "fifth"), "half of it is used");
    assertEquals(List.of("COUPON 20.00", "CASH 80.00"), paidBack(back(desk, visit, "B-3", 3)));
    assertEquals(1, coupons(salon, ann, "fifth"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E1412_a_coupon_comes_back_once_all_that_it_paid_is_back() {
    Salon salon = salon();
    CouponType fifth = percent("fifth", "20").withCategories("goods");
    Desk desk = salon.deskUnder(plan(fifth, gift("comb", "comb")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifth", "C-1").orThrow();
    issue(desk, ann, "comb", "G-1").orThrow();
    List<VisitLine> basket =
        List.of(
            VisitLine.of("massage", yuan("200.00")),
            goods("oil", "100.00"),
            VisitLine.of("comb", yuan("0.00")));
    VisitId visit =
        record(
            desk,
            sale(ann, "R-1", basket)
                .withPayments(
                    Payment.coupon("C-1", yuan("20.00")),
                    Payment.coupon("G-1", yuan("0.00")),
                    cash("280.00")));
    back(desk, visit, "B-1", 2);
    assertEquals(1, coupons(salon, ann, "fifth"), "the massage it did not pay stands");
    assertEquals(0, coupons(salon, ann, "comb"));
    back(desk, visit, "B-2", 3);
    assertEquals(1, coupons(salon, ann, "comb"), "the gift came back");
    salon.requireSound(ann);
  }

  @Test
  default void required_E1413_a_coupon_may_be_told_line_by_line() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("ten", "10.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "ten", "C-1").orThrow();
    List<VisitLine> basket = List.of(goods("oil", "30.00"), goods("comb", "70.00"));
    Payment oil = Payment.coupon("C-1", yuan("3.00")).forLine(1);
    Payment comb = Payment.coupon("C-1", yuan("7.00")).forLine(2);
    Rejection twice =
        desk.visits()
            .record(sale(ann, "R-1", basket).withPayments(oil, oil, cash("94.00")))
            .refusal()
            .orElseThrow();
    assertEquals(List.of("C-1", "TWICE"), twice.figures());
    Expect.refused(
        desk.visits().record(sale(ann, "R-1", basket).withPayments(comb, cash("93.00"))),
        Reason.COUPON_AMOUNT,
        "C-1",
        "CNY 7.00",
        "CNY 10.00");
    VisitId visit = record(desk, sale(ann, "R-1", basket).withPayments(comb, cash("90.00"), oil));
    assertEquals(0, coupons(salon, ann, "ten"));
    back(desk, visit, "B-1", 1);
    back(desk, visit, "B-2", 2);
    assertEquals(1, coupons(salon, ann, "ten"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E1414_sessions_paid_one_by_one_come_back_one_by_one() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, card(ann, "M-1", 1, "100.00"));
    sells(salon, card(ann, "M-2", 2, "200.00"));
    VisitId visit =
        comes(
            salon,
            session(ann, "R-1")
                .withLines(
                    VisitLine.builder().item("massage").quantity(3).paid(yuan("300.00")).build())
                .withPayments(
                    Payment.course(1, 1, yuan("100.00")).with("M-1"),
                    Payment.course(1, 2, yuan("200.00")).with("M-2")));
    back(salon.desk(), visit, "B-1", 1);
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-2"), "the last taken first");
    back(salon.desk(), visit, "B-2", 1);
    assertEquals(List.of(2L, 0L, 0L), state(salon, ann, "M-2"));
    back(salon.desk(), visit, "B-3", 1);
    assertEquals(List.of(1L, 0L, 0L), state(salon, ann, "M-1"));
    salon.requireSound(ann);
  }

  @Test
  default void required_E1415_what_counts_differently_is_told_with_its_factor() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .putFactors("mask", new BigDecimal("2"))
                .putFactors("card", BigDecimal.ZERO)
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer sold =
        desk.visits()
            .record(
                sale(ann, "R-1", "650.00")
                    .withLines(
                        VisitLine.of("cut", yuan("100.00")),
                        VisitLine.of("mask", yuan("50.00")),
                        VisitLine.of("card", yuan("500.00"))))
            .orThrow();
    assertEquals(200, sold.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(
        "CNY 650.00 paid x 1 per CNY 1.00, then step by step, rounded = 200"
            + " [mask x 2: of CNY 50.00 CNY 100.00 counts;"
            + " card x 0: of CNY 500.00 CNY 0.00 counts; tier none x 1 = 200]",
        desk.texts(Locale.ENGLISH).explain(sold.entries().get(0).explanation()));
    String chinese = desk.texts(Locale.CHINESE).explain(sold.entries().get(0).explanation());
    assertTrue(chinese.contains("mask x 2:CNY 50.00 按 CNY 100.00 计"), chinese);
  }

  @Test
  default void required_E1416_midnight_belongs_to_the_day_it_begins() {
    Instant midnight = Instant.parse("2026-02-28T16:00:00Z");
    for (Granularity granularity : Granularity.values()) {
      LotTerm term = LotTerm.of(Period.ofMonths(2), granularity);
      Instant ends = end(term, midnight);
      if (granularity == Granularity.EXACT) {
        assertEquals(Instant.parse("2026-04-30T16:00:00Z"), ends);
      } else {
        assertEquals(end(term, midnight.plusSeconds(1)), ends, granularity.name());
      }
    }
    LotTerm secondMonth = LotTerm.of(Period.ofMonths(2), Granularity.MONTH);
    assertEquals(Instant.parse("2026-05-31T16:00:00Z"), end(secondMonth, midnight));
    assertEquals(
        Instant.parse("2026-04-30T16:00:00Z"), end(secondMonth, midnight.minusNanos(1_000)));
  }

  private static Instant end(LotTerm term, Instant earnedAt) {
    return term.endsAt(earnedAt, Salon.SHANGHAI, LocalDate.parse("2025-06-07")).orElseThrow();
  }

  /** The till has split a payment by points in two, of which the first is for nothing. */
  @Test
  default void required_E1478_points_come_back_whichever_of_alike_payments_took_them() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().price(new PointsPrice(100, yuan("1.00"))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "100.00")).orThrow();
    Answer paid =
        desk.visits()
            .record(
                sale(ann, "R-2", "1.00")
                    .withPayments(
                        Payment.of(PaymentKind.POINTS, yuan("0.00")),
                        Payment.points(100, yuan("1.00"))))
            .orThrow();
    assertEquals(0, salon.points(ann));
    Till.takeBack(desk, paid.visit().orElseThrow().id());
    assertEquals(100, salon.points(ann));
    salon.requireSound(ann);
  }

  /**
   * A massage for 1.00 by 100 points, and for the receipt 50 more that pay nothing; a free comb.
   */
  @Test
  default void required_E1550_points_that_paid_nothing_come_back_with_the_last_of_the_receipt() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "150.00")).orThrow();
    Answer paid =
        desk.visits()
            .record(
                sale(ann, "R-2", "1.00")
                    .withLines(
                        VisitLine.of("massage", yuan("1.00")), VisitLine.of("comb", yuan("0.00")))
                    .withPayments(
                        Payment.points(100, yuan("1.00")), Payment.points(50, yuan("0.00"))))
            .orThrow();
    VisitId visit = paid.visit().orElseThrow().id();
    assertEquals(0, salon.points(ann));
    returns(desk, visit, "B-1", ReturnItems.Item.of(1, 1));
    assertEquals(100, salon.points(ann), "the comb is kept");
    returns(desk, visit, "B-2", ReturnItems.Item.of(2, 1));
    assertEquals(150, salon.points(ann));
    salon.requireSound(ann);
  }
}
