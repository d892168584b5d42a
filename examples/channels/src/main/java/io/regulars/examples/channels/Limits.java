package io.regulars.examples.channels;

import io.regulars.spi.Shapes;
import java.time.Duration;

/** Checks of what the builders are given. */
final class Limits {

  /** A pass begins no attempt when less is left of its claim; none may take longer. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Limits() {}

  /** {@code time} if it is at least a millisecond and at most two minutes. */
  static Duration checked(String what, Duration time) {
    Shapes.require(
        time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(LONGEST) <= 0,
        what + " of " + time + " is not between a millisecond and " + LONGEST);
    return time;
  }
}
