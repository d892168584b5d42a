package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Crm;
import io.regulars.care.AnnouncementPlan;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E15x: a program that contradicts itself is refused when it is built, and says where. */
interface BadProgramRules extends CrmRules {

  @Test
  default void required_E151_thresholds_that_fall_instead_of_rise_are_refused() {
    assertInvalid(
        ladder(Tier.of("silver", yuan("3000.00")), Tier.of("gold", yuan("1000.00"))),
        "gold",
        "CNY 1000.00",
        "CNY 3000.00",
        "silver",
        "rising thresholds");
    assertInvalid(
        ladder(Tier.of("silver", yuan("1000.00")), Tier.of("gold", yuan("1000.00"))),
        "gold",
        "rising thresholds");
    assertInvalid(ladder(Tier.of("silver", yuan("0.00"))), "silver", "CNY 0.00", "none");
    assertInvalid(ladder(Tier.of("silver", yuan("-1.00"))), "silver", "CNY -1.00");
  }

  @Test
  default void required_E152_a_ladder_needs_rungs_each_with_a_name_of_its_own() {
    assertInvalid(ladder(), "no tier", "leave the tier plan out");
    assertInvalid(
        ladder(Tier.of("gold", yuan("1.00")), Tier.of("gold", yuan("2.00"))), "gold", "twice");
    assertInvalid(ladder(Tier.of("none", yuan("1.00"))), "none", "twice");
  }

  @Test
  default void required_E153_periods_are_not_negative_and_terms_not_zero() {
    assertInvalid(() -> Salon.tiers().grace(Period.ofDays(-1)).build(), "grace", "P-1D");
    assertInvalid(() -> LotTerm.of(Period.ZERO), "P0D", "leave it out");
    assertInvalid(stages(Period.ZERO, Period.ofYears(1)), "P0D", "above zero");
    for (Period period :
        List.of(
            Period.ofDays(-3),
            Period.of(0, 1, -40),
            Period.ofYears(101),
            Period.ofYears(999_999_999),
            Period.ofYears(Integer.MAX_VALUE),
            Period.ofMonths(Integer.MAX_VALUE),
            Period.ofDays(Integer.MAX_VALUE))) {
      assertInvalid(() -> LotTerm.of(period), period.toString(), "term", "100 years");
      assertInvalid(stages(period, Period.ofYears(1)), period.toString(), "newFor", "100 years");
      assertInvalid(stages(Period.ofDays(1), period), period.toString(), "dormantAfter");
    }
    assertInvalid(
        () ->
            AnnouncementPlan.builder().addChannels(ChannelKind.SMS).freshFor(Duration.ZERO).build(),
        "PT0S",
        "above zero");
    for (Duration fresh : List.of(Duration.ofDays(36_526), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertInvalid(
          () -> AnnouncementPlan.builder().addChannels(ChannelKind.SMS).freshFor(fresh).build(),
          fresh.toString(),
          "100 years");
    }
    assertInvalid(() -> AnnouncementPlan.builder().build(), "no channel", "leave the plan out");
  }

  @Test
  default void required_E154_nobody_falls_dormant_while_new_in_whatever_month() {
    assertInvalid(stages(Period.ofDays(15), Period.ofDays(15)), "P15D", "longer");
    assertInvalid(stages(Period.ofMonths(2), Period.ofDays(30)), "P2M", "P30D", "longer");
    assertInvalid(stages(Period.ofDays(30), Period.ofMonths(1)), "P30D", "P1M", "longer");
    assertInvalid(stages(Period.ofMonths(1), Period.ofDays(31)), "P1M", "P31D", "longer");
    assertInvalid(stages(Period.ofYears(1), Period.ofDays(366)), "P1Y", "P366D", "longer");
  }

  private static Executable stages(Period newFor, Period dormantAfter) {
    return () -> LifecyclePlan.builder().newFor(newFor).dormantAfter(dormantAfter).build();
  }

  @Test
  default void required_E155_rates_and_factors_are_not_negative_and_rounding_rounds() {
    assertInvalid(() -> Salon.points().points(-1).build(), "-1", "CNY 1.00", "not negative");
    assertInvalid(() -> Salon.points().per(yuan("0.00")).build(), "CNY 0.00", "above zero");
    assertInvalid(
        () -> Salon.points().putMultipliers(TierCode.of("black"), new BigDecimal("-2")).build(),
        "black",
        "-2");
    assertInvalid(
        () -> Salon.points().rounding(RoundingMode.UNNECESSARY).build(), "UNNECESSARY", "DOWN");
  }

  @Test
  default void required_E156_a_program_fits_its_merchant_and_has_one_plan_of_each_part() {
    Money dollar = Money.of(CurrencyUnit.USD, 1);
    Program points = Program.of("p", PointsPlan.builder().per(dollar).build());
    assertInvalid(
        () -> Crm.builder().merchant(Salon.merchant(), points), "USD 1.00", "lotus", "CNY");
    Program tiers =
        Program.of(
            "t",
            TierPlan.builder().addTiers(Tier.of("gold", dollar)).window(LotTerm.UNLIMITED).build());
    assertInvalid(
        () -> Crm.builder().merchant(Salon.merchant(), tiers), "gold", "USD 1.00", "lotus", "CNY");
    assertInvalid(
        () -> Program.of("2026-2", Salon.points().build(), Salon.points().points(2).build()),
        "2026-2",
        "two plans",
        "keep one");
  }

  @Test
  default void required_E157_what_is_given_twice_or_lasts_too_long_is_refused_in_our_own_words() {
    Salon salon = salon();
    assertRefused(
        () -> salon.builder().merchant(Salon.merchant(), Salon.program()).build(),
        "merchant lotus is given twice",
        "leave one out");
    assertRefused(
        () -> salon.builder().channel(RecordingChannel.of(ChannelKind.SMS)).build(),
        "two channels of kind sms",
        "leave one out");
    Duration centuries = Duration.ofDays(146_000);
    for (Duration interval : List.of(centuries, Duration.ofDays(366), Duration.ZERO)) {
      assertRefused(() -> salon.crm().start(interval), interval.toString(), "365 days");
    }
    Duration minute = Duration.ofMinutes(1);
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    assertRefused(() -> new DeliveryPolicy(8, endless, endless), endless.toString(), "365 days");
    assertRefused(() -> new DeliveryPolicy(8, minute, centuries), centuries.toString(), "365 days");
  }

  private static void assertRefused(Executable build, String... said) {
    InvalidValueException e = assertThrows(InvalidValueException.class, build);
    assertContains(e.getMessage(), said);
    assertFalse(e.getMessage().contains("Lotus"), e.getMessage());
  }

  private static Executable ladder(Tier... tiers) {
    return () -> TierPlan.builder().addTiers(tiers).window(LotTerm.UNLIMITED).build();
  }

  private static void assertInvalid(Executable build, String... said) {
    InvalidProgramException e = assertThrows(InvalidProgramException.class, build);
    assertContains(String.valueOf(e.getMessage()), said);
  }
}
