package io.regulars.spi.complaint;

import io.regulars.spi.InvalidValueException;
import java.util.UUID;

/**
 * A complaint's case of one merchant; made by the library when it is opened.
 *
 * @param value a time-ordered UUID (version 7) when the library made it; any UUID is accepted
 */
public record CaseId(UUID value) {

  /** The id with this value. */
  public static CaseId of(UUID value) {
    return new CaseId(value);
  }

  /** Reads the canonical 36-character form; anything else is an {@link InvalidValueException}. */
  public static CaseId parse(String text) {
    try {
      return new CaseId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("CaseId is no UUID; give its 36-character form");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
