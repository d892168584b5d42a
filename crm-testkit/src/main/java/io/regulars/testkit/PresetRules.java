package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.UseBenefit;
import io.regulars.coupon.IssueCoupon;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.points.ImmutableRedeemReward;
import io.regulars.points.RedeemReward;
import io.regulars.preset.Presets;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** E931 to E939: the programs to begin with, with the numbers of their handbooks. */
interface PresetRules extends CrmRules {

  @Test
  default void required_E931_the_club_gives_ten_more_from_two_hundred_and_a_gift_on_the_birthday() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.membershipClub(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.born("Ann", Birthday.solar(3, 8));
    assertEquals(199, points(desk, ann, "R-1", "199.99"));
    assertEquals(210, points(desk, ann, "R-2", "200.00"));
    assertEquals(399, desk.ledger().account(ann, AccountKind.GROWTH).balance());
    assertEquals("none", tier(desk, ann));
    assertEquals(611, points(desk, ann, "R-3", "601.00"));
    assertEquals("silver", tier(desk, ann));
    points(desk, ann, "R-4", "4000.00");
    assertEquals("gold", tier(desk, ann));
    points(desk, ann, "R-5", "15000.00");
    assertEquals("black", tier(desk, ann));

    Rejection early = desk.benefits().use(use(ann, "birthday-gift", "g-1")).refusal().orElseThrow();
    assertEquals(List.of("birthday-gift", "2026-03-08"), early.figures());
    salon.clock().set(Instant.parse("2026-03-07T16:00:00Z"));
    desk.benefits().use(use(ann, "birthday-gift", "g-1")).orThrow();
    assertEquals(
        Reason.BENEFIT_USED_UP,
        desk.benefits().use(use(ann, "birthday-gift", "g-2")).refusal().orElseThrow().reason());
    assertEquals(
        Optional.of(Instant.parse("2027-12-31T16:00:00Z")),
        desk.points().account(ann).lots().get(0).endsAt());
  }

  @Test
  default void required_E932_the_hair_salon_doubles_points_in_the_month_of_the_birthday() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.hairSalon(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.born("Ann", Birthday.solar(3, 8));
    assertEquals(200, points(desk, ann, "R-1", "100.00"));
    salon.passDays(31);
    assertEquals(100, points(desk, ann, "R-2", "100.00"));
  }

  @Test
  default void required_E933_the_hair_salon_gives_a_comb_and_a_year_of_haircuts_for_points() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.hairSalon(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.member("Ann", "13800138001");
    points(desk, ann, "R-1", "6000.00");
    desk.points().redeem(reward(ann, "comb").build()).orThrow();
    desk.points().redeem(reward(ann, "year-of-haircuts").card("K-1").build()).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
    assertEquals(
        12, desk.ledger().account(ann, AccountKind.course("haircut")).lot("K-1").get().left());
    Answer cut =
        desk.visits()
            .record(
                sale(ann, "R-2", "88.00")
                    .withLines(VisitLine.of("haircut", yuan("88.00")))
                    .withPayments(Payment.course(1, 1, yuan("88.00"))))
            .orThrow();
    assertEquals(0, cut.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(
        11, desk.ledger().account(ann, AccountKind.course("haircut")).lot("K-1").get().left());
  }

  @Test
  default void required_E934_the_hair_salon_designs_twice_a_year_for_black() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.hairSalon(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.member("Ann", "13800138001");
    points(desk, ann, "R-1", "19999.99");
    assertEquals("gold", tier(desk, ann));
    assertEquals(
        Reason.BENEFIT_NOT_HELD,
        desk.benefits().use(use(ann, "image-design", "d-1")).refusal().orElseThrow().reason());
    points(desk, ann, "R-2", "0.01");
    assertEquals("black", tier(desk, ann));
    desk.benefits().use(use(ann, "image-design", "d-1")).orThrow();
    desk.benefits().use(use(ann, "image-design", "d-2")).orThrow();
    assertEquals(
        Reason.BENEFIT_USED_UP,
        desk.benefits().use(use(ann, "image-design", "d-3")).refusal().orElseThrow().reason());
    salon.clock().set(Instant.parse("2026-12-31T16:00:00Z"));
    desk.benefits().use(use(ann, "image-design", "d-3")).orThrow();
  }

  @Test
  default void required_E935_the_hair_salon_thanks_for_a_friend_with_fifty_off_anything() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.hairSalon(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.coupons()
        .issue(
            IssueCoupon.builder()
                .customer(ann)
                .type("referral-50")
                .number("F-1")
                .reason("a friend came")
                .build())
        .orThrow();
    Answer visit =
        desk.visits()
            .record(
                sale(ann, "R-1", "88.00")
                    .withPayments(
                        Payment.coupon("F-1", yuan("50.00")),
                        Payment.of(PaymentKind.CASH, yuan("38.00"))))
            .orThrow();
    assertEquals(38, visit.sum(AccountKind.POINTS, EntryKind.EARNED));
  }

  @Test
  default void required_E936_at_the_hair_salon_six_months_make_dormant() {
    Salon salon = salon();
    Desk desk = desk(salon, Presets.hairSalon(CurrencyUnit.of("CNY")));
    CustomerId ann = salon.member("Ann", "13800138001");
    points(desk, ann, "R-1", "100.00");
    Instant sixMonthsLater = Instant.parse("2026-09-01T01:00:00Z");
    salon.clock().set(sixMonthsLater.minus(Duration.ofNanos(1_000)));
    assertEquals(Stage.ACTIVE, desk.customers().find(ann).orElseThrow().stage().stage());
    salon.clock().set(sixMonthsLater);
    assertEquals(Stage.DORMANT, desk.customers().find(ann).orElseThrow().stage().stage());
  }

  private static Desk desk(Salon salon, Program program) {
    Crm crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), program)
            .clock(salon.clock())
            .build();
    return Salon.desk(crm, Role.HEAD_OFFICE);
  }

  private static long points(Desk desk, CustomerId customer, String receipt, String paid) {
    return desk.visits()
        .record(sale(customer, receipt, paid))
        .orThrow()
        .sum(AccountKind.POINTS, EntryKind.EARNED);
  }

  private static String tier(Desk desk, CustomerId customer) {
    return desk.customers().find(customer).orElseThrow().tier().tier().value();
  }

  private static UseBenefit use(CustomerId customer, String benefit, String key) {
    return UseBenefit.builder().customer(customer).benefit(benefit).key(key).build();
  }

  private static ImmutableRedeemReward.Builder reward(CustomerId customer, String reward) {
    return RedeemReward.builder().customer(customer).reward(reward).key(reward);
  }
}
