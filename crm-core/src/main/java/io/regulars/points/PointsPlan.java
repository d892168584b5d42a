package io.regulars.points;

import io.regulars.course.CoursePlan;
import io.regulars.engine.Periods;
import io.regulars.engine.Program;
import io.regulars.ledger.Shortfall;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** How points (积分) are earned, what they buy, and what becomes of them when a sale is undone. */
@Value.Immutable
@RegularsStyle
public interface PointsPlan extends EarningPlan {

  /** What the shop gives for points; no two of the same code. */
  List<Reward> rewards();

  /** What points pay at the till; empty: a payment by points says itself how many it took. */
  Optional<PointsPrice> price();

  /**
   * How long points may still be used that come back to a lot which has ended meanwhile; not at all
   * unless told.
   */
  @Value.Default
  default Period restoredFor() {
    return Period.ZERO;
  }

  /** The reward of this code. */
  default Optional<Reward> reward(String code) {
    return rewards().stream().filter(reward -> reward.code().equals(code)).findFirst();
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    EarningPlan.super.requireFits(merchant, program);
    if (price()
        .filter(price -> !price.money().getCurrencyUnit().equals(merchant.currency()))
        .isPresent()) {
      throw new InvalidProgramException(
          "the price of points does not fit merchant "
              + merchant.id()
              + " in "
              + merchant.currency());
    }
    if (program.plan(CoursePlan.class).isEmpty()) {
      rewards().stream().filter(reward -> reward.card().isPresent()).forEach(PointsPlan::refuse);
    }
  }

  private static void refuse(Reward reward) {
    throw new InvalidProgramException(
        "reward "
            + reward.code()
            + " is a course card, but the program has no CoursePlan, so no visit would use its"
            + " sessions up; add a CoursePlan, or leave the reward out");
  }

  @Override
  @Value.Check
  default void check() {
    EarningPlan.super.check();
    Periods.checked("the time points that came back last", restoredFor());
    if (rewards().stream().map(Reward::code).distinct().count() < rewards().size()) {
      throw new InvalidProgramException("two rewards have the same code; each needs its own");
    }
    if (shortfall() == Shortfall.CASH_OWED && price().isEmpty()) {
      throw new InvalidProgramException(
          "spent points are to be paid in money, but points have no price; give one");
    }
  }

  /** A builder with nothing set; only the amount is required. */
  static ImmutablePointsPlan.Builder builder() {
    return ImmutablePointsPlan.builder();
  }
}
