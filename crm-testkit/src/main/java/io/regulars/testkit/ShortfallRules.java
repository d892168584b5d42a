package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.paidBy;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.reserve;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.Shortfall;
import io.regulars.points.CancelRedemption;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E906 to E913, E929, E941, E942: what cannot be taken back is owed, paid or forgiven, and is
 * nobody's gain.
 */
interface ShortfallRules extends CrmRules {

  @Test
  default void required_E929_spent_points_become_deficit_or_money_or_are_forgiven() {
    Salon salon = salon();
    PointsPlan base = Salon.points().price(new PointsPrice(100, yuan("1.00"))).build();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (Shortfall policy : Shortfall.values()) {
      Desk desk = salon.deskUnder(PointsPlan.builder().from(base).shortfall(policy).build());
      VisitId visit = record(desk, sale(ann, "R-" + policy, "500.00"));
      desk.points().redeem(redemption(ann, 400, "k-" + policy)).orThrow();
      Answer answer = takeBack(desk, visit);
      LedgerAccount account = desk.points().account(ann);
      assertEquals(0, account.available());
      Optional<List<String>> told =
          answer.events().stream()
              .filter(event -> event.explanation().rule().startsWith("shortfall."))
              .map(event -> event.explanation().figures())
              .findFirst();
      switch (policy) {
        case DEFICIT -> {
          assertEquals(400, account.deficit());
          desk.points().adjust(Salon.adjustment(ann, 400, "even")).orThrow();
        }
        case CASH_OWED -> assertEquals(Optional.of(List.of("points", "400", "CNY 4.00")), told);
        case FORGIVEN -> assertEquals(Optional.of(List.of("points", "400", "")), told);
      }
      assertEquals(0, desk.points().account(ann).balance());
      salon.requireSound(ann);
    }
  }

  /** Points reserved are not spent: nobody keeps them when the sale they came from is undone. */
  @Test
  default void required_E941_what_is_reserved_is_taken_and_not_forgiven() {
    for (Shortfall policy : List.of(Shortfall.FORGIVEN, Shortfall.CASH_OWED)) {
      Salon salon = salon();
      Desk desk =
          salon.deskUnder(
              Salon.points().shortfall(policy).price(new PointsPrice(100, yuan("1.00"))).build());
      CustomerId ann = salon.member("Ann " + policy, "1380013800" + policy.ordinal());
      for (int i = 0; i < 3; i++) {
        String name = policy + "-" + i;
        VisitId visit = record(desk, sale(ann, name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(1));
        desk.ledger().reserve(reserve(ann, 100, name, until)).orThrow();
        takeBack(desk, visit);
        assertEquals(0, desk.points().account(ann).balance());
        assertEquals(100, desk.points().account(ann).held(Hold.Kind.RESERVED, name));
        desk.ledger().release(name).orThrow();
        assertEquals(LedgerAccount.empty(AccountKind.POINTS), desk.points().account(ann));
      }
      salon.requireSound(ann);
    }
  }

  @Test
  default void required_E942_everything_undone_leaves_no_point_whatever_was_forgiven() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().shortfall(Shortfall.FORGIVEN).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = record(desk, sale(ann, "R-1", "100.00"));
    salon.passDays(3);
    VisitId second = record(desk, sale(ann, "R-2", "50.00"));
    desk.points().redeem(redemption(ann, 100, "k")).orThrow();
    takeBack(desk, first);
    takeBack(desk, second);
    desk.points().cancel(CancelRedemption.of("k", "all undone")).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
    salon.requireSound(ann);
  }

  /** 100 points earned, spent on a second visit, taken back as a deficit; then that visit too. */
  @Test
  default void required_E906_what_was_spent_can_come_back_after_what_earned_it_was_taken_back() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    VisitId second = record(salon.desk(), paidBy(ann, "R-2", Payment.points(100, yuan("10.00"))));
    takeBack(salon.desk(), first);
    assertEquals(-100, salon.points(ann), "owed");
    takeBack(salon.desk(), second);
    LedgerAccount points = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(LedgerAccount.empty(AccountKind.POINTS), points, "what came back paid it");
    salon.requireSound(ann);
  }

  /** As before, but the deficit is forgiven: the points are not there a second time. */
  @Test
  default void required_E907_what_was_forgiven_is_taken_when_what_it_bought_comes_back() {
    Salon salon = salon();
    assertEquals(0, forgiving(salon, 0), "on the lot it was spent of");
    assertEquals(40, forgiving(salon, 2), "on another lot, in parts as at once");
  }

  /**
   * A visit paid with 100 points that earns 60, which are spent too; then the earning line comes
   * back, and then the rest.
   *
   * @param days between the two visits: their points are on one lot, or on two
   */
  private long forgiving(Salon salon, int days) {
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .price(new PointsPrice(10, yuan("1.00")))
                .shortfall(Shortfall.FORGIVEN)
                .build(),
            Salon.tiers().build());
    CustomerId ann = salon.member("Ann", "1380013800" + days);
    VisitId first = record(desk, Salon.sale(ann, "A-" + days, "100.00"));
    salon.passDays(days);
    VisitId second =
        record(
            desk,
            Salon.sale(ann, "B-" + days, "10.00")
                .withLines(
                    VisitLine.of("mask", yuan("10.00")), VisitLine.of("massage", yuan("60.00")))
                .withPayments(Payment.points(100, yuan("10.00")).forLine(1), cash("60.00")));
    desk.points().redeem(redemption(ann, 60, "k-" + days)).orThrow();
    if (days == 0) {
      takeBack(desk, first);
      assertEquals(0, salon.points(ann), "forgiven");
    }
    returns(desk, second, "back-" + days, ReturnItems.Item.of(2, 1));
    assertEquals(0, salon.points(ann), "forgiven");
    takeBack(desk, second);
    salon.requireSound(ann);
    return salon.points(ann);
  }

  /**
   * The lot that was spent and reversed has ended: what comes back to it still pays what is owed.
   */
  @Test
  default void required_E911_what_comes_back_too_late_still_pays_what_was_owed_for_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    VisitId second = record(salon.desk(), paidBy(ann, "R-2", Payment.points(100, yuan("10.00"))));
    takeBack(salon.desk(), first);
    salon.passDays(400);
    assertEquals(-100, salon.desk().points().account(ann).balance(), "a deficit has no end");
    takeBack(salon.desk(), second);
    assertEquals(0, salon.points(ann), "everything has come back, so nothing is owed");
  }

  /** The 10 of the second lot cover a part of the first one's 100, and are then forgiven too. */
  @Test
  default void required_E913_what_was_forgiven_on_a_lot_that_covered_another_is_taken_as_well() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .shortfall(Shortfall.FORGIVEN)
                .price(new PointsPrice(10, yuan("1.00")))
                .build(),
            Salon.tiers().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    List<VisitId> visits = new ArrayList<>();
    for (RecordVisit visit :
        List.of(
            Salon.sale(ann, "R-1", "100.00"),
            Salon.sale(ann, "R-2", "10.00"),
            Salon.sale(ann, "R-3", "10.00").withPayments(Payment.points(100, yuan("10.00"))))) {
      visits.add(record(desk, visit));
      salon.passDays(1);
    }
    for (VisitId visit : visits) {
      takeBack(desk, visit);
    }
    assertEquals(0, salon.points(ann), "nothing is kept, so there is nothing to keep points for");
    salon.requireSound(ann);
  }
}
