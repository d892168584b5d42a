package io.regulars.spi;

/**
 * One person who works for the merchant, by the host's own code.
 *
 * @param value 1 to 64 characters, no blanks at either end
 */
public record StaffId(String value) {

  /** Refuses a blank, padded or over-long value with {@link InvalidValueException}. */
  public StaffId {
    Shapes.code("StaffId", value, 64);
  }

  /** The id as the host wrote it. */
  public static StaffId of(String value) {
    return new StaffId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
