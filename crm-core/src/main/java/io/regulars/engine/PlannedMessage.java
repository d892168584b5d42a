package io.regulars.engine;

import io.regulars.spi.Explanation;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A message a rule wants to go out, about the customer of the draft. */
@Value.Immutable
@RegularsStyle
public interface PlannedMessage {

  /** To whom; empty: to the customer. */
  Optional<Recipient> to();

  /** By which channels, the preferred one first; empty: as the program prefers for the purpose. */
  List<ChannelKind> channels();

  /** What for. */
  Purpose purpose();

  /** How urgent; {@link Priority#NORMAL} unless told. */
  @Value.Default
  default Priority priority() {
    return Priority.NORMAL;
  }

  /** Template and figures, of which one may be the secret of a link. */
  @Value.Redacted
  Explanation content();

  /** What it is about. */
  Optional<About> about();

  /** The instant of what it tells. */
  Instant occurredAt();

  /** Not to be sent before; empty: at once. */
  Optional<Instant> notBefore();

  /** Of no use from then on; empty: as the program says for the purpose. */
  Optional<Instant> expiresAt();

  /** Until when a task is to be done; empty: when it appears on the list. */
  Optional<Instant> dueAt();

  /** A builder with nothing set. */
  static ImmutablePlannedMessage.Builder builder() {
    return ImmutablePlannedMessage.builder();
  }
}
