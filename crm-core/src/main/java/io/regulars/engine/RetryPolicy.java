package io.regulars.engine;

import io.regulars.spi.Shapes;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How often a command is decided again when storage says its reading went stale or that the failure
 * will pass, and how long it waits in between: at random between nothing and {@code firstDelay *
 * 2^n}, at most {@code maxDelay} ("full jitter", so that rivals do not meet again).
 *
 * @param maxAttempts decisions in all, at least 1
 * @param firstDelay upper bound of the first wait
 * @param maxDelay upper bound of every wait, at most {@link #LONGEST}
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

  /** The longest a command may be made to wait at once: an hour. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** 20 attempts, waits of up to 1 ms growing to 50 ms: 0.7 seconds of waiting at the worst. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(20, Duration.ofMillis(1), Duration.ofMillis(50));

  /** Refuses a policy that never attempts or waits negatively. */
  public RetryPolicy {
    Shapes.require(maxAttempts >= 1, "maxAttempts is at least 1");
    Shapes.require(
        !firstDelay.isNegative() && firstDelay.compareTo(maxDelay) <= 0,
        "firstDelay is between zero and maxDelay");
    Shapes.require(
        maxDelay.compareTo(LONGEST) <= 0,
        "maxDelay is " + maxDelay + "; give at most " + LONGEST + ", somebody waits at the till");
  }

  /** Waits before the attempt after {@code failed} failed ones. */
  void pause(int failed) {
    long bound = bound(failed);
    if (bound > 0) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound + 1));
    }
  }

  /** The longest wait after {@code failed} failed attempts, in nanoseconds. */
  long bound(int failed) {
    return Math.min(maxDelay.toNanos(), firstDelay.toNanos() << Math.min(failed - 1, 20));
  }
}
