package io.regulars.preset;

import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.engine.Program;
import io.regulars.feedback.Survey;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.EarningStep;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.Reward;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Programs to begin with, as the handbooks of the trade describe them. Where a handbook names no
 * number, ours stands in its place and is marked "ours" below; {@link Program#with} changes what
 * does not suit.
 */
public final class Presets {

  private static final String SILVER = "silver";
  private static final String GOLD = "gold";
  private static final String BLACK = "black";

  private Presets() {}

  /**
   * P2, a membership club: growth value decides silver, gold and black; a single visit worth 200
   * points earns 10 more; on the birthday there is a gift, whatever is spent.
   *
   * <p>Ours: 1 point and 1 growth value per 1.00; points end with the year after the one in which
   * they were earned, growth value after a year; 1,000, 5,000 and 20,000 for the tiers; a grace of
   * 30 days.
   */
  public static Program membershipClub(CurrencyUnit currency) {
    Money one = Money.of(currency, 1);
    return Program.of(
        "P2",
        PointsPlan.builder()
            .per(one)
            .term(LotTerm.of(Period.ofYears(1), Granularity.YEAR))
            .steps(List.of(new EarningStep.TierFactor(), new EarningStep.Threshold(200, 10)))
            .build(),
        GrowthPlan.builder()
            .per(one)
            .term(LotTerm.of(Period.ofYears(1), Granularity.DAY))
            .steps(List.of())
            .build(),
        TierPlan.builder()
            .addTiers(Tier.of(SILVER, 1_000), Tier.of(GOLD, 5_000), Tier.of(BLACK, 20_000))
            .grace(Period.ofDays(30))
            .build(),
        LifecyclePlan.builder().build(),
        BenefitPlan.builder()
            .addBenefits(
                Benefit.of("birthday-gift", 1, Every.BIRTHDAY, "none", SILVER, GOLD, BLACK))
            .build());
  }

  /**
   * The survey of the handbooks: quality, attitude, price and environment of five; 4.5 on average
   * and 90 in a hundred satisfied are the aims; three hours, a day and seven days after the visit.
   *
   * <p>Ours: the two later ones are reminders.
   */
  public static Survey satisfaction() {
    return Survey.builder()
        .code("satisfaction")
        .addDimensions("quality", "attitude", "price", "environment")
        .addAfter(Duration.ofHours(3), Duration.ofHours(24), Duration.ofDays(7))
        .targetMean(new BigDecimal("4.5"))
        .targetSatisfied(new BigDecimal("90"))
        .build();
  }

  /**
   * P4, a hair salon: double points in the month of the birthday; 1,000 points are a comb, 5,000 a
   * year of haircuts; silver has a birthday gift, black two image designs a year; a friend brings a
   * coupon of 50.00 without a threshold; who does not come for six months is dormant; a complaint
   * is answered within an hour and has a first solution within three.
   *
   * <p>Ours: 1 point per 1.00, ending after a year with the day; a year of haircuts is a card of
   * 12; 1,000.00, 5,000.00 and 20,000.00 a year for silver, gold and black; a grace of 30 days; the
   * coupon lasts 90 days and is issued at most 20 times to one customer; cards last a year, and a
   * session may be cancelled until four hours before. Of complaints: their hours, from ten to nine
   * every day; that they are looked into within 24 hours and answered for good within 3 working
   * days, as in P1; and all that {@link #beautySalon} calls ours.
   */
  public static Program hairSalon(CurrencyUnit currency) {
    LotTerm year = LotTerm.of(Period.ofYears(1), Granularity.DAY);
    return Program.of(
        "P4",
        PointsPlan.builder()
            .per(Money.of(currency, 1))
            .term(year)
            .steps(
                List.of(
                    new EarningStep.TierFactor(),
                    new EarningStep.BirthdayMonth(new BigDecimal("2"))))
            .addRewards(
                Reward.goods("comb", 1_000),
                Reward.card("year-of-haircuts", 5_000, "haircut", 12, year))
            .build(),
        TierPlan.builder()
            .addTiers(
                Tier.of(SILVER, Money.of(currency, 1_000)),
                Tier.of(GOLD, Money.of(currency, 5_000)),
                Tier.of(BLACK, Money.of(currency, 20_000)))
            .window(year)
            .grace(Period.ofDays(30))
            .build(),
        LifecyclePlan.builder().dormantAfter(Period.ofMonths(6)).build(),
        BenefitPlan.builder()
            .addBenefits(
                Benefit.of("birthday-gift", 1, Every.BIRTHDAY_MONTH, SILVER, GOLD, BLACK),
                Benefit.of("image-design", 2, Every.YEAR, BLACK))
            .build(),
        CoursePlan.builder()
            .general(CourseTerms.builder().term(year).lateCancel(Duration.ofHours(4)).build())
            .build(),
        CouponPlan.builder()
            .addTypes(
                CouponType.builder()
                    .code("referral-50")
                    .value(new CouponValue.AmountOff(Money.of(currency, 50)))
                    .term(LotTerm.of(Period.ofDays(90), Granularity.DAY))
                    .limitPerCustomer(20)
                    .build())
            .build(),
        ComplaintPresets.goldenHour(ComplaintPresets.daily("10:00", "21:00")).build());
  }

  /**
   * P1, the basics of a beauty salon: a complaint is answered within 15 minutes, on the telephone
   * at any hour; what is urgent, a booking conflict or equipment that fails, is solved within 5; it
   * is looked into within 24 hours and answered for good within 3 working days. General questions
   * go to anybody, complex ones to senior staff.
   *
   * <p>Ours: 1 point per 1.00, ending after a year with the day; hours from ten to nine every day;
   * that skin and injuries are complex ({@code HIGH}) and a suggestion is mild; what was agreed is
   * carried out within three working days, a call three days after the solution, and the case
   * closed three days after the call; when who is warned, and that a missed answer climbs at once
   * to senior staff, after 15 minutes to the store manager and after an hour to head office; that
   * customers hear of it by WeChat, else by SMS. Who works there is the merchant's: add its
   * handlers with {@link Program#with}.
   */
  public static Program beautySalon(CurrencyUnit currency) {
    return Program.of(
        "P1",
        ours(currency),
        ComplaintPresets.prompt(ComplaintPresets.daily("10:00", "21:00")).build());
  }

  /**
   * P5, a bathhouse: its complaints have the clocks of {@link #beautySalon}.
   *
   * <p>Ours: what is ours there, but hours from eleven until two at night.
   */
  public static Program bathhouse(CurrencyUnit currency) {
    return Program.of(
        "P5",
        ours(currency),
        ComplaintPresets.prompt(ComplaintPresets.daily("11:00", "02:00")).build());
  }

  private static PointsPlan ours(CurrencyUnit currency) {
    return PointsPlan.builder()
        .per(Money.of(currency, 1))
        .term(LotTerm.of(Period.ofYears(1), Granularity.DAY))
        .build();
  }
}
