package io.regulars.tier;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.points.EarningPlan;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.tier.TierCode;
import java.time.Period;
import java.util.List;
import org.immutables.value.Value;

/**
 * The ladder of tiers by spend in a rolling window, or by growth value (domain id T1): reached at
 * once, lost to the matching tier when a grace has run out in which the spend did not recover.
 */
@Value.Immutable
@RegularsStyle
public interface TierPlan extends Plan {

  /** The tier of everybody who reached none; {@code none} unless told. */
  @Value.Default
  default TierCode base() {
    return TierCode.of("none");
  }

  /**
   * The rungs above the base, thresholds above zero and strictly rising; at least one. All count in
   * money, or all in growth value.
   */
  List<Tier> tiers();

  /**
   * What the ladder counts in: {@link AccountKind#SPEND}, or {@link AccountKind#GROWTH}, whose lots
   * end as the growth plan says, so that the window there has no effect.
   */
  default AccountKind basis() {
    return tiers().get(0).currency().isPresent() ? AccountKind.SPEND : AccountKind.GROWTH;
  }

  /**
   * How long spend counts: an account whose lots end is the rolling window; for ever unless told.
   */
  @Value.Default
  default LotTerm window() {
    return LotTerm.UNLIMITED;
  }

  /** How long a tier is kept after the spend fell below it; zero unless told: not at all. */
  @Value.Default
  default Period grace() {
    return Period.ZERO;
  }

  /** 0 for the base, 1 for the first rung, ...; 0 too for a tier this ladder does not have. */
  default int rank(TierCode code) {
    for (int i = 0; i < tiers().size(); i++) {
      if (tiers().get(i).code().equals(code)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The tier of this rank. */
  default TierCode tier(int rank) {
    return rank == 0 ? base() : tiers().get(rank - 1).code();
  }

  /** What the rank is held from: minor units, or growth value. */
  default long threshold(int rank) {
    return rank == 0 ? 0 : tiers().get(rank - 1).from();
  }

  /** {@link #threshold} as it is told. */
  private String told(int rank) {
    return (rank == 0 ? new Tier(base(), 0, tiers().get(0).currency()) : tiers().get(rank - 1))
        .threshold();
  }

  /** The highest rank held at this balance of the {@link #basis()}. */
  default int matching(long basis) {
    int rank = 0;
    while (rank < tiers().size() && basis >= threshold(rank + 1)) {
      rank++;
    }
    return rank;
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    program.plan(PointsPlan.class).ifPresent(this::requireKnows);
    program.plan(GrowthPlan.class).ifPresent(this::requireKnows);
    if (basis().equals(AccountKind.GROWTH) && program.plan(GrowthPlan.class).isEmpty()) {
      throw new InvalidProgramException(
          "the ladder counts in growth value, and nothing earns any; add a growth plan");
    }
    for (Tier tier : tiers()) {
      if (tier.currency().filter(unit -> !unit.equals(merchant.currency())).isPresent()) {
        throw new InvalidProgramException(
            "tier "
                + tier.code()
                + " from "
                + tier.threshold()
                + " does not fit merchant "
                + merchant.id()
                + " in "
                + merchant.currency());
      }
    }
  }

  private void requireKnows(EarningPlan earning) {
    for (TierCode code : earning.multipliers().keySet()) {
      if (rank(code) == 0 && !code.equals(base())) {
        throw new InvalidProgramException(
            "points multiplier of " + code + ", a tier this ladder does not have; check its name");
      }
    }
  }

  /** Thresholds rise, codes are distinct, grace is not negative. */
  @Value.Check
  default void check() {
    if (tiers().isEmpty()) {
      throw new InvalidProgramException("the ladder has no tier; leave the tier plan out instead");
    }
    for (int rank = 1; rank <= tiers().size(); rank++) {
      if (threshold(rank) <= threshold(rank - 1)) {
        throw new InvalidProgramException(
            "tier "
                + tier(rank)
                + " is held from "
                + told(rank)
                + ", not above the "
                + told(rank - 1)
                + " of "
                + tier(rank - 1)
                + "; list the tiers with rising thresholds");
      }
      if (!tiers().get(rank - 1).currency().equals(tiers().get(0).currency())) {
        throw new InvalidProgramException(
            "the ladder counts in money and in growth value at once; use one of them");
      }
      if (tier(rank).equals(base()) || rank(tier(rank)) != rank) {
        throw new InvalidProgramException("tier " + tier(rank) + " is on the ladder twice");
      }
    }
    Periods.checked("a grace", grace());
  }

  /** A builder with nothing set; tiers are required. */
  static ImmutableTierPlan.Builder builder() {
    return ImmutableTierPlan.builder();
  }
}
