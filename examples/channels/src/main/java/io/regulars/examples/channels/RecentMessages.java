package io.regulars.examples.channels;

import io.regulars.spi.MessageId;
import io.regulars.spi.channel.SendOutcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a channel has shown lately and what it is about to show, for providers that do not know a
 * message again by themselves. Kept in memory, the latest {@code capacity} ids: after a restart it
 * knows nothing, and what then arrives twice is told apart by the reader's side. Thread-safe.
 */
final class RecentMessages {

  private final Map<MessageId, SendOutcome> shown;
  private final Set<MessageId> underWay = new HashSet<>();

  /** Remembers {@code capacity} messages. */
  RecentMessages(int capacity) {
    this.shown =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<MessageId, SendOutcome> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Answers for a message shown already as it was answered then; tries later one that another
   * thread is showing; else makes the attempt.
   */
  SendOutcome once(MessageId id, Supplier<SendOutcome> attempt) {
    synchronized (this) {
      SendOutcome earlier = shown.get(id);
      if (earlier != null) {
        return earlier;
      }
      if (!underWay.add(id)) {
        return SendOutcome.retryLater("another thread is sending it");
      }
    }
    SendOutcome outcome = SendOutcome.retryLater("not sent");
    try {
      outcome = attempt.get();
      return outcome;
    } finally {
      settle(id, outcome);
    }
  }

  private synchronized void settle(MessageId id, SendOutcome outcome) {
    underWay.remove(id);
    if (outcome instanceof SendOutcome.Delivered) {
      shown.put(id, outcome);
    }
  }
}
