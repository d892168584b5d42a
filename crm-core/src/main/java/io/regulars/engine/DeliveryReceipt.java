package io.regulars.engine;

import io.regulars.spi.MessageId;
import io.regulars.spi.Shapes;
import io.regulars.spi.channel.ChannelKind;
import java.util.Optional;

/**
 * What a provider tells afterwards of a message it took.
 *
 * @param channel on which it was sent
 * @param message which, by our id; or
 * @param reference which, by the provider's; exactly one of the two
 * @param kind what became of it
 * @param reason why it failed; no personal data
 */
public record DeliveryReceipt(
    ChannelKind channel,
    Optional<MessageId> message,
    Optional<String> reference,
    Kind kind,
    Optional<String> reason) {

  /** What became of it. */
  public enum Kind {
    /** It arrived. */
    DELIVERED,
    /** It was read. */
    READ,
    /**
     * It did not arrive and will not. By our id it counts until a person sends the message again;
     * after that by the reference of the last sending only.
     */
    FAILED
  }

  /** Refuses a receipt of no message, or of two. */
  public DeliveryReceipt {
    Shapes.require(
        message.isPresent() != reference.isPresent(),
        "a receipt names its message by our id or by the provider's reference, not both");
  }

  /** Of the message with our id. */
  public static DeliveryReceipt of(ChannelKind channel, MessageId message, Kind kind) {
    return new DeliveryReceipt(
        channel, Optional.of(message), Optional.empty(), kind, Optional.empty());
  }

  /** Of the message with the provider's reference. */
  public static DeliveryReceipt of(ChannelKind channel, String reference, Kind kind) {
    return new DeliveryReceipt(
        channel, Optional.empty(), Optional.of(reference), kind, Optional.empty());
  }
}
