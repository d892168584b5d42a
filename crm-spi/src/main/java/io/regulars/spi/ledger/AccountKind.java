package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;

/**
 * What an account counts. The constants are the library's; a host adds its own by name, without a
 * schema change.
 *
 * @param code 1 to 32 characters
 */
public record AccountKind(String code) {

  /** Points (积分), whole numbers, spendable. */
  public static final AccountKind POINTS = new AccountKind("points");

  /**
   * Qualifying spend of the tier window, in minor units of the merchant's currency; never spent.
   */
  public static final AccountKind SPEND = new AccountKind("spend");

  /** Refuses a blank, padded or over-long code. */
  public AccountKind {
    Shapes.code("AccountKind", code, 32);
  }

  /** The kind of this code. */
  public static AccountKind of(String code) {
    return new AccountKind(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
