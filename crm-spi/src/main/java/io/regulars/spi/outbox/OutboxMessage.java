package io.regulars.spi.outbox;

import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.channel.ChannelKind;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A message to a customer, written in the commit that caused it. It holds no name and no address:
 * both are read from the file at the moment of sending, together with the consent.
 */
@Value.Immutable
@RegularsStyle
public interface OutboxMessage {

  /** The tenant. */
  MerchantId merchant();

  /** The id a channel de-duplicates by. */
  MessageId id();

  /** To whom. */
  CustomerId customer();

  /** By which channel. */
  ChannelKind channel();

  /** The template as the rule, and its figures. */
  Explanation content();

  /** The instant of what it tells. */
  Instant occurredAt();

  /** When it was written. */
  Instant createdAt();

  /** Where it stands. */
  @Value.Default
  default DeliveryStatus status() {
    return DeliveryStatus.PENDING;
  }

  /** How often it was tried; rises by one with every settlement. */
  @Value.Default
  default int attempts() {
    return 0;
  }

  /** While pending: not to be tried before. */
  Instant nextAttemptAt();

  /** What the channel said at the last attempt; at most 500 characters. */
  Optional<String> lastReason();

  /** Attempts are counted from 0. */
  @Value.Check
  default void check() {
    Shapes.require(attempts() >= 0, "attempts are not negative");
    Shapes.require(
        lastReason().map(String::length).orElse(0) <= 500, "a reason has at most 500 characters");
  }

  /** A builder with nothing set. */
  static ImmutableOutboxMessage.Builder builder() {
    return ImmutableOutboxMessage.builder();
  }
}
