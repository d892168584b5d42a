package io.regulars.spi;

/**
 * The version of a merchant's program under which a line was made. The program itself is
 * crm-core's; what crosses into storage is this name, so that an explanation stays true after the
 * program changed.
 *
 * @param value 1 to 64 characters
 */
public record ProgramVersion(String value) {

  /** Refuses a blank, padded or over-long value with {@link InvalidValueException}. */
  public ProgramVersion {
    Shapes.code("ProgramVersion", value, 64);
  }

  /** The version of this name. */
  public static ProgramVersion of(String value) {
    return new ProgramVersion(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
