package io.regulars.spi.feedback;

import java.util.UUID;

/**
 * An answer of one merchant's customers; made by the library when it is recorded.
 *
 * @param value a time-ordered UUID (version 7) when the library made it; any UUID is accepted
 */
public record FeedbackId(UUID value) {

  /** The id with this value. */
  public static FeedbackId of(UUID value) {
    return new FeedbackId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
