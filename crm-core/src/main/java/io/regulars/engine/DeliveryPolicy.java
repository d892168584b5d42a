package io.regulars.engine;

import io.regulars.spi.Shapes;
import java.time.Duration;

/**
 * How often and when a message is tried again: after {@code firstDelay}, then twice as long each
 * time, at most {@code maxDelay}; the dead letter after {@code maxAttempts}.
 *
 * @param maxAttempts attempts in all, at least 1
 * @param firstDelay wait after the first failed attempt; above zero
 * @param maxDelay longest wait; at most 365 days
 */
public record DeliveryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

  private static final Duration LONGEST = Duration.ofDays(365);

  /** 8 attempts, from 1 minute to 6 hours: given up after about two hours of failure. */
  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(8, Duration.ofMinutes(1), Duration.ofHours(6));

  /** Refuses a policy that never attempts, or never waits. */
  public DeliveryPolicy {
    Shapes.require(maxAttempts >= 1, "maxAttempts is at least 1");
    Shapes.require(
        firstDelay.compareTo(Duration.ZERO) > 0
            && firstDelay.compareTo(maxDelay) <= 0
            && maxDelay.compareTo(LONGEST) <= 0,
        "firstDelay of "
            + firstDelay
            + " is not above zero and at most maxDelay of "
            + maxDelay
            + ", or that is longer than 365 days");
  }

  /** The wait after {@code attempts} failed ones. */
  Duration delayAfter(int attempts) {
    Duration delay = firstDelay.multipliedBy(1L << Math.min(attempts - 1, 20));
    return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
  }
}
