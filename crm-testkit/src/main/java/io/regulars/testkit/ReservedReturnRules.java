package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.reserve;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.OfflinePlan;
import io.regulars.ledger.Shortfall;
import io.regulars.points.AdjustPoints;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ReturnItems;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * E1475, E1476, E1546, E1556 to E1559: points reserved when the sale they came from is taken back
 * are as if they were released before.
 */
interface ReservedReturnRules extends CrmRules {

  private static ImmutablePointsPlan points(Shortfall policy) {
    return Salon.points().shortfall(policy).price(new PointsPrice(100, yuan("1.00"))).build();
  }

  /**
   * Two sales of 100, all reserved, come back: nothing is forgiven or owed. And 100 that were
   * redeemed, 100 that are reserved: the reserved ones cover the sale that comes back.
   */
  @Test
  default void required_E1475_what_is_reserved_of_any_lot_covers_what_is_taken_back() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean redeemed : List.of(false, true)) {
        Salon salon = salon();
        Desk desk = salon.deskUnder(points(policy));
        CustomerId ann = salon.member("Ann", "1380013800" + customer);
        String name = "-" + customer++;
        VisitId first = record(desk, sale(ann, "R-1" + name, "100.00"));
        if (redeemed) {
          desk.points().redeem(redemption(ann, 100, "k" + name)).orThrow();
        }
        salon.passDays(3);
        VisitId second = record(desk, sale(ann, "R-2" + name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(1));
        long reserved = redeemed ? 100 : 200;
        desk.ledger().reserve(reserve(ann, reserved, "order" + name, until)).orThrow();
        takeBack(desk, first);
        if (!redeemed) {
          takeBack(desk, second);
        }
        assertEquals(0, desk.points().account(ann).deficit());
        assertEquals(0, desk.points().account(ann).held(Hold.Kind.RESERVED));
        assertEquals(reserved, desk.points().account(ann).held(Hold.Kind.RESERVED, "order" + name));
        assertEquals(0, salon.books(ann).forgiven(AccountKind.POINTS));
        assertEquals(0, salon.books(ann).owed().signum());
        desk.ledger().release("order" + name).orThrow();
        assertEquals(LedgerAccount.empty(AccountKind.POINTS), desk.points().account(ann));
        salon.requireSound(ann);
      }
    }
  }

  /** 100 points, 40 of them reserved; 60 end, and the sale is taken back before or after. */
  @Test
  default void required_E1476_what_was_reserved_of_a_sale_taken_back_owes_nothing_after_its_end() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean before : List.of(true, false)) {
        Salon salon = salon();
        Desk desk = salon.deskUnder(points(policy).withTerm(LotTerm.of(Period.ofDays(10))));
        CustomerId ann = salon.member("Ann", "1380013800" + customer);
        String name = "-" + customer++;
        VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(30));
        desk.ledger().reserve(reserve(ann, 40, "order" + name, until)).orThrow();
        if (before) {
          takeBack(desk, visit);
        }
        salon.passDays(15);
        if (!before) {
          takeBack(desk, visit);
        }
        assertEquals(0, desk.points().account(ann).balance());
        salon.passDays(20);
        assertEquals(LedgerAccount.empty(AccountKind.POINTS), desk.points().account(ann));
        assertEquals(0, salon.books(ann).owed().signum());
        salon.requireSound(ann);
      }
    }
  }

  /** 100 points reserved, 100 others; the first lot lasts, or has ended by then. */
  @Test
  default void required_E1556_a_return_before_the_release_leaves_what_one_after_it_leaves() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (int days : List.of(3, 15)) {
        for (boolean released : List.of(true, false)) {
          Salon salon = salon();
          Desk desk = salon.deskUnder(points(policy).withTerm(LotTerm.of(Period.ofDays(10))));
          CustomerId ann = salon.member("Ann", "138001380" + (10 + customer));
          String name = "-" + customer++;
          VisitId first = record(desk, sale(ann, "R-1" + name, "100.00"));
          Instant until = salon.clock().instant().plus(Duration.ofDays(30));
          desk.ledger().reserve(reserve(ann, 100, "order" + name, until)).orThrow();
          salon.passDays(days);
          VisitId second = record(desk, sale(ann, "R-2" + name, "100.00"));
          Instant end = desk.points().account(ann).lots().get(1).end();
          if (released) {
            desk.ledger().release("order" + name).orThrow();
          }
          takeBack(desk, first);
          if (!released) {
            desk.ledger().release("order" + name).orThrow();
          }
          LedgerAccount account = desk.points().account(ann);
          assertEquals(100, account.available());
          assertEquals(List.of(end), account.lots().stream().map(lot -> lot.end()).toList());
          takeBack(desk, second);
          assertEquals(LedgerAccount.empty(AccountKind.POINTS), desk.points().account(ann));
          assertEquals(0, salon.books(ann).owed().signum());
          assertEquals(0, salon.books(ann).forgiven(AccountKind.POINTS));
          salon.requireSound(ann);
        }
      }
    }
  }

  /**
   * Two reservations of 100, of which the sale of the first is taken back; its lot may have ended.
   */
  @Test
  default void required_E1546_it_does_not_matter_which_of_two_reservations_comes_back_first() {
    int customer = 0;
    for (boolean ended : List.of(false, true)) {
      for (boolean returnedFirst : List.of(true, false)) {
        Salon salon = salon();
        Desk desk =
            salon.deskUnder(points(Shortfall.DEFICIT).withTerm(LotTerm.of(Period.ofDays(10))));
        CustomerId ann = salon.member("Ann", "138001380" + (60 + customer));
        String name = "-" + customer++;
        VisitId first = record(desk, sale(ann, "R-1" + name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(30));
        desk.ledger().reserve(reserve(ann, 100, "one" + name, until)).orThrow();
        salon.passDays(2);
        record(desk, sale(ann, "R-2" + name, "100.00"));
        Instant end = salon.clock().instant().plus(Duration.ofDays(10));
        desk.ledger().reserve(reserve(ann, 100, "two" + name, until)).orThrow();
        takeBack(desk, first);
        salon.passDays(ended ? 9 : 1);
        desk.ledger().release((returnedFirst ? "one" : "two") + name).orThrow();
        desk.ledger().release((returnedFirst ? "two" : "one") + name).orThrow();
        LedgerAccount account = desk.points().account(ann);
        assertEquals(100, account.available());
        assertEquals(List.of(end), account.lots().stream().map(lot -> lot.end()).toList());
        salon.requireSound(ann);
      }
    }
  }

  /** 100 points reserved, of which a person withdraws 60 in the name of the sale; 100 others. */
  @Test
  default void required_E1559_a_withdrawal_before_the_release_takes_what_one_after_it_takes() {
    int customer = 0;
    for (boolean released : List.of(true, false)) {
      Salon salon = salon();
      Desk desk =
          salon.deskUnder(points(Shortfall.DEFICIT).withTerm(LotTerm.of(Period.ofDays(10))));
      CustomerId ann = salon.member("Ann", "138001380" + (50 + customer));
      String name = "-" + customer++;
      VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
      Instant until = salon.clock().instant().plus(Duration.ofDays(30));
      desk.ledger().reserve(reserve(ann, 100, "order" + name, until)).orThrow();
      salon.passDays(3);
      record(desk, sale(ann, "R-2" + name, "100.00"));
      if (released) {
        desk.ledger().release("order" + name).orThrow();
      }
      AdjustPoints withdrawal =
          AdjustPoints.builder().from(Salon.adjustment(ann, -60, "w" + name)).visit(visit).build();
      Answer withdrawn = desk.points().adjust(withdrawal).orThrow();
      if (!released) {
        assertEquals(
            List.of(
                "WITHDRAWN points.withdrawn.visit", "HELD value.reserved", "HELD value.reserved"),
            withdrawn.entries().stream()
                .map(entry -> entry.kind() + " " + entry.explanation().rule())
                .toList());
        desk.ledger().release("order" + name).orThrow();
      }
      assertEquals(140, desk.points().account(ann).available());
      salon.passDays(8);
      assertEquals(100, desk.points().account(ann).available());
      takeBack(desk, visit);
      assertEquals(100, desk.points().account(ann).balance());
      salon.requireSound(ann);
    }
  }

  /** All points are reserved when their sale is taken back; then Ann earns others. */
  @Test
  default void required_E1557_what_is_earned_next_is_reserved_in_the_place_of_what_was_returned() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean spent : List.of(true, false)) {
        Salon salon = salon();
        Desk desk = salon.deskUnder(points(policy).withTerm(LotTerm.of(Period.ofDays(10))));
        CustomerId ann = salon.member("Ann", "1380013802" + customer);
        String name = "-" + customer++;
        VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(30));
        desk.ledger().reserve(reserve(ann, 100, "order" + name, until)).orThrow();
        takeBack(desk, visit);
        assertEquals(0, desk.points().account(ann).balance());
        salon.passDays(8);
        record(desk, sale(ann, "R-2" + name, "130.00"));
        LedgerAccount account = desk.points().account(ann);
        assertEquals(0, account.deficit());
        assertEquals(30, account.available());
        assertEquals(100, account.held(Hold.Kind.RESERVED));
        salon.passDays(4);
        if (spent) {
          desk.ledger().spendReserved("order" + name, 100).orThrow();
        } else {
          desk.ledger().release("order" + name).orThrow();
        }
        assertEquals(spent ? 30 : 130, desk.points().account(ann).available());
        salon.requireSound(ann);
      }
    }
  }

  /**
   * 40 points that were not there pay a visit told late; another earns 60; 20 are reserved, and all
   * comes back: the parts of one visit, or both visits, in either order.
   */
  @Test
  default void required_E1558_what_was_overdrawn_and_reserved_makes_no_points() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean together : List.of(true, false)) {
        for (boolean earnedFirst : List.of(true, false)) {
          Salon salon = salon();
          Desk desk =
              salon.deskUnder(
                  points(policy),
                  OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 40).build());
          CustomerId ann = salon.member("Ann", "138001380" + (30 + customer));
          String name = "-" + customer++;
          salon.passDays(1);
          Instant earlier = salon.clock().instant().minus(Duration.ofHours(2));
          Instant until = salon.clock().instant().plus(Duration.ofDays(9));
          if (together) {
            VisitId visit =
                record(
                    desk,
                    sale(ann, "R-1" + name, "60.40")
                        .withLines(
                            VisitLine.of("massage", yuan("60.00")),
                            VisitLine.of("tea", yuan("0.40")))
                        .withPayments(
                            cash("60.00").forLine(1), Payment.points(40, yuan("0.40")).forLine(2))
                        .withOccurredAt(earlier));
            desk.ledger().reserve(reserve(ann, 20, "order" + name, until)).orThrow();
            returns(desk, visit, "B" + name, ReturnItems.Item.of(earnedFirst ? 1 : 2, 1));
            takeBack(desk, visit);
          } else {
            VisitId paid =
                record(
                    desk,
                    sale(ann, "R-1" + name, "0.40")
                        .withPayments(Payment.points(40, yuan("0.40")))
                        .withOccurredAt(earlier));
            VisitId earning = record(desk, sale(ann, "R-2" + name, "60.00"));
            desk.ledger().reserve(reserve(ann, 20, "order" + name, until)).orThrow();
            takeBack(desk, earnedFirst ? earning : paid);
            takeBack(desk, earnedFirst ? paid : earning);
          }
          desk.ledger().release("order" + name).orThrow();
          Books books = salon.books(ann);
          assertEquals(
              books.sold(AccountKind.POINTS), desk.points().account(ann).balance(), "" + policy);
          assertEquals(0, books.forgiven(AccountKind.POINTS));
          salon.requireSound(ann);
        }
      }
    }
  }
}
