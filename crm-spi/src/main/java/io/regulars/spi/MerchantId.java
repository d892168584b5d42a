package io.regulars.spi;

/**
 * The tenant: one business, be it a single shop or a chain's head office. Leads every key and
 * index.
 *
 * @param value 1 to 64 characters, no blanks at either end
 */
public record MerchantId(String value) {

  /** Refuses a blank, padded or over-long value with {@link InvalidValueException}. */
  public MerchantId {
    Shapes.code("MerchantId", value, 64);
  }

  /** The id as the host wrote it. */
  public static MerchantId of(String value) {
    return new MerchantId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
