package io.regulars.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

final class ProgramTest {

  private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

  @Test
  void a_plan_is_found_by_its_type_and_a_part_without_one_is_off() {
    LifecyclePlan plan = LifecyclePlan.builder().build();
    Program program = Program.of("1", plan);
    assertEquals(Optional.of(plan), program.plan(LifecyclePlan.class));
    assertEquals(Optional.empty(), program.plan(TierPlan.class));
  }

  @Test
  void two_plans_of_one_part_are_refused() {
    LifecyclePlan plan = LifecyclePlan.builder().build();
    assertThrows(InvalidProgramException.class, () -> Program.of("1", plan, plan));
  }

  @Test
  void thresholds_that_fall_are_refused_with_their_figures() {
    InvalidProgramException refused =
        assertThrows(
            InvalidProgramException.class,
            () -> ladder(Tier.of("silver", yuan(300)), Tier.of("gold", yuan(100))));
    assertTrue(
        refused.getMessage().contains("gold")
            && refused.getMessage().contains("100.00")
            && refused.getMessage().contains("rising"),
        refused.getMessage());
  }

  @Test
  void thresholds_that_stand_still_or_start_at_nothing_are_refused() {
    assertThrows(
        InvalidProgramException.class,
        () -> ladder(Tier.of("silver", yuan(100)), Tier.of("gold", yuan(100))));
    assertThrows(InvalidProgramException.class, () -> ladder(Tier.of("silver", yuan(0))));
  }

  @Test
  void a_tier_that_is_there_twice_or_an_empty_ladder_is_refused() {
    assertThrows(
        InvalidProgramException.class,
        () -> ladder(Tier.of("silver", yuan(100)), Tier.of("silver", yuan(200))));
    assertThrows(InvalidProgramException.class, () -> ladder(Tier.of("none", yuan(100))));
    assertThrows(InvalidProgramException.class, ProgramTest::ladder);
  }

  @Test
  void rates_and_factors_below_zero_are_refused() {
    assertThrows(
        InvalidProgramException.class, () -> PointsPlan.builder().points(-1).per(yuan(1)).build());
    assertThrows(InvalidProgramException.class, () -> PointsPlan.builder().per(yuan(0)).build());
    assertThrows(
        InvalidProgramException.class,
        () ->
            PointsPlan.builder()
                .per(yuan(1))
                .putMultipliers(TierCode.of("gold"), new BigDecimal("-0.1"))
                .build());
    assertThrows(
        InvalidProgramException.class,
        () -> PointsPlan.builder().per(yuan(1)).rounding(RoundingMode.UNNECESSARY).build());
  }

  @Test
  void nobody_falls_dormant_while_new() {
    assertThrows(
        InvalidProgramException.class,
        () ->
            LifecyclePlan.builder()
                .newFor(Period.ofDays(15))
                .dormantAfter(Period.ofDays(15))
                .build());
  }

  @Test
  void a_program_in_another_currency_does_not_fit_the_merchant() {
    Merchant merchant =
        Merchant.builder()
            .id(MerchantId.of("lily"))
            .name("Lily Spa")
            .currency(CNY)
            .zone(ZoneOffset.UTC)
            .addStores(Store.of(StoreId.of("S1"), "Main street", ZoneOffset.UTC))
            .build();
    Program program =
        Program.of("1", PointsPlan.builder().per(Money.of(CurrencyUnit.USD, 1)).build());
    assertThrows(InvalidProgramException.class, () -> new Tenant(merchant, program));
  }

  private static TierPlan ladder(Tier... tiers) {
    return TierPlan.builder().addTiers(tiers).window(LotTerm.of(Period.ofDays(365))).build();
  }

  private static Money yuan(long amount) {
    return Money.of(CNY, amount);
  }
}
