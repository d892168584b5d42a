package io.regulars.examples.channels;

import io.regulars.spi.channel.SendOutcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a channel has shown lately and what it is about to show, for providers that do not know a
 * message again by themselves. Kept in memory, the keys of the latest {@code capacity} sendings:
 * after a restart it knows nothing, and what then arrives twice is told apart by the reader's side.
 * Thread-safe.
 */
final class RecentMessages {

  private final Map<String, SendOutcome> shown;
  private final Set<String> underWay = new HashSet<>();

  /** Remembers {@code capacity} sendings. */
  RecentMessages(int capacity) {
    this.shown =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, SendOutcome> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Answers for a sending shown already as it was answered then; tries later one that another
   * thread is showing; else makes the attempt.
   *
   * @param key {@link io.regulars.spi.channel.OutboundMessage#sendingKey}: a mail that bounced and
   *     was sent again by a person is another sending, and goes out again
   */
  SendOutcome once(String key, Supplier<SendOutcome> attempt) {
    synchronized (this) {
      SendOutcome earlier = shown.get(key);
      if (earlier != null) {
        return earlier;
      }
      if (!underWay.add(key)) {
        return SendOutcome.retryLater("another thread is sending it");
      }
    }
    SendOutcome outcome = SendOutcome.retryLater("not sent");
    try {
      outcome = attempt.get();
      return outcome;
    } finally {
      settle(key, outcome);
    }
  }

  private synchronized void settle(String key, SendOutcome outcome) {
    underWay.remove(key);
    if (outcome instanceof SendOutcome.Delivered) {
      shown.put(key, outcome);
    }
  }
}
