package io.regulars.benefit;

import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.TierPlan;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What the tiers may have, and how often (domain id T5). */
@Value.Immutable
@RegularsStyle
public interface BenefitPlan extends Plan {

  /** The benefits; no two of the same code. */
  List<Benefit> benefits();

  /** The benefit of this code. */
  default Optional<Benefit> benefit(String code) {
    return benefits().stream().filter(benefit -> benefit.code().equals(code)).findFirst();
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    Optional<TierPlan> ladder = program.plan(TierPlan.class);
    for (Benefit benefit : benefits()) {
      for (TierCode tier : benefit.tiers()) {
        if (ladder.filter(plan -> plan.rank(tier) > 0 || plan.base().equals(tier)).isEmpty()) {
          throw new InvalidProgramException(
              "benefit "
                  + benefit.code()
                  + " is held by "
                  + tier
                  + ", a tier the program does not have; check its name");
        }
      }
    }
  }

  /** Codes are distinct. */
  @Value.Check
  default void check() {
    if (benefits().stream().map(Benefit::code).distinct().count() < benefits().size()) {
      throw new InvalidProgramException("two benefits have the same code; each needs its own");
    }
  }

  /** A builder with nothing set. */
  static ImmutableBenefitPlan.Builder builder() {
    return ImmutableBenefitPlan.builder();
  }
}
