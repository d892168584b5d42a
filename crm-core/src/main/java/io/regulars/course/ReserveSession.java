package io.regulars.course;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Sessions are reserved for a booking: of the card ending first, then of the one with fewest left.
 */
@Value.Immutable
@RegularsStyle
public interface ReserveSession {

  /** Whose card: the owner's, also if a family member comes. */
  CustomerId customer();

  /** The service; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String item();

  /**
   * The host's number of the booking, by which a visit, a cancellation or a no-show finds what is
   * reserved, and each of them ends it for every service; 1 to 64 characters, not the number of a
   * card.
   */
  @HostKey
  @Size(max = 64)
  String booking();

  /** How many; 1 unless told. */
  @Positive
  @Value.Default
  default long sessions() {
    return 1;
  }

  /** The card they are to be of; any unless told. */
  Optional<@HostKey @Size(max = 64) String> card();

  /** When the reservation lapses by itself; never unless told. Choose it after the appointment. */
  Optional<Instant> until();

  /** The host's key of this command; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableReserveSession.Builder builder() {
    return ImmutableReserveSession.builder();
  }
}
