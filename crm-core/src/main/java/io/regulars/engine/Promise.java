package io.regulars.engine;

import io.regulars.spi.Explanation;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Words that promise an instant. What they say beside the promise is of use after it, too: from
 * then on the same message goes with the words that promise nothing.
 */
final class Promise {

  /** What is said instead once the promised instant, at which such a message expires, is past. */
  private static final Map<String, String> INSTEAD = Map.of("case.received-by", "case.received");

  private Promise() {}

  /** Whether the message promises the instant at which it expires. */
  static boolean isOne(OutboxMessage message) {
    return message.expiresAt().isPresent() && INSTEAD.containsKey(message.content().rule());
  }

  /** Whether what the message promises cannot be promised any more. */
  static boolean isPast(OutboxMessage message, Instant now) {
    return isOne(message) && isReached(message.expiresAt(), now);
  }

  /** What is said at {@code now}. */
  static Explanation words(OutboxMessage message, Instant now) {
    return isPast(message, now)
        ? Explanation.of(INSTEAD.getOrDefault(message.content().rule(), message.content().rule()))
        : message.content();
  }

  /** Whether {@code end} has come by then; never if there is none. */
  static boolean isReached(Optional<Instant> end, Instant now) {
    return end.filter(at -> !now.isBefore(at)).isPresent();
  }
}
