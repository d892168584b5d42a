package io.regulars.complaint;

import io.regulars.spi.InvalidProgramException;
import java.time.Duration;

/**
 * One step of the escalation of a clock.
 *
 * @param after how long after the deadline, in the time the clock counts; zero: at the deadline
 * @param to who is told
 */
public record Rung(Duration after, Rank to) {

  /** Refuses a rung before the deadline, or that nobody lives to see. */
  public Rung {
    if (after.isNegative()) {
      throw new InvalidProgramException(
          "a rung " + after + " after the deadline is before it; warn instead");
    }
    if (after.compareTo(ClockTarget.LONGEST) > 0) {
      throw new InvalidProgramException(
          "a rung "
              + after
              + " after the deadline is never climbed; give at most "
              + ClockTarget.LONGEST);
    }
  }

  /** A rung at the deadline. */
  public static Rung at(Rank to) {
    return new Rung(Duration.ZERO, to);
  }

  /** A rung {@code after} the deadline. */
  public static Rung after(Duration after, Rank to) {
    return new Rung(after, to);
  }
}
