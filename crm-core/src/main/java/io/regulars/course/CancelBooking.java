package io.regulars.course;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** The customer cancels a booking; whether that is late is for the program to say. */
@Value.Immutable
@RegularsStyle
public interface CancelBooking {

  /** Whose sessions are reserved. */
  CustomerId customer();

  /** The host's number of the booking; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String booking();

  /**
   * When the appointment was to begin, as the host knows it: a reservation keeps no appointment, so
   * this alone decides what is late, and stays on the statement.
   */
  Instant appointment();

  /**
   * When the customer cancelled; now unless told, not in the future. Whoever cancels is trusted
   * with it, and the statement says who that was.
   */
  Optional<Instant> at();

  /** The host's key of this command; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableCancelBooking.Builder builder() {
    return ImmutableCancelBooking.builder();
  }
}
