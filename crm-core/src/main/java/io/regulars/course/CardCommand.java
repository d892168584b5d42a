package io.regulars.course;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import jakarta.validation.constraints.Size;

/** What every command on one course card names. */
public interface CardCommand {

  /** Whose card. */
  CustomerId customer();

  /** The service it is for; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String item();

  /**
   * The number of the card, 1 to 64 characters: unique among the customer's open cards for the
   * service, and not the number of a booking.
   */
  @HostKey
  @Size(max = 64)
  String card();

  /** The host's key of this command; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();
}
