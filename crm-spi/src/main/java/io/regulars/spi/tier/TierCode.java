package io.regulars.spi.tier;

import io.regulars.spi.Shapes;

/**
 * A rung of a merchant's ladder, such as {@code none}, {@code silver}, {@code gold}.
 *
 * @param value 1 to 32 characters
 */
public record TierCode(String value) {

  /** Refuses a blank, padded or over-long code. */
  public TierCode {
    Shapes.code("TierCode", value, 32);
  }

  /** The rung of this name. */
  public static TierCode of(String value) {
    return new TierCode(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
