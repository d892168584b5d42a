package io.regulars.casebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What customers said when they were asked after the resolution; of a case the last time counts.
 *
 * @param content cases whose customer was content
 * @param notContent cases whose customer was not
 * @param notReached cases whose customer did not answer
 * @param ratings cases with a rating
 * @param stars the sum of the ratings, each 1 to 5
 */
public record Satisfaction(
    long content, long notContent, long notReached, long ratings, long stars) {

  private static final int PLACES = 2;

  /** Content, of those who answered. */
  public Rate contentRate() {
    return new Rate(content, content + notContent);
  }

  /** The mean of the ratings with two places, rounded half up; empty if there are none. */
  public Optional<BigDecimal> meanRating() {
    return ratings == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(stars)
                .divide(BigDecimal.valueOf(ratings), PLACES, RoundingMode.HALF_UP));
  }
}
