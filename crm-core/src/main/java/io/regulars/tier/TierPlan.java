package io.regulars.tier;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.PointsPlan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.tier.TierCode;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * The ladder of tiers by spend in a rolling window (domain id T1): reached at once, lost to the
 * matching tier when a grace has run out in which the spend did not recover.
 */
@Value.Immutable
@RegularsStyle
public interface TierPlan extends Plan {

  /** The tier of everybody who reached none; {@code none} unless told. */
  @Value.Default
  default TierCode base() {
    return TierCode.of("none");
  }

  /** The rungs above the base, thresholds above zero and strictly rising; at least one. */
  List<Tier> tiers();

  /** How long spend counts: an account whose lots end is the rolling window. */
  LotTerm window();

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

  /** The spend, in minor units, from which the rank is held. */
  default long threshold(int rank) {
    return rank == 0 ? 0 : tiers().get(rank - 1).from().getAmountMinorLong();
  }

  private Money from(int rank) {
    return rank == 0
        ? Money.zero(tiers().get(0).from().getCurrencyUnit())
        : tiers().get(rank - 1).from();
  }

  /** The highest rank held at a spend of {@code basis} minor units. */
  default int matching(long basis) {
    int rank = 0;
    while (rank < tiers().size() && basis >= threshold(rank + 1)) {
      rank++;
    }
    return rank;
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    for (TierCode code :
        program.plan(PointsPlan.class).map(PointsPlan::multipliers).orElse(Map.of()).keySet()) {
      if (rank(code) == 0 && !code.equals(base())) {
        throw new InvalidProgramException(
            "points multiplier of " + code + ", a tier this ladder does not have; check its name");
      }
    }
    for (Tier tier : tiers()) {
      if (!merchant.currency().equals(tier.from().getCurrencyUnit())) {
        throw new InvalidProgramException(
            "tier "
                + tier.code()
                + " from "
                + tier.from()
                + " does not fit merchant "
                + merchant.id()
                + " in "
                + merchant.currency());
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
                + tiers().get(rank - 1).from()
                + ", not above the "
                + from(rank - 1)
                + " of "
                + tier(rank - 1)
                + "; list the tiers with rising thresholds");
      }
      if (tier(rank).equals(base()) || rank(tier(rank)) != rank) {
        throw new InvalidProgramException("tier " + tier(rank) + " is on the ladder twice");
      }
    }
    Periods.checked("a grace", grace());
  }

  /** A builder with nothing set; tiers and window are required. */
  static ImmutableTierPlan.Builder builder() {
    return ImmutableTierPlan.builder();
  }
}
