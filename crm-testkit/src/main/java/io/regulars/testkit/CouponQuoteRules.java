package io.regulars.testkit;

import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Coupons.free;
import static io.regulars.testkit.Coupons.gift;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.percent;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.quote;
import static io.regulars.testkit.Coupons.refs;
import static io.regulars.testkit.Coupons.sale;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Desk;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.ImmutableQuoteCoupons;
import io.regulars.coupon.Skipped;
import io.regulars.coupon.Skipped.Why;
import io.regulars.engine.Answer;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.StoreId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.visit.VisitLine;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E869 to E876: what a basket costs with coupons. */
interface CouponQuoteRules extends CrmRules {

  @Test
  default void required_E869_every_kind_of_coupon_takes_off_what_it_says() {
    Salon salon = salon();
    List<VisitLine> basket = new ArrayList<>(BASKET);
    basket.add(VisitLine.of("comb", yuan("0.00")));
    assertTakes(salon, basket, off("a", "50.00"), "37.50", "12.50", "0.00");
    assertTakes(salon, basket, off("b", "50.00", "300.00"), "37.50", "12.50", "0.00");
    assertTakes(salon, basket, percent("c", "20", "60.00"), "45.00", "15.00", "0.00");
    assertTakes(salon, basket, percent("d", "15").withItems("oil"), "0.00", "14.99", "0.00");
    assertTakes(salon, basket, percent("e", "15").withCategories("goods"), "0.00", "14.99", "0.00");
    assertTakes(salon, basket, free("f", "massage"), "150.00", "0.00", "0.00");
    assertTakes(salon, basket, gift("g", "comb"), "0.00", "0.00", "0.00");
    assertTakes(salon, basket, off("h", "1000.00"), "300.00", "99.99", "0.00");
    assertTakes(salon, basket, percent("i", "100"), "300.00", "99.99", "0.00");
  }

  private static void assertTakes(
      Salon salon, List<VisitLine> basket, CouponType type, String... byLine) {
    Desk desk = salon.deskUnder(plan(type));
    CustomerId ann = salon.member("Ann", "13800138" + (100 + type.code().charAt(0)));
    issue(desk, ann, type.code(), type.code()).orThrow();
    CouponQuote quote = quote(desk, ann, basket, type.code());
    List<Money> expected = Stream.of(byLine).map(Salon::yuan).toList();
    assertEquals(List.of(), quote.skipped());
    assertEquals(expected, quote.applied().get(0).byLine(), () -> "by line of " + type);
    Money off = expected.stream().reduce(yuan("0.00"), Money::plus);
    assertEquals(off, quote.applied().get(0).off());
    assertEquals(yuan("399.99"), quote.price());
    assertEquals(yuan("399.99").minus(off), quote.left());
    desk.visits().record(sale(ann, type.code(), basket, quote)).orThrow();
    assertEquals(List.of(), desk.coupons().list(ann));
    salon.requireSound(ann);
  }

  @Test
  default void required_E870_rank_orders_and_the_base_is_the_price_or_what_is_left() {
    Salon salon = salon();
    CouponType fifth = percent("fifth", "20");
    CouponType fifty = off("fifty", "50.00", "300.00");
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk = salon.deskUnder(plan(fifth, fifty));
    issue(desk, ann, "fifth", "C-20").orThrow();
    issue(desk, ann, "fifty", "C-50").orThrow();
    assertLeft(
        salon,
        ann,
        "320.00",
        "270.00",
        off("fifty", "50.00", "300.00").withRank(2),
        percent("fifth", "20").withRank(1));
    assertLeft(
        salon,
        ann,
        "349.99",
        "280.00",
        off("fifty", "50.00", "300.00").withRank(1),
        percent("fifth", "20").withRank(2));
    assertLeft(
        salon,
        ann,
        "349.99",
        "270.00",
        off("fifty", "50.00", "300.00").withRank(-1),
        percent("fifth", "20").withBase(CouponType.Base.INITIAL));
    CouponQuote below =
        quote(
            salon.deskUnder(plan(fifth, off("fifty", "50.00", "350.00").withRank(1))),
            ann,
            BASKET,
            "C-20",
            "C-50");
    assertEquals(
        List.of(
            new Skipped(
                "C-50", Why.BELOW_THRESHOLD, List.of("CNY 320.00", "CNY 350.00", "CNY 30.00"))),
        below.skipped(),
        "the threshold looks at what is left");
    CouponQuote still =
        quote(
            salon.deskUnder(
                plan(
                    fifth,
                    off("fifty", "50.00", "350.00").withRank(1).withBase(CouponType.Base.INITIAL))),
            ann,
            BASKET,
            "C-20",
            "C-50");
    assertEquals(yuan("270.00"), still.left(), "unless it looks at the price");
  }

  private static void assertLeft(
      Salon salon, CustomerId ann, String first, String second, CouponType... types) {
    Desk desk = salon.deskUnder(plan(types));
    CouponQuote quote = quote(desk, ann, BASKET, "C-20", "C-50");
    assertEquals(quote, quote(desk, ann, BASKET, "C-50", "C-20"), "in whatever order");
    assertEquals(
        List.of(yuan(first), yuan(second)),
        quote.applied().stream().map(CouponQuote.Applied::left).toList());
  }

  @Test
  default void required_E871_of_one_rank_the_coupon_ending_first_is_applied_first() {
    Salon salon = salon();
    CouponType week = off("week", "50.00").withTerm(LotTerm.of(Period.ofDays(7)));
    CouponType month = percent("month", "20").withTerm(LotTerm.of(Period.ofDays(30)));
    Desk desk = salon.deskUnder(plan(month, week));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "month", "C-1").orThrow();
    issue(desk, ann, "week", "C-2").orThrow();
    assertEquals(
        List.of("C-2", "C-1"),
        quote(desk, ann, BASKET, "C-1", "C-2").applied().stream()
            .map(CouponQuote.Applied::ref)
            .toList());
    assertEquals(
        List.of("C-2", "C-1"), desk.coupons().list(ann).stream().map(Coupon::number).toList());
  }

  @Test
  default void required_E873_a_free_piece_is_the_dearest_and_is_given_once() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            plan(
                free("free", "massage").withPerVisit(5),
                free("price", "massage").withPerVisit(5).withBase(CouponType.Base.INITIAL),
                gift("comb", "comb").withPerVisit(5).withThreshold(yuan("100.00"))));
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int i = 1; i <= 4; i++) {
      issue(desk, ann, "free", "F-" + i).orThrow();
      issue(desk, ann, "price", "P-" + i).orThrow();
      issue(desk, ann, "comb", "G-" + i).orThrow();
    }
    List<VisitLine> basket =
        List.of(
            VisitLine.of("massage", yuan("30.00")),
            VisitLine.builder().item("massage").quantity(2).paid(yuan("100.01")).build(),
            VisitLine.builder().item("comb").quantity(2).paid(yuan("0.00")).build(),
            VisitLine.of("comb", yuan("8.00")));
    CouponQuote free = quote(desk, ann, basket, "F-1", "F-2", "F-3", "F-4");
    assertEquals(
        List.of(yuan("50.00"), yuan("50.01"), yuan("30.00")),
        free.applied().stream().map(CouponQuote.Applied::off).toList());
    assertEquals(List.of(new Skipped("F-4", Why.NO_ITEM, List.of())), free.skipped());
    CouponQuote byPrice = quote(desk, ann, basket, "P-1", "P-2");
    assertEquals(yuan("38.01"), byPrice.left(), "twice 50.00, rounded down");
    CouponQuote gifts = quote(desk, ann, basket, "G-1", "G-2", "G-3");
    assertEquals(List.of("G-1", "G-2"), refs(gifts));
    assertEquals(Why.NO_ITEM, gifts.skipped().get(0).why());
    assertEquals(
        Why.BELOW_THRESHOLD,
        quote(desk, ann, basket.subList(2, 4), "G-1").skipped().get(0).why(),
        "the basket has to reach the threshold of a gift");
    desk.visits().record(sale(ann, "R-1", basket, gifts)).orThrow();
    assertEquals(
        List.of("G-3", "G-4"),
        desk.coupons().list(ann).stream()
            .map(Coupon::number)
            .filter(number -> number.startsWith("G"))
            .toList());
  }

  @Test
  default void required_E876_a_quote_writes_nothing_and_checks_its_shape() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifty", "C-1").orThrow();
    salon.passDays(3);
    Dump before = salon.dump();
    CouponQuote quote = quote(desk, ann, BASKET, "C-1", "C-2");
    assertEquals(yuan("349.99"), quote.left());
    Answer preview = desk.visits().preview(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow();
    assertEquals(-1, preview.sum(AccountKind.coupon("fifty"), EntryKind.SPENT));
    before.assertUnchanged(salon.storage(), LOTUS);
    ImmutableQuoteCoupons asked =
        ImmutableQuoteCoupons.builder().customer(ann).store(SHOP).lines(BASKET).build();
    assertEquals(yuan("399.99"), desk.coupons().quote(asked).left());
    assertThrows(
        InvalidCommandException.class, () -> desk.coupons().quote(asked.withLines(List.of())));
    assertThrows(InvalidCommandException.class, () -> desk.coupons().quote(asked.withCoupons(" ")));
    assertThrows(
        InvalidCommandException.class,
        () ->
            desk.coupons()
                .quote(asked.withLines(VisitLine.of("oil", Money.of(CurrencyUnit.USD, 1)))));
    assertThrows(
        NotFoundException.class, () -> desk.coupons().quote(asked.withStore(StoreId.of("S9"))));
    assertThrows(
        NotFoundException.class,
        () -> desk.coupons().quote(asked.withCustomer(Samples.customer(99))));
  }

  @Test
  default void bug_16_of_the_peers_float_residue_makes_a_valid_coupon_invalid() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(plan(off("dime", "0.10", "0.30"), percent("tenth", "10").withRank(1)));
    CustomerId ann = salon.member("Ann", "13800138001");
    List<VisitLine> dimes = Collections.nCopies(3, VisitLine.of("tea", yuan("0.10")));
    for (int i = 0; i < 10; i++) {
      issue(desk, ann, "dime", "D-" + i).orThrow();
      issue(desk, ann, "tenth", "T-" + i).orThrow();
      CouponQuote quote = quote(desk, ann, dimes, "D-" + i, "T-" + i);
      assertEquals(List.of(), quote.skipped(), "0.1 + 0.1 + 0.1 is 0.3");
      assertEquals(yuan("0.18"), quote.left(), "0.30 - 0.10, less a tenth of 0.20");
      desk.visits().record(sale(ann, "R-" + i, dimes, quote)).orThrow();
    }
    salon.requireSound(ann);
  }
}
