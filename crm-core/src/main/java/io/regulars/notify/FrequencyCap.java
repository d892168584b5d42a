package io.regulars.notify;

import io.regulars.engine.Periods;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Duration;
import java.util.Set;
import org.immutables.value.Value;

/** How many messages one customer is sent at most in any period of a length. */
@Value.Immutable
@RegularsStyle
public interface FrequencyCap {

  /** What becomes of a message that would be one too many. */
  enum Then {
    /** It waits until the oldest of the others is out of the period. */
    HOLD,
    /** It is withheld for good. */
    WITHHOLD
  }

  /** Messages for these purposes count; empty: care, surveys and marketing. */
  Set<Purpose> purposes();

  /** Messages on these channels count; empty: all. */
  Set<ChannelKind> channels();

  /** How many; 0: none at all. */
  int most();

  /** How long the period is; above zero, at most 100 years. */
  Duration per();

  /** What becomes of one too many; it waits unless told. With 0, nothing is sent at all. */
  @Value.Default
  default Then then() {
    return Then.HOLD;
  }

  /** Refuses a negative number, an empty period, and a cap on what has none. */
  @Value.Check
  default void check() {
    if (most() < 0 || Periods.checked("the period of a cap", per()).isZero()) {
      throw new InvalidProgramException(
          "a cap of " + most() + " per " + per() + "; 0 or more per a period above zero");
    }
    if (purposes().contains(Purpose.TRANSACTIONAL) || purposes().contains(Purpose.STAFF)) {
      throw new InvalidProgramException(
          "a cap on " + purposes() + "; TRANSACTIONAL and STAFF have no caps, leave them out");
    }
  }

  /** Whether a message for this purpose on this channel counts. */
  default boolean covers(Purpose purpose, ChannelKind channel) {
    boolean counted =
        purposes().isEmpty()
            ? purpose != Purpose.TRANSACTIONAL && purpose != Purpose.STAFF
            : purposes().contains(purpose);
    return counted && (channels().isEmpty() || channels().contains(channel));
  }

  /** Whether this message counts. */
  default boolean covers(OutboxMessage message) {
    return message.to() instanceof Recipient.OfCustomer
        && covers(message.purpose(), message.channel());
  }

  /** A builder with nothing set. */
  static ImmutableFrequencyCap.Builder builder() {
    return ImmutableFrequencyCap.builder();
  }
}
