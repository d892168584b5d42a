package io.regulars.spi;

/**
 * One shop of a merchant, by the host's own code.
 *
 * @param value 1 to 64 characters, no blanks at either end, no slash
 */
public record StoreId(String value) {

  /** Refuses a blank, padded or over-long value with {@link InvalidValueException}. */
  public StoreId {
    Shapes.code("StoreId", value, 64);
    Shapes.require(value.indexOf('/') < 0, "StoreId holds a slash, which separates it in keys");
  }

  /** The id as the host wrote it. */
  public static StoreId of(String value) {
    return new StoreId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
