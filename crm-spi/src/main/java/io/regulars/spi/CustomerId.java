package io.regulars.spi;

import java.util.UUID;

/**
 * A customer of one merchant; made by the library at registration.
 *
 * @param value a time-ordered UUID (version 7) when the library made it; any UUID is accepted
 */
public record CustomerId(UUID value) {

  /** The id with this value. */
  public static CustomerId of(UUID value) {
    return new CustomerId(value);
  }

  /** Reads the canonical 36-character form; anything else is an {@link InvalidValueException}. */
  public static CustomerId parse(String text) {
    try {
      return new CustomerId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("CustomerId is no UUID; give its 36-character form");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
