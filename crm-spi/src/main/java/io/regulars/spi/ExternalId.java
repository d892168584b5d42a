package io.regulars.spi;

/**
 * A customer's number in another system: the POS product's own key, a membership card or QR code, a
 * WeChat open id. One external id finds at most one customer of a merchant.
 *
 * @param system who issued it, such as {@code pos}, {@code card}, {@code wechat}; 1 to 32
 *     characters
 * @param value the number there, compared exactly (case included); 1 to 128 characters
 */
public record ExternalId(String system, String value) {

  /** Refuses blank, padded or over-long parts with {@link InvalidValueException}. */
  public ExternalId {
    Shapes.code("ExternalId.system", system, 32);
    Shapes.code("ExternalId.value", value, 128);
  }

  /** The system alone: the value may be an address, such as an e-mail address or a WeChat id. */
  @Override
  public String toString() {
    return system + ":***";
  }

  /** The external id {@code value} issued by {@code system}. */
  public static ExternalId of(String system, String value) {
    return new ExternalId(system, value);
  }
}
