package io.regulars.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void waits_double_up_to_the_longest() {
    RetryPolicy policy = new RetryPolicy(9, Duration.ofNanos(100), Duration.ofNanos(1_000));
    assertEquals(100, policy.bound(1));
    assertEquals(800, policy.bound(4));
    assertEquals(1_000, policy.bound(5));
    assertEquals(1_000, policy.bound(Integer.MAX_VALUE));
  }

  @Test
  void the_longest_waits_there_may_be_do_not_overflow() {
    RetryPolicy policy = new RetryPolicy(9, RetryPolicy.LONGEST, RetryPolicy.LONGEST);
    for (int failed = 1; failed < 100; failed++) {
      assertEquals(RetryPolicy.LONGEST.toNanos(), policy.bound(failed));
    }
  }

  @Test
  void a_wait_that_nobody_would_wait_for_is_refused() {
    Duration absurd = Duration.ofDays(365_000);
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> new RetryPolicy(9, Duration.ofDays(1), absurd));
    assertTrue(e.getMessage().contains("at most PT1H"), e.getMessage());
  }
}
