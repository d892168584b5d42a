package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.byPoints;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.reserve;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.OfflinePlan;
import io.regulars.ledger.Shortfall;
import io.regulars.points.AdjustPoints;
import io.regulars.points.CancelRedemption;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.visit.BatchOutcome;
import io.regulars.visit.ReturnItems;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * E1502 to E1507, E1509, E1511: a reservation whose points were taken meanwhile stands without
 * them, and nothing depends on whether it was released before.
 */
interface UnbackedRules extends CrmRules {

  private static PointsPlan tenDays(Shortfall policy) {
    return Salon.points()
        .shortfall(policy)
        .price(new PointsPrice(100, yuan("1.00")))
        .term(LotTerm.of(Period.ofDays(10)))
        .build();
  }

  private static Instant inDays(Salon salon, int days) {
    return salon.clock().instant().plus(Duration.ofDays(days));
  }

  /** 100 that ended while they were reserved, 100 of a sale that is taken back. */
  @Test
  default void required_E1502_reserved_points_that_have_ended_do_not_pay_for_another_sale() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean released : List.of(true, false)) {
        for (boolean earned : List.of(true, false)) {
          Salon salon = salon();
          Desk desk = salon.deskUnder(tenDays(policy));
          CustomerId ann = salon.member("Ann", "138001380" + (10 + customer));
          String name = "-" + customer++;
          record(desk, sale(ann, "R-1" + name, "100.00"));
          salon.passDays(5);
          VisitId second = record(desk, sale(ann, "R-2" + name, "100.00"));
          desk.ledger().reserve(reserve(ann, 200, "order" + name, inDays(salon, 30))).orThrow();
          salon.passDays(6);
          if (released) {
            desk.ledger().release("order" + name).orThrow();
          }
          takeBack(desk, second);
          if (earned) {
            record(desk, sale(ann, "R-3" + name, "100.00"));
          }
          if (!released) {
            desk.ledger().release("order" + name).orThrow();
          }
          LedgerAccount account = desk.points().account(ann);
          assertEquals(earned ? 100 : 0, account.available());
          assertEquals(account.available(), account.balance());
          assertEquals(0, salon.books(ann).owed().signum());
          assertEquals(0, salon.books(ann).forgiven(AccountKind.POINTS));
          salon.requireSound(ann);
        }
      }
    }
  }

  /** 100 that ended while they were reserved; 100 that were redeemed, and whose sale comes back. */
  @Test
  default void required_E1509_reserved_points_that_have_ended_cover_nothing() {
    int customer = 0;
    for (Shortfall policy : Shortfall.values()) {
      for (boolean released : List.of(true, false)) {
        Salon salon = salon();
        Desk desk = salon.deskUnder(tenDays(policy));
        CustomerId ann = salon.member("Ann", "138001381" + (10 + customer));
        String name = "-" + customer++;
        record(desk, sale(ann, "R-1" + name, "100.00"));
        desk.ledger().reserve(reserve(ann, 100, "order" + name, inDays(salon, 30))).orThrow();
        salon.passDays(11);
        VisitId second = record(desk, sale(ann, "R-2" + name, "100.00"));
        desk.points().redeem(Salon.redemption(ann, 100, "k" + name)).orThrow();
        if (released) {
          desk.ledger().release("order" + name).orThrow();
        }
        takeBack(desk, second);
        if (!released) {
          desk.ledger().release("order" + name).orThrow();
        }
        Books books = salon.books(ann);
        assertEquals(policy == Shortfall.DEFICIT ? 100 : 0, desk.points().account(ann).deficit());
        assertEquals(policy == Shortfall.FORGIVEN ? 100 : 0, books.forgiven(AccountKind.POINTS));
        assertEquals(policy == Shortfall.CASH_OWED ? 100 : 0, books.sold(AccountKind.POINTS));
        assertEquals(0, desk.points().account(ann).available());
        salon.requireSound(ann);
      }
    }
  }

  /** The first of two reservations has lost its points; time alone brings both back. */
  @Test
  default void required_E1503_it_does_not_matter_which_reservation_lapses_first() {
    for (int first : List.of(8, 9)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(tenDays(Shortfall.DEFICIT));
      CustomerId ann = salon.member("Ann", "1380013804" + first);
      String name = "-" + first;
      VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
      desk.ledger().reserve(reserve(ann, 100, "one" + name, inDays(salon, first))).orThrow();
      Instant other = inDays(salon, 17 - first);
      salon.passDays(2);
      record(desk, sale(ann, "R-2" + name, "100.00"));
      desk.ledger().reserve(reserve(ann, 100, "two" + name, other)).orThrow();
      takeBack(desk, visit);
      salon.passDays(8);
      assertEquals(100, desk.points().account(ann).available());
      assertEquals(List.of(), desk.points().account(ann).unbacked());
      salon.requireSound(ann);
    }
  }

  /** 100 points reserved, their sale taken back, and the reservation spent all the same. */
  @Test
  default void required_E1504_what_is_spent_of_nothing_is_a_deficit_that_can_be_undone() {
    Salon salon = salon();
    for (Shortfall policy : Shortfall.values()) {
      Desk desk = salon.deskUnder(tenDays(policy));
      CustomerId ann = salon.member("Ann", "1380013805" + (1 + policy.ordinal()));
      String name = "-" + policy;
      VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
      desk.ledger().reserve(reserve(ann, 100, "order" + name, inDays(salon, 3))).orThrow();
      takeBack(desk, visit);
      record(desk, sale(ann, "R-2" + name, "30.00"));
      Expect.refused(
          desk.ledger().spendReserved("order" + name, 101),
          Reason.NOT_ENOUGH,
          "points",
          "101",
          "100");
      Answer spent = desk.ledger().spendReserved("order" + name, 90).orThrow();
      assertEquals(
          List.of(List.of("points", "60", "")),
          spent.events().stream()
              .filter(event -> event.kind() == EventKind.SHORTFALL)
              .map(event -> event.explanation().figures())
              .toList());
      assertEquals(60, desk.points().account(ann).deficit());
      assertEquals(List.of(), desk.points().account(ann).unbacked());
      record(desk, sale(ann, "R-3" + name, "130.00"));
      assertEquals(70, desk.points().account(ann).available());
      desk.points().cancel(CancelRedemption.ofReserved("order" + name, "undone")).orThrow();
      assertEquals(160, desk.points().account(ann).available());
      assertEquals(160, desk.points().account(ann).balance());
      salon.requireSound(ann);
    }
  }

  /** Nothing is left to come back. */
  @Test
  default void required_E1505_a_reservation_of_nothing_ends_in_exactly_one_way() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(tenDays(Shortfall.DEFICIT));
    CustomerId ann = salon.member("Ann", "13800138060");
    VisitId visit = record(desk, sale(ann, "R-1", "300.00"));
    List<String> names = List.of("released", "lapsed", "spent");
    for (String name : names) {
      desk.ledger().reserve(reserve(ann, 100, name, inDays(salon, 2))).orThrow();
    }
    takeBack(desk, visit);
    for (String name : names) {
      assertEquals(100, desk.points().account(ann).held(Hold.Kind.RESERVED, name));
    }
    assertEquals(List.of(), desk.ledger().release("released").orThrow().entries());
    Expect.refused(
        desk.ledger().spendReserved("released", 1), Reason.NOTHING_HELD, "points", "released");
    desk.ledger().spendReserved("spent", 1).orThrow();
    Expect.refused(desk.ledger().release("spent"), Reason.NOTHING_HELD, "points", "spent");
    salon.passDays(2);
    Expect.refused(
        desk.ledger().spendReserved("lapsed", 1), Reason.NOTHING_HELD, "points", "lapsed");
    LedgerAccount account = desk.points().account(ann);
    assertEquals(LedgerAccount.of(AccountKind.POINTS, List.of(), 1), account);
    salon.requireSound(ann);
  }

  /** Tea and massage earn, and a part of the points pays; what a part sold is bought back. */
  @Test
  default void required_E1506_what_a_part_has_sold_is_bought_back_also_with_what_is_reserved() {
    int customer = 0;
    for (boolean released : List.of(true, false)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(tenDays(Shortfall.CASH_OWED));
      CustomerId ann = salon.member("Ann", "1380013807" + customer);
      String name = "-" + customer++;
      record(desk, sale(ann, "R-0" + name, "50.00"));
      VisitId visit = record(desk, Till.massageAndTea(ann, "R-1" + name));
      desk.points().redeem(Salon.redemption(ann, 99, "k" + name)).orThrow();
      returns(desk, visit, "B-1" + name, ReturnItems.Item.of(1, 1));
      assertEquals(80, salon.books(ann).sold(AccountKind.POINTS));
      record(desk, sale(ann, "R-2" + name, "20.00"));
      desk.ledger().reserve(reserve(ann, 20, "order" + name, inDays(salon, 30))).orThrow();
      salon.passDays(3);
      record(desk, sale(ann, "R-3" + name, "20.00"));
      if (released) {
        desk.ledger().release("order" + name).orThrow();
      }
      returns(desk, visit, "B-2" + name, ReturnItems.Item.of(2, 1));
      if (!released) {
        desk.ledger().release("order" + name).orThrow();
      }
      assertEquals(
          List.of(30L, 0L, 21L),
          List.of(
              salon.books(ann).sold(AccountKind.POINTS),
              desk.points().account(ann).deficit(),
              desk.points().account(ann).available()));
      salon.requireSound(ann);
    }
  }

  /** A till that could not ask spends what was reserved, and beyond that what it may overdraw. */
  @Test
  default void required_E1507_an_offline_till_may_take_what_is_reserved() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 50).build());
    CustomerId ann = salon.member("Ann", "13800138080");
    record(desk, sale(ann, "R-0", "100.00"));
    salon.passDays(1);
    desk.ledger().reserve(reserve(ann, 80, "order", inDays(salon, 5))).orThrow();
    Instant earlier = salon.clock().instant().minus(Duration.ofHours(2));
    List<BatchOutcome> outcomes =
        desk.visits()
            .recordAll(
                List.of(
                    byPoints(ann, "R-1", 60).withOccurredAt(earlier),
                    byPoints(ann, "R-2", 91).withOccurredAt(earlier.plusSeconds(1))));
    BatchOutcome.Recorded overdrawn =
        assertInstanceOf(BatchOutcome.Recorded.class, outcomes.get(0));
    assertEquals(List.of("points", "40", ""), overdrawn.overdrawn().get(0).explanation().figures());
    assertInstanceOf(BatchOutcome.Refused.class, outcomes.get(1));
    LedgerAccount account = desk.points().account(ann);
    assertEquals(0, account.deficit());
    assertEquals(40, account.held(Hold.Kind.RESERVED));
    assertEquals(80, account.held(Hold.Kind.RESERVED, "order"));
    takeBack(desk, overdrawn.answer().visit().orElseThrow().id());
    assertEquals(20, desk.points().account(ann).available());
    assertEquals(80, desk.points().account(ann).held(Hold.Kind.RESERVED));
    salon.requireSound(ann);
  }

  /** 40 of 100 are redeemed, 60 reserved until after their end, and 60 are withdrawn by name. */
  @Test
  default void required_E1511_reserved_points_that_have_ended_cannot_be_withdrawn() {
    int customer = 0;
    for (boolean released : List.of(true, false)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(tenDays(Shortfall.DEFICIT));
      CustomerId ann = salon.member("Ann", "138001383" + (10 + customer));
      String name = "-" + customer++;
      VisitId visit = record(desk, sale(ann, "R-1" + name, "100.00"));
      desk.points().redeem(Salon.redemption(ann, 40, "k" + name)).orThrow();
      desk.ledger().reserve(reserve(ann, 60, "order" + name, inDays(salon, 30))).orThrow();
      salon.passDays(11);
      record(desk, sale(ann, "R-2" + name, "200.00"));
      if (released) {
        desk.ledger().release("order" + name).orThrow();
      }
      Expect.refused(
          desk.points()
              .adjust(
                  AdjustPoints.builder()
                      .from(Salon.adjustment(ann, -60, "w" + name))
                      .visit(visit)
                      .build()),
          Reason.NOT_ENOUGH,
          "points",
          "60",
          "40");
      if (!released) {
        desk.ledger().release("order" + name).orThrow();
      }
      assertEquals(200, desk.points().account(ann).available());
      salon.requireSound(ann);
    }
  }
}
