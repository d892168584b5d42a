package io.regulars.spi;

import java.util.UUID;

/**
 * A recorded visit; made by the library when the visit is recorded.
 *
 * @param value a time-ordered UUID (version 7) when the library made it; any UUID is accepted
 */
public record VisitId(UUID value) {

  /** The id with this value. */
  public static VisitId of(UUID value) {
    return new VisitId(value);
  }

  /** Reads the canonical 36-character form; anything else is an {@link InvalidValueException}. */
  public static VisitId parse(String text) {
    try {
      return new VisitId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("VisitId is no UUID; give its 36-character form");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
