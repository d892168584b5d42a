package io.regulars.spi;

import java.math.BigInteger;

/**
 * Sharing a whole number out so that nothing is lost: the shares of rising parts are differences of
 * {@link #of}, and therefore add up to exactly the amount.
 */
public final class Shares {

  private Shares() {}

  /**
   * {@code floor(amount x part / whole)}, exact also where the product is beyond a {@code long}.
   *
   * @param amount what is shared out, not negative
   * @param part up to where, 0 to {@code whole}
   * @param whole above zero
   */
  public static long of(long amount, long part, long whole) {
    Shapes.require(
        amount >= 0 && part >= 0 && part <= whole && whole > 0, "a share is a part of a whole");
    if (part == whole) {
      return amount;
    }
    if (Math.multiplyHigh(amount, part) == 0 && amount * part >= 0) {
      return amount * part / whole;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
