package io.regulars.storedvalue;

import org.joda.money.Money;

/**
 * What a customer has stored, principal and bonus apart.
 *
 * @param principal what was paid for and can be used now
 * @param bonus what was given and can be used now
 * @param principalHeld what was paid for and is set aside: frozen, reserved
 * @param bonusHeld what was given and is set aside
 */
public record StoredValue(Money principal, Money bonus, Money principalHeld, Money bonusHeld) {

  /** What can be used now in all. */
  public Money available() {
    return principal.plus(bonus);
  }
}
