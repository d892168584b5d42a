package io.regulars.testkit;

import static io.regulars.testkit.Club.refund;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.earned;
import static io.regulars.testkit.Till.massageAndTea;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Desk;
import io.regulars.coupon.ImmutableIssueCoupon;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.Shortfall;
import io.regulars.points.CancelRedemption;
import io.regulars.points.EarningStep;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** E1300 to E1304: nothing comes from nothing, by figures. */
interface BoundRules extends CrmRules {

  /** The comb earns nothing: when it comes back, nothing is taken, and no room is made. */
  @Test
  default void required_E1300_a_return_makes_as_much_room_under_a_cap_as_it_takes_back() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .putFactors("comb", BigDecimal.ZERO)
                .steps(List.of(new EarningStep.Cap(Granularity.DAY, 100)))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    RecordVisit both =
        sale(ann, "R-1", "250.00")
            .withLines(
                VisitLine.of("comb", yuan("100.00")), VisitLine.of("massage", yuan("150.00")));
    VisitId visit = record(desk, both);
    assertEquals(100, salon.points(ann), "150 under a cap of 100");
    returns(desk, visit, "B-1", ReturnItems.Item.of(1, 1));
    assertEquals(100, salon.points(ann), "the comb earned none of them");
    assertEquals(0, earned(desk, sale(ann, "R-2", "60.00")), "no room");
    returns(desk, visit, "B-2", ReturnItems.Item.of(2, 1));
    assertEquals(0, salon.points(ann));
    assertEquals(60, earned(desk, sale(ann, "R-3", "60.00")));
    assertEquals(40, earned(desk, sale(ann, "R-4", "60.00")), "room for 100, once");
    salon.requireSound(ann);
  }

  /** The bonus pays a visit, principal is paid back, the visit comes back in two parts. */
  @Test
  default void required_E1301_bonus_that_comes_back_after_its_principal_was_paid_back_goes() {
    for (BonusOnRefund policy : BonusOnRefund.values()) {
      for (String half : List.of("500.00", "1000.00")) {
        Salon salon = salon();
        Club club =
            new Club(
                salon, Club.storedValue().order(SpendOrder.BONUS_FIRST).onRefund(policy).build());
        String name = policy + "-" + half;
        int place = 2 * policy.ordinal() + (half.equals("500.00") ? 0 : 1);
        CustomerId ann = salon.member("Ann", "1380013800" + place);
        club.tops(ann, "T-" + name, "1000.00");
        VisitId visit = club.pays(ann, "R-" + name, "100.00").visit().orElseThrow().id();
        club.desk().storedValue().refund(refund(ann, "K-" + name).withAmount(yuan(half))).orThrow();
        returns(club.desk(), visit, "B-" + name, ReturnItems.Item.money(1, yuan("33.33")));
        takeBack(club.desk(), visit);
        boolean all = half.equals("1000.00");
        String bonus =
            switch (policy) {
              case KEEP -> "100.00";
              case FORFEIT_PART -> all ? "0.00" : "50.00";
              case FORFEIT_ALL -> "0.00";
            };
        club.assertStored(ann, all ? "0.00" : "500.00", bonus);
        club.assertInOrder(ann);
      }
    }
  }

  /**
   * Bea's later points covered another lot than the one that is too full, for what was used of that
   * was sold to her: they stay where they are until what they covered comes back.
   */
  @Test
  default void required_E1302_what_was_sold_does_not_undo_what_covered_another_lot() {
    Salon salon = salon();
    Desk desk = cashOwed(salon);
    CustomerId bea = salon.member("Bea", "13800138001");
    VisitId sold = record(desk, sale(bea, "R-1", "100.00"));
    desk.points().redeem(redemption(bea, 100, "of-sold")).orThrow();
    takeBack(desk, sold);
    assertEquals(100, salon.books(bea).sum(AccountKind.POINTS, EntryKind.BOUGHT));
    salon.passDays(10);
    VisitId covered = record(desk, sale(bea, "R-2", "60.00"));
    desk.points().redeem(redemption(bea, 60, "of-covered")).orThrow();
    salon.passDays(10);
    desk.points().adjust(adjustment(bea, 60, "gift")).orThrow();
    List<Lot> gift = desk.points().account(bea).lots();
    takeBack(desk, covered);
    assertEquals(0, desk.points().account(bea).balance(), "the gift covers");
    desk.points().cancel(CancelRedemption.of("of-sold", "undone")).orThrow();
    List<Lot> left = desk.points().account(bea).lots();
    assertEquals(List.of(100L), left.stream().map(Lot::left).toList(), "all on the lot sold on");
    desk.points().cancel(CancelRedemption.of("of-covered", "undone")).orThrow();
    assertEquals(List.of(left.get(0), gift.get(0)), desk.points().account(bea).lots());
    salon.requireSound(bea);
  }

  private static Desk cashOwed(Salon salon) {
    return salon.deskUnder(
        Salon.points()
            .shortfall(Shortfall.CASH_OWED)
            .price(new PointsPrice(100, yuan("1.00")))
            .build());
  }

  /**
   * A massage and a tea earn 99 points, and 50 paid for the tea; all there were have been redeemed.
   * If all comes back at once, the 50 of the tea cover so many, and 49 are sold. If the massage
   * comes back first, its 80 are sold, and of them 50 are bought back with those of the tea, and 19
   * sold for the tea: 49 as well, for 0.49 in all.
   */
  @Test
  default void required_E1303_in_parts_as_many_are_sold_as_in_all_and_none_is_left() {
    for (boolean whole : List.of(true, false)) {
      Salon salon = salon();
      Desk desk = cashOwed(salon);
      CustomerId ann = salon.member("Ann", whole ? "13800138001" : "13800138002");
      String name = "R-" + whole;
      record(desk, sale(ann, name + 1, "100.00"));
      salon.passDays(10);
      VisitId visit = record(desk, massageAndTea(ann, name + 2));
      desk.points().redeem(redemption(ann, salon.points(ann), name)).orThrow();
      if (!whole) {
        returns(desk, visit, "B-1", ReturnItems.Item.of(1, 1));
      }
      takeBack(desk, visit);
      Books books = salon.books(ann);
      assertEquals(49, books.sold(AccountKind.POINTS));
      assertEquals(new BigDecimal("0.49"), books.owed());
      LedgerAccount points = desk.points().account(ann);
      assertEquals(LedgerAccount.empty(AccountKind.POINTS), points, "none is left");
      salon.requireSound(ann);
    }
  }

  /** Noon in Shanghai is midnight in New York, where 10 March lasts until noon of the 11th. */
  @Test
  default void required_E1304_a_limit_per_day_counts_stores_in_all_zones_together() {
    Salon salon = salon();
    StoreId abroad = StoreId.of("S2");
    Desk desk =
        Salon.desk(
            Coupons.crm(
                salon,
                ImmutableMerchant.copyOf(Salon.merchant())
                    .withStores(
                        Store.of(Salon.SHOP, "First", ZoneId.of("Asia/Shanghai")),
                        Store.of(abroad, "Second", ZoneId.of("America/New_York"))),
                Coupons.plan(off("fifty", "50.00").withLimitPerDay(2))),
            Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "13800138001");
    ImmutableIssueCoupon here =
        ImmutableIssueCoupon.builder()
            .customer(ann)
            .type("fifty")
            .number("C-1")
            .store(Salon.SHOP)
            .reason("welcome")
            .build();
    salon.clock().set(Instant.parse("2026-03-10T04:00:00Z"));
    desk.coupons().issue(here).orThrow();
    desk.coupons().issue(here.withNumber("C-2").withStore(abroad)).orThrow();
    List<ImmutableIssueCoupon> third =
        List.of(here.withNumber("C-3"), here.withNumber("C-3").withStore(abroad));
    third.forEach(
        coupon ->
            Coupons.refused(
                desk.coupons().issue(coupon), Reason.COUPON_LIMIT, "fifty", "PER_DAY", "2", "2"));
    salon.clock().set(Instant.parse("2026-03-10T16:00:00Z"));
    Coupons.refused(
        desk.coupons().issue(third.get(1)), Reason.COUPON_LIMIT, "fifty", "PER_DAY", "2", "2");
    desk.coupons().issue(here.withNumber("C-4")).orThrow();
    salon.clock().set(Instant.parse("2026-03-11T04:00:00Z"));
    desk.coupons().issue(here.withNumber("C-5").withStore(abroad)).orThrow();
    assertEquals(
        2,
        salon
            .books(ann)
            .file()
            .account(AccountKind.of("issued/coupon/fifty/DAY"))
            .left("2026-03-11"));
    Coupons.refused(
        issue(desk, ann, "fifty", "C-6"), Reason.COUPON_LIMIT, "fifty", "PER_DAY", "2", "2");
    salon.requireSound(ann);
  }
}
