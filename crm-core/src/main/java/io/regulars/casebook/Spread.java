package io.regulars.casebook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long something took, by nearest rank: of n times in rising order the p-th percentile is the
 * one at place ceil(p n / 100), so that it is a time that was really taken, and at least p percent
 * took no longer (the inverse of the empirical distribution function; definition 1 of Hyndman and
 * Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996). The median
 * of an even number is therefore the lower of the two in the middle.
 *
 * @param count of how many times
 * @param median the 50th percentile; empty if there are none
 * @param ninetieth the 90th percentile; empty if there are none
 */
public record Spread(long count, Optional<Duration> median, Optional<Duration> ninetieth) {

  private static final int MEDIAN = 50;
  private static final int NINETIETH = 90;
  private static final int ALL = 100;

  /** The spread of these times, in any order. */
  public static Spread of(List<Duration> times) {
    List<Duration> rising = times.stream().sorted().toList();
    return new Spread(rising.size(), nearestRank(rising, MEDIAN), nearestRank(rising, NINETIETH));
  }

  private static Optional<Duration> nearestRank(List<Duration> rising, int percent) {
    long rank = ((long) percent * rising.size() + ALL - 1) / ALL;
    return rising.stream().skip(Math.max(0, rank - 1)).findFirst();
  }
}
