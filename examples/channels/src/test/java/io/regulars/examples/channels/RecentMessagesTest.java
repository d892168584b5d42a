package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.channel.SendOutcome;
import org.junit.jupiter.api.Test;

/** What is remembered, and for how long. */
final class RecentMessagesTest {

  private final RecentMessages recent = new RecentMessages(2);
  private int attempts;

  @Test
  void theLatestAreRememberedAndNoMore() {
    show(1);
    show(2);
    show(1);
    assertEquals(2, attempts);
    show(3);
    show(1);
    assertEquals(4, attempts);
  }

  @Test
  void whatFailedIsTriedAgain() {
    recent.once("1", () -> SendOutcome.retryLater("busy"));
    recent.once("1", () -> SendOutcome.refusedForGood("no"));
    assertThrows(
        IllegalStateException.class,
        () ->
            recent.once(
                "1",
                () -> {
                  throw new IllegalStateException("lost");
                }));
    show(1);
    assertEquals(1, attempts);
  }

  @Test
  void whatIsUnderWayIsTriedLater() {
    recent.once(
        "1",
        () -> {
          assertInstanceOf(SendOutcome.RetryLater.class, recent.once("1", SendOutcome::delivered));
          return SendOutcome.delivered();
        });
  }

  private void show(long n) {
    recent.once(
        Long.toString(n),
        () -> {
          attempts++;
          return SendOutcome.delivered();
        });
  }
}
