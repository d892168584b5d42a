package io.regulars.spi;

import java.util.regex.Pattern;

/**
 * A telephone number in E.164 form ({@code +8613800138000}), by which one customer of a merchant is
 * found. The library normalises what people type before it makes one of these.
 *
 * @param e164 a plus sign and 7 to 15 digits, the first not zero (ITU-T E.164)
 */
public record PhoneNumber(String e164) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /**
   * Refuses anything that is not E.164 with {@link InvalidValueException}, without repeating it.
   */
  public PhoneNumber {
    Shapes.require(
        E164.matcher(e164).matches(),
        "not an E.164 number (a plus sign and 7 to 15 digits); normalise it first");
  }

  /** The number with this E.164 form. */
  public static PhoneNumber of(String e164) {
    return new PhoneNumber(e164);
  }

  /** All but the last four digits hidden: fit for a log line, unlike {@link #e164()}. */
  @Override
  public String toString() {
    return "***" + e164.substring(e164.length() - 4);
  }
}
