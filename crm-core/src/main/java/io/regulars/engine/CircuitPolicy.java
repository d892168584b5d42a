package io.regulars.engine;

import io.regulars.spi.Shapes;
import java.time.Duration;

/**
 * When a channel counts as down: after so many failed attempts in a row nothing is sent on it for a
 * while, and its messages wait without losing an attempt; then one is tried, and what comes of it
 * says whether the others go on. Counted by each process for itself.
 *
 * @param failures how many in a row, at least 1
 * @param pause how long nothing is sent; above zero
 */
public record CircuitPolicy(int failures, Duration pause) {

  /** Down for a minute after 10 failures. */
  public static final CircuitPolicy DEFAULT = new CircuitPolicy(10, Duration.ofMinutes(1));

  /** Refuses one that is always down, or never. */
  public CircuitPolicy {
    Shapes.require(failures >= 1, "a circuit opens after at least 1 failure");
    Shapes.require(pause.compareTo(Duration.ZERO) > 0, "a circuit's pause is above zero");
  }
}
