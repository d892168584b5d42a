package io.regulars.spi.customer;

import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * What a customer said about being contacted on a channel (domain id C5): yes or no, for one
 * purpose or for all, with when, by whom it was taken down, and how.
 *
 * @param channel by what
 * @param purpose what for; empty: for every purpose that has no consent of its own
 * @param given true: agreed; false: forbidden, or agreed once and withdrawn
 * @param at when it was said; empty: when the profile is stored, which is then put here
 * @param by who took it down; empty: nobody, as when the customer clicked a link
 * @param how such as {@code form} or {@code reply STOP}; 1 to 64 characters
 */
public record Consent(
    ChannelKind channel,
    Optional<Purpose> purpose,
    boolean given,
    Optional<Instant> at,
    Optional<StaffId> by,
    Optional<String> how) {

  /** Refuses a blank, padded or over-long {@code how}. */
  public Consent {
    how.ifPresent(text -> Shapes.code("Consent.how", text, 64));
  }

  /** Agrees to everything on this channel. */
  public static Consent to(ChannelKind channel) {
    return said(channel, Optional.empty(), true);
  }

  /** Agrees to this purpose on this channel. */
  public static Consent to(ChannelKind channel, Purpose purpose) {
    return said(channel, Optional.of(purpose), true);
  }

  /** Forbids this channel altogether, but for purposes that are agreed to by themselves. */
  public static Consent never(ChannelKind channel) {
    return said(channel, Optional.empty(), false);
  }

  /** Forbids this purpose on this channel. */
  public static Consent never(ChannelKind channel, Purpose purpose) {
    return said(channel, Optional.of(purpose), false);
  }

  private static Consent said(ChannelKind channel, Optional<Purpose> purpose, boolean given) {
    return new Consent(
        channel, purpose, given, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, with how it was said. */
  public Consent how(String how) {
    return new Consent(channel, purpose, given, at, by, Optional.of(how));
  }

  /** The same, with when it was said and who took it down. */
  public Consent taken(Instant at, Optional<StaffId> by) {
    return new Consent(channel, purpose, given, Optional.of(at), by, how);
  }

  /** Whether the other one says the same of the same, whenever and however. */
  public boolean saysSameAs(Consent other) {
    return channel.equals(other.channel) && purpose.equals(other.purpose) && given == other.given;
  }
}
