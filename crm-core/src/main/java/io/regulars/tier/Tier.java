package io.regulars.tier;

import io.regulars.spi.tier.TierCode;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One rung of the ladder.
 *
 * @param code its name
 * @param from what it is held from, inclusive: minor units of spend, or growth value
 * @param currency the currency of a spend; empty for growth value
 */
public record Tier(TierCode code, long from, Optional<CurrencyUnit> currency) {

  /** The rung {@code code}, held from a spend of {@code from} in the window. */
  public static Tier of(String code, Money from) {
    return new Tier(
        TierCode.of(code), from.getAmountMinorLong(), Optional.of(from.getCurrencyUnit()));
  }

  /** The rung {@code code}, held from a growth value of {@code from}. */
  public static Tier of(String code, long from) {
    return new Tier(TierCode.of(code), from, Optional.empty());
  }

  /** What it is held from, as it is told: an amount of money, or a number. */
  String threshold() {
    return currency.map(unit -> Money.ofMinor(unit, from).toString()).orElse(Long.toString(from));
  }
}
