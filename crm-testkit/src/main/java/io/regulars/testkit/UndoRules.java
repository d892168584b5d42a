package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertInvalid;
import static io.regulars.testkit.Expect.assertRefused;
import static io.regulars.testkit.Salon.adjustment;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.course.CoursePlan;
import io.regulars.course.ExtendCard;
import io.regulars.course.RefundCard;
import io.regulars.course.ReserveSession;
import io.regulars.course.SellCard;
import io.regulars.ledger.LotTerm;
import io.regulars.points.CancelRedemption;
import io.regulars.points.ImmutableAdjustPoints;
import io.regulars.points.RedeemReward;
import io.regulars.points.Reward;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.visit.ImmutableReturnItems;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E951 to E959: what is undone leaves no trace, in whatever order, and is undone once. */
interface UndoRules extends CrmRules {

  private static VisitId record(Desk desk, RecordVisit visit) {
    return desk.visits().record(visit).orThrow().visit().orElseThrow().id();
  }

  private static ImmutableReturnItems.Builder half(VisitId visit) {
    return ReturnItems.builder()
        .visit(visit)
        .reason("allergy")
        .addLines(ReturnItems.Item.money(1, yuan("50.00")));
  }

  private static ReturnItems half(VisitId visit, String receipt) {
    return half(visit).receipt(receipt).build();
  }

  /**
   * Half of the points that paid come back to a lot that has ended; the other half stands for what
   * the visit earned, which another lot covers, until it comes back as well.
   */
  @Test
  default void required_E951_what_covered_gets_it_back_when_what_was_covered_comes_back() {
    for (boolean whole : List.of(false, true)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(Salon.points().build());
      CustomerId ann = salon.member("Ann", whole ? "13800138001" : "13800138002");
      String name = "R-" + whole;
      record(desk, sale(ann, name + 1, "100.00"));
      VisitId visit =
          record(
              desk,
              sale(ann, name + 2, "100.00")
                  .withPayments(
                      Payment.points(50, yuan("20.00")),
                      Payment.of(PaymentKind.CASH, yuan("80.00"))));
      salon.passDays(367);
      record(desk, sale(ann, name + 3, "60.00"));
      assertEquals(60, desk.points().account(ann).balance(), "130 have ended");
      if (!whole) {
        desk.visits().returnItems(half(visit, "B-1")).orThrow();
        assertEquals(35, desk.points().account(ann).balance(), "25 paid stand for 25 earned");
      }
      desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
      assertEquals(60, desk.points().account(ann).balance());
      salon.books(ann).requireConserved();
      salon.books(ann).requireLotsExplained();
      salon.books(ann).requireRunningBalances();
    }
  }

  /** Points given later covered the sale, and are there again as they were. */
  @Test
  default void required_E952_the_lot_that_covered_opens_again() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId sale = record(desk, sale(ann, "R-1", "100.00"));
    desk.points().redeem(redemption(ann, 100, "k")).orThrow();
    salon.passDays(10);
    desk.points().adjust(adjustment(ann, 30, "gift")).orThrow();
    List<Lot> before = desk.points().account(ann).lots();
    desk.visits().takeBack(TakeBackVisit.refund(sale, "allergy")).orThrow();
    assertEquals(-70, desk.points().account(ann).balance());
    desk.points().cancel(CancelRedemption.of("k", "allergy")).orThrow();
    assertEquals(before, desk.points().account(ann).lots());
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }

  private static SellCard card(CustomerId ann, String number, String key) {
    return SellCard.builder()
        .customer(ann)
        .item("massage")
        .card(number)
        .sessions(1)
        .price(yuan("100.00"))
        .key(key)
        .build();
  }

  @Test
  default void required_E953_two_sales_of_one_number_are_used_and_paid_back_one_after_the_other() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.courses().sell(card(ann, "M-1", "first")).orThrow();
    VisitId visit =
        record(desk, sale(ann, "R-1", "100.00").withPayments(Payment.course(1, 1, yuan("100.00"))));
    salon.passDays(30);
    desk.courses().sell(card(ann, "M-1", "second")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    List<Lot> both = desk.ledger().account(ann, AccountKind.course("massage")).lots();
    assertEquals(List.of(1L, 1L), both.stream().map(Lot::left).toList());
    assertTrue(both.get(0).end().isBefore(both.get(1).end()), "the first sale first");
    for (int i = 1; i >= 0; i--) {
      long money =
          desk.courses()
              .refund(
                  RefundCard.builder()
                      .customer(ann)
                      .item("massage")
                      .card("M-1")
                      .reason("moves away")
                      .key("back-" + i)
                      .build())
              .orThrow()
              .entries()
              .get(0)
              .grant()
              .orElseThrow()
              .worth();
      assertEquals(10_000, money, "each its own price");
      assertEquals(i, desk.ledger().account(ann, AccountKind.course("massage")).available());
    }
    salon.books(ann).requireConserved();
  }

  @Test
  default void required_E954_no_card_is_sold_under_the_name_of_a_booking() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.desk().courses().sell(card(ann, "M-1", "first")).orThrow();
    salon
        .desk()
        .courses()
        .reserve(
            ReserveSession.builder().customer(ann).item("massage").booking("B-1").key("b").build())
        .orThrow();
    assertRefused(
        salon,
        Reason.REF_TAKEN,
        desk -> desk.courses().sell(card(ann, "B-1", "second")),
        "course/massage",
        "B-1");
    Desk rewarding =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.card("massage", 10, "massage", 1, LotTerm.UNLIMITED))
                .build(),
            CoursePlan.builder().build());
    record(rewarding, sale(ann, "R-1", "10.00"));
    assertEquals(
        Optional.of(Reason.REF_TAKEN),
        rewarding
            .points()
            .redeem(
                RedeemReward.builder()
                    .customer(ann)
                    .reward("massage")
                    .card("B-1")
                    .key("reward")
                    .build())
            .refusal()
            .map(rejection -> rejection.reason()));
  }

  @Test
  default void required_E955_a_card_is_extended_to_a_hundred_years_from_now_at_most() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.desk().courses().sell(card(ann, "M-1", "first")).orThrow();
    ExtendCard longer =
        ExtendCard.builder()
            .customer(ann)
            .item("massage")
            .card("M-1")
            .by(Period.ofYears(60))
            .reason("goodwill")
            .key("e-1")
            .build();
    salon.desk().courses().extend(longer).orThrow();
    assertInvalid(
        salon,
        "by",
        desk -> desk.courses().extend(ExtendCard.builder().from(longer).key("e-2").build()));
    assertEquals(1, salon.books(ann).file().account(AccountKind.course("massage")).lots().size());
  }

  private static ImmutableAdjustPoints withdrawal(
      CustomerId ann, long points, VisitId visit, String key) {
    return ImmutableAdjustPoints.copyOf(adjustment(ann, -points, key)).withVisit(visit);
  }

  /** 100 earned, 30 of them withdrawn; then the sale is taken back, whole or in halves. */
  @Test
  default void required_E956_what_is_withdrawn_of_a_visit_is_not_taken_back_again() {
    for (boolean whole : List.of(true, false)) {
      Salon salon = salon();
      Desk desk = salon.deskUnder(Salon.points().build());
      CustomerId ann = salon.member("Ann", whole ? "13800138001" : "13800138002");
      VisitId visit = record(desk, sale(ann, "R-1" + whole, "100.00"));
      record(desk, sale(ann, "R-2" + whole, "40.00"));
      assertEquals(
          -30,
          desk.points()
              .adjust(withdrawal(ann, 30, visit, "w" + whole))
              .orThrow()
              .sum(AccountKind.POINTS, EntryKind.WITHDRAWN));
      assertEquals(110, desk.points().account(ann).balance());
      if (!whole) {
        desk.visits().returnItems(half(visit, "B-1")).orThrow();
        assertEquals(90, desk.points().account(ann).balance(), "50 less the 30 withdrawn");
      }
      desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
      assertEquals(40, desk.points().account(ann).balance());
      salon.books(ann).requireConserved();
      salon.books(ann).requireLotsExplained();
    }
  }

  @Test
  default void required_E957_a_withdrawal_that_names_nothing_counts_as_used() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(desk, sale(ann, "R-1", "100.00"));
    record(desk, sale(ann, "R-2", "40.00"));
    desk.points().adjust(adjustment(ann, -30, "w")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(10, desk.points().account(ann).balance(), "140 - 30 - 100");
  }

  /** What is named ends with its lot like the rest, and is neither owed nor taken elsewhere. */
  @Test
  default void required_E958_a_withdrawal_names_a_visit_that_stands_and_what_it_has_earned() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    Desk desk = salon.desk();
    VisitId visit = record(desk, sale(ann, "R-1", "100.00"));
    record(desk, sale(ann, "R-2", "40.00"));
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        till -> till.points().adjust(withdrawal(ann, 101, visit, "too much")),
        "points",
        "101",
        "100");
    assertThrows(
        NotFoundException.class, () -> desk.points().adjust(withdrawal(bea, 1, visit, "hers")));
    assertInvalid(
        salon,
        "visit",
        till ->
            till.points()
                .adjust(ImmutableAdjustPoints.copyOf(adjustment(ann, 5, "g")).withVisit(visit)));
    desk.points().adjust(withdrawal(ann, 30, visit, "w")).orThrow();
    assertRefused(
        salon,
        Reason.NOT_ENOUGH,
        till -> till.points().adjust(withdrawal(ann, 71, visit, "too much")),
        "points",
        "71",
        "70");
    salon.passDays(367);
    record(desk, sale(ann, "R-3", "60.00"));
    desk.visits().returnItems(half(visit, "B-1")).orThrow();
    assertEquals(60, desk.points().account(ann).balance(), "110 have ended, and 30 are no debt");
    assertRefused(
        salon,
        Reason.VISIT_ALREADY_TAKEN_BACK,
        till -> till.points().adjust(withdrawal(ann, 1, visit, "late")),
        visit.toString(),
        "PARTLY_REFUNDED");
  }

  @Test
  default void required_E959_one_return_is_known_by_its_number_or_by_its_instant() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(desk, sale(ann, "R-1", "200.00"));
    Instant noon = salon.clock().instant();
    List<ReturnItems> returns = List.of(half(visit, "B-1"), half(visit).returnedAt(noon).build());
    long left = 200;
    for (ReturnItems one : returns) {
      desk.visits().returnItems(one).orThrow();
      left -= 50;
      salon.passDays(1);
      assertTrue(desk.visits().returnItems(one).orThrow().repeated());
      assertEquals(left, salon.points(ann));
      ReturnItems other =
          ReturnItems.builder()
              .from(one)
              .lines(List.of(ReturnItems.Item.money(1, yuan("1.00"))))
              .build();
      assertThrows(ConflictException.class, () -> desk.visits().returnItems(other));
    }
    desk.visits().returnItems(half(visit).returnedAt(noon.plusSeconds(1)).build()).orThrow();
    assertEquals(50, salon.points(ann), "another return");
    assertInvalid(salon, "receipt", till -> till.visits().returnItems(half(visit).build()));
    assertInvalid(
        salon,
        "receipt",
        till -> till.visits().returnItems(half(visit).receipt("B-9").returnedAt(noon).build()));
  }
}
