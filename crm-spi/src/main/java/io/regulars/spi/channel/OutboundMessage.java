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

  /** The same at every attempt: show a message of an id already shown to nobody. */
  MessageId id();

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
