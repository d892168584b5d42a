package io.regulars.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures of several rounds. */
final class Series {

  private final double[] sorted;

  private Series(double[] figures) {
    this.sorted = figures.clone();
    Arrays.sort(this.sorted);
  }

  /** One figure of each round, of which there is at least one. */
  static <T> Series of(List<T> rounds, ToDoubleFunction<T> figure) {
    return new Series(rounds.stream().mapToDouble(figure).toArray());
  }

  /** The one in the middle, or the mean of both. */
  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest. */
  double min() {
    return sorted[0];
  }

  /** The largest. */
  double max() {
    return sorted[sorted.length - 1];
  }

  /** Smallest to largest. */
  String spread(int decimals) {
    return number(min(), decimals) + " to " + number(max(), decimals);
  }

  /** A number with this many decimals. */
  static String number(double figure, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
  }
}
