package io.regulars.spi.channel;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.RegularsStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** What a channel is given to send. Address and text are redacted in {@code toString}. */
@Value.Immutable
@RegularsStyle
public interface OutboundMessage {

  /** Which message; the same at every sending, by whatever channel. */
  MessageId id();

  /** 1, and one more each time a person sent the message again, from 1 to 101. */
  @Value.Default
  default int sending() {
    return 1;
  }

  /**
   * What a channel knows this sending again by: the same at every attempt of it, and another one on
   * each channel and each time a person sends the message again. Show what has been shown under
   * this key already to nobody. Id, channel and number of the sending, joined by full stops; at
   * most 73 characters.
   */
  @Value.Derived
  default String sendingKey() {
    return id() + "." + channel() + "." + sending();
  }

  /** On whose behalf. */
  MerchantId merchant();

  /** To whom, or whom a message to staff is about; empty: nobody on file. */
  Optional<CustomerId> customer();

  /** What for. */
  Purpose purpose();

  /** By what. */
  ChannelKind channel();

  /**
   * Where to: the first phone in E.164 for {@code sms} and {@code phone}, the customer's external
   * id of the system named like the channel for every other kind; for staff what {@link
   * StaffAddresses} says.
   */
  @Value.Redacted
  String address();

  /** The language of {@link #text()}. */
  Locale language();

  /** Ready to show. */
  @Value.Redacted
  String text();

  /** Code of the template, for gateways that only send registered ones. */
  String template();

  /** What the text may show, in order: merchant, customer, then the rule's figures. */
  @Value.Redacted
  List<String> figures();

  /** The same by name, such as {@code merchant} and {@code customer}. */
  @Value.Redacted
  Map<String, String> variables();

  /** A builder with nothing set. */
  static ImmutableOutboundMessage.Builder builder() {
    return ImmutableOutboundMessage.builder();
  }
}
