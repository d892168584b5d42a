package io.regulars.feedback;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Ratings added up, exact.
 *
 * @param sum of what was given
 * @param count how many gave something
 */
public record Tally(long sum, long count) {

  /** No rating. */
  public static final Tally NONE = new Tally(0, 0);

  /** Both added up. */
  public Tally plus(Tally other) {
    return new Tally(sum + other.sum, count + other.count);
  }

  /** The mean to two decimals, half up; empty without a rating. */
  public Optional<BigDecimal> mean() {
    return Share.ratio(sum, count);
  }
}
