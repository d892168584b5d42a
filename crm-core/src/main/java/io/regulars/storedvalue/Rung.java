package io.regulars.storedvalue;

import io.regulars.spi.InvalidProgramException;
import org.joda.money.Money;

/**
 * One rung of the bonus ladder: charge 1,000, get 100.
 *
 * @param charge from which top-up on, inclusive; above zero
 * @param bonus what is given on top of it, above zero, in the same currency
 */
public record Rung(Money charge, Money bonus) {

  /** Refuses amounts that are not above zero, and two currencies. */
  public Rung {
    if (!charge.isPositive()
        || !bonus.isPositive()
        || !charge.getCurrencyUnit().equals(bonus.getCurrencyUnit())) {
      throw new InvalidProgramException(
          "charge "
              + charge
              + ", get "
              + bonus
              + ": both are above zero, in one currency; leave a rung without bonus out");
    }
  }
}
