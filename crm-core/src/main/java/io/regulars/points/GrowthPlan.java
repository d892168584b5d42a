package io.regulars.points;

import io.regulars.spi.RegularsStyle;
import org.immutables.value.Value;

/**
 * How growth value (成长值) is earned: as points are, but it is never spent. It decides tiers where
 * the tier plan counts in it.
 */
@Value.Immutable
@RegularsStyle
public interface GrowthPlan extends EarningPlan {

  @Override
  @Value.Check
  default void check() {
    EarningPlan.super.check();
  }

  /** A builder with nothing set; only the amount is required. */
  static ImmutableGrowthPlan.Builder builder() {
    return ImmutableGrowthPlan.builder();
  }
}
