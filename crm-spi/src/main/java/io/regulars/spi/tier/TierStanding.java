package io.regulars.spi.tier;

import java.time.Instant;
import java.util.Optional;

/**
 * The tier a customer holds.
 *
 * @param tier the rung
 * @param since when it was reached
 * @param graceUntil if the basis fell below the rung: the instant at which it is lost unless the
 *     basis recovers before
 */
public record TierStanding(TierCode tier, Instant since, Optional<Instant> graceUntil) {

  /** Standing on {@code tier} since {@code since}, not in grace. */
  public static TierStanding of(TierCode tier, Instant since) {
    return new TierStanding(tier, since, Optional.empty());
  }

  /** The same tier with grace until {@code until}, or out of grace. */
  public TierStanding withGraceUntil(Optional<Instant> until) {
    return new TierStanding(tier, since, until);
  }
}
