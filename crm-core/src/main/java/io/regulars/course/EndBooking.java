package io.regulars.course;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** A booking is over without a visit. */
@Value.Immutable
@RegularsStyle
public interface EndBooking {

  /** Whose sessions are reserved. */
  CustomerId customer();

  /** The host's number of the booking; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String booking();

  /** The host's key of this command; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableEndBooking.Builder builder() {
    return ImmutableEndBooking.builder();
  }
}
