package io.regulars.ledger;

import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.tier.TierCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * How a visit earns points (domain id L1): so many points per amount, times the multiplier of the
 * tier held when the visit comes, rounded once.
 */
@Value.Immutable
@RegularsStyle
public interface PointsPlan extends Plan {

  /** Points per {@link #per()}; 1 unless told, not negative. */
  @Value.Default
  default long points() {
    return 1;
  }

  /** The amount that earns {@link #points()}; above zero. */
  Money per();

  /** Factor per tier, not negative; a tier not named has 1. */
  Map<TierCode, BigDecimal> multipliers();

  /** How the product becomes whole points: down unless told, since points granted round down. */
  @Value.Default
  default RoundingMode rounding() {
    return RoundingMode.DOWN;
  }

  /** How long points last; for ever unless told. */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /** The factor of {@code tier}. */
  default BigDecimal multiplier(TierCode tier) {
    return multipliers().getOrDefault(tier, BigDecimal.ONE);
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    if (!merchant.currency().equals(per().getCurrencyUnit())) {
      throw new InvalidProgramException(
          "points per "
              + per()
              + " do not fit merchant "
              + merchant.id()
              + " in "
              + merchant.currency());
    }
  }

  /** Rates and factors are not negative, and rounding rounds. */
  @Value.Check
  default void check() {
    if (points() < 0 || !per().isPositive()) {
      throw new InvalidProgramException(
          "points rate is "
              + points()
              + " per "
              + per()
              + "; points not negative, amount above zero");
    }
    multipliers()
        .forEach(
            (tier, factor) -> {
              if (factor.signum() < 0) {
                throw new InvalidProgramException(
                    "points multiplier of " + tier + " is " + factor + "; it is not negative");
              }
            });
    if (rounding() == RoundingMode.UNNECESSARY) {
      throw new InvalidProgramException("points rounding is UNNECESSARY; name DOWN, HALF_UP or UP");
    }
  }

  /** A builder with nothing set; only the amount is required. */
  static ImmutablePointsPlan.Builder builder() {
    return ImmutablePointsPlan.builder();
  }
}
