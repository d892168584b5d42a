package io.regulars.spi.outbox;

import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A message, written in the commit that caused it; a planned touch is a pending one whose first
 * attempt lies ahead. It holds no name and no address: both are read at the moment of sending,
 * together with the consent. A task for staff is a message too, on {@link ChannelKind#TASK}.
 */
@Value.Immutable
@RegularsStyle
public interface OutboxMessage {

  /** The tenant. */
  MerchantId merchant();

  /** Stays whatever channel it is tried on, and however often a person sends it again. */
  MessageId id();

  /** 1 when written, one more with every change; what compare-and-set compares. */
  @Value.Default
  default int version() {
    return 1;
  }

  /** Whom it is to, or whom a message to staff is about; empty: nobody on file. */
  Optional<CustomerId> customer();

  /** To whom; to the {@link #customer()} unless told. */
  @Value.Default
  default Recipient to() {
    return Recipient.customer(
        customer()
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        "a message is to nobody; give it a customer or a member of staff")));
  }

  /** By which channel. */
  ChannelKind channel();

  /** Where else it may go if that channel refuses it or may not be used, in order. */
  List<ChannelKind> fallbacks();

  /** What for. */
  Purpose purpose();

  /** How urgent; {@link Priority#NORMAL} unless told. */
  @Value.Default
  default Priority priority() {
    return Priority.NORMAL;
  }

  /** The template as the rule, and its figures, of which one may be the secret of a link. */
  @Value.Redacted
  Explanation content();

  /** What it is about. */
  Optional<About> about();

  /** The instant of what it tells. */
  Instant occurredAt();

  /** When it was written. */
  Instant createdAt();

  /**
   * From when on it is of no use any more and is not sent; empty: never. Words that promise this
   * instant are sent without the promise from then on.
   */
  Optional<Instant> expiresAt();

  /** Until when a task is to be done; every task has it. */
  Optional<Instant> dueAt();

  /** Where it stands. */
  @Value.Default
  default DeliveryStatus status() {
    return DeliveryStatus.PENDING;
  }

  /** How often a channel was tried, since it was written or sent again by a person. */
  @Value.Default
  default int attempts() {
    return 0;
  }

  /** While pending: not to be tried before. Afterwards: when it was sent, or was found to end. */
  Instant nextAttemptAt();

  /** Why it waits or ended: a code of ours, or what the channel said; at most 500 characters. */
  Optional<String> lastReason();

  /** The number under which the provider of {@link #channel()} took it; at most 200 characters. */
  Optional<String> reference();

  /** What people did to it, oldest first, each under another key; at most 100 times. */
  List<Handling> handled();

  /** Counts, lengths, and that the parts agree. */
  @Value.Check
  default void check() {
    Shapes.require(version() >= 1, "versions are counted from 1");
    Shapes.require(attempts() >= 0, "attempts are not negative");
    Shapes.require(
        lastReason().map(String::length).orElse(0) <= 500, "a reason has at most 500 characters");
    Shapes.require(
        reference().map(String::length).orElse(0) <= 200,
        "a provider's reference has at most 200 characters");
    Shapes.require(handled().size() <= 100, "a message is handled at most 100 times");
    Shapes.require(
        !(to() instanceof Recipient.OfCustomer of)
            || customer().filter(of.customer()::equals).isPresent(),
        "a message to one customer names another");
    Shapes.require(
        dueAt().isPresent() || !channel().equals(ChannelKind.TASK), "a task has no due time");
  }

  /** A builder with nothing set. */
  static ImmutableOutboxMessage.Builder builder() {
    return ImmutableOutboxMessage.builder();
  }
}
