package io.regulars.points;

import io.regulars.ledger.Shortfall;
import io.regulars.spi.InvalidProgramException;
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
    if (shortfall() == Shortfall.CASH_OWED) {
      throw new InvalidProgramException(
          "growth value that counted is to be paid in money, but it has no price and is never"
              + " spent; let its shortfall be DEFICIT or FORGIVEN");
    }
  }

  /** A builder with nothing set; only the amount is required. */
  static ImmutableGrowthPlan.Builder builder() {
    return ImmutableGrowthPlan.builder();
  }
}
