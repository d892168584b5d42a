package io.regulars.points;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.Shortfall;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.tier.TierCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * How a visit earns (domain ids L1, L2): so much per amount, item by item, then the steps in their
 * order, rounded once at the end. Nothing is earned on what was paid by points, coupon, bonus or
 * course session.
 */
public interface EarningPlan extends Plan {

  /** What is earned per {@link #per()}; 1 unless told, not negative. */
  @Value.Default
  default long points() {
    return 1;
  }

  /** The amount that earns {@link #points()}; above zero. */
  Money per();

  /**
   * Factor per item, or else per category of items; 1 for all others. 0 leaves them out. Not
   * negative.
   */
  Map<String, BigDecimal> factors();

  /** Factor per tier, not negative; a tier not named has 1. */
  Map<TierCode, BigDecimal> multipliers();

  /** What follows from the amount, in order; the tier's factor unless told. */
  @Value.Default
  default List<EarningStep> steps() {
    return List.of(new EarningStep.TierFactor());
  }

  /** How the result becomes a whole number: down unless told, since what is granted rounds down. */
  @Value.Default
  default RoundingMode rounding() {
    return RoundingMode.DOWN;
  }

  /** How long it lasts; for ever unless told. */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /** How long after the visit it is pending; not at all unless told. */
  @Value.Default
  default Period pendingFor() {
    return Period.ZERO;
  }

  /** Whether it is pending until a person confirms it; then {@link #pendingFor()} means nothing. */
  @Value.Default
  default boolean confirmed() {
    return false;
  }

  /** What becomes of what is to be taken back and was spent; a deficit unless told. */
  @Value.Default
  default Shortfall shortfall() {
    return Shortfall.DEFICIT;
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
    multipliers().forEach((tier, factor) -> requireFactor(tier.value(), factor));
    factors().forEach(EarningPlan::requireFactor);
    for (EarningStep step : steps()) {
      if (step instanceof EarningStep.Custom custom && custom.code().isBlank()) {
        throw new InvalidProgramException(
            "a step of the host's own has no code; give it the name a statement shall say");
      }
    }
    Periods.checked("the time points are pending", pendingFor());
    if (rounding() == RoundingMode.UNNECESSARY) {
      throw new InvalidProgramException("points rounding is UNNECESSARY; name DOWN, HALF_UP or UP");
    }
  }

  private static void requireFactor(String what, BigDecimal factor) {
    if (factor.signum() < 0) {
      throw new InvalidProgramException(
          "points multiplier of " + what + " is " + factor + "; it is not negative");
    }
  }
}
