package io.regulars.spi;

import java.util.UUID;

/**
 * A message in the outbox; the same at all of its attempts and sendings.
 *
 * @param value a time-ordered UUID (version 7) when the library made it; any UUID is accepted
 */
public record MessageId(UUID value) {

  /** The id with this value. */
  public static MessageId of(UUID value) {
    return new MessageId(value);
  }

  /** Reads the canonical 36-character form; anything else is an {@link InvalidValueException}. */
  public static MessageId parse(String text) {
    try {
      return new MessageId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("MessageId is no UUID; give its 36-character form");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
