package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.cash;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.course.CoursePlan;
import io.regulars.ledger.LotTerm;
import io.regulars.points.CancelRedemption;
import io.regulars.points.PointsPrice;
import io.regulars.points.RedeemReward;
import io.regulars.points.Reward;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E891, E892, E930, E944: points buy rewards, and pay at the till. */
interface RewardRules extends CrmRules {

  @Test
  default void required_E891_a_reward_is_given_for_points_and_undone_to_the_very_lots() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.goods("comb", 1_000))
                .addRewards(
                    Reward.card("haircuts", 5_000, "cut", 12, LotTerm.of(Period.ofYears(1))))
                .build(),
            CoursePlan.builder().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "4000.00")).orThrow();
    salon.passDays(30);
    desk.visits().record(sale(ann, "R-2", "2000.00")).orThrow();
    List<Lot> before = desk.points().account(ann).lots();

    desk.points().redeem(reward(ann, "haircuts", "K-1", "r-1")).orThrow();
    assertEquals(1_000, desk.points().account(ann).available());
    LedgerAccount cuts = desk.ledger().account(ann, AccountKind.course("cut"));
    assertEquals(12, cuts.lot("K-1").orElseThrow().left());

    CancelRedemption cancel = CancelRedemption.of("r-1", "wrong reward");
    desk.points().cancel(cancel).orThrow();
    assertEquals(before, desk.points().account(ann).lots());
    assertEquals(List.of(), desk.ledger().account(ann, AccountKind.course("cut")).lots());
    assertTrue(desk.points().cancel(cancel).orThrow().repeated());
    salon.requireSound(ann);
  }

  @Test
  default void required_E892_a_reward_that_is_not_to_be_had_says_why() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.goods("comb", 1_000))
                .addRewards(Reward.card("cuts", 100, "cut", 2, LotTerm.UNLIMITED))
                .build(),
            CoursePlan.builder().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "500.00")).orThrow();
    Expect.refused(
        desk.points().redeem(reward(ann, "brush", "", "r-1")),
        Reason.NO_SUCH_REWARD,
        "brush",
        "[comb, cuts]");
    Expect.refused(
        desk.points().redeem(reward(ann, "comb", "", "r-1")),
        Reason.NOT_ENOUGH,
        "points",
        "1000",
        "500");
    assertThrows(
        InvalidCommandException.class, () -> desk.points().redeem(reward(ann, "cuts", "", "r-1")));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-1")).orThrow();
    Expect.refused(
        desk.points().redeem(reward(ann, "cuts", "K-1", "r-2")),
        Reason.REF_TAKEN,
        "course/cut",
        "K-1");
    assertThrows(ConflictException.class, () -> desk.points().redeem(redemption(ann, 100, "r-1")));
    assertThrows(
        NotFoundException.class, () -> desk.points().cancel(CancelRedemption.of("r-9", "mistake")));
  }

  @Test
  default void required_E930_points_pay_at_the_till_and_come_back_to_their_lots() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().price(new PointsPrice(100, yuan("1.00"))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "500.00"));
    List<Lot> before = desk.points().account(ann).lots();
    salon.passDays(1);
    RecordVisit tooFew =
        sale(ann, "R-2", "10.00").withPayments(Payment.points(199, yuan("2.00")), cash("8.00"));
    Expect.refused(
        desk.visits().record(tooFew), Reason.PAYMENT_TOO_LOW, "POINTS", "199", "CNY 2.00", "200");
    VisitId visit =
        record(
            desk,
            sale(ann, "R-2", "10.00")
                .withPayments(Payment.of(PaymentKind.POINTS, yuan("2.00")), cash("8.00")));
    assertEquals(500 - 200 + 8, desk.points().account(ann).available());
    takeBack(desk, visit);
    assertEquals(before, desk.points().account(ann).lots());
  }

  @Test
  default void required_E944_a_card_of_a_used_up_rewards_number_is_not_taken_for_it() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.card("cuts", 100, "cut", 1, LotTerm.UNLIMITED))
                .build(),
            CoursePlan.builder().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "200.00"));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-1")).orThrow();
    record(
        desk,
        sale(ann, "R-2", "50.00")
            .withLines(VisitLine.of("cut", yuan("50.00")))
            .withPayments(Payment.course(1, 1, yuan("50.00"))));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-2")).orThrow();
    Expect.refused(
        desk.points().cancel(CancelRedemption.of("r-1", "mistake")),
        Reason.REWARD_USED,
        "course/cut",
        "1",
        "0");
    assertEquals(1, desk.ledger().account(ann, AccountKind.course("cut")).available());
  }

  private static RedeemReward reward(CustomerId customer, String reward, String card, String key) {
    return RedeemReward.builder()
        .customer(customer)
        .reward(reward)
        .card(card.isEmpty() ? Optional.empty() : Optional.of(card))
        .key(key)
        .build();
  }
}
