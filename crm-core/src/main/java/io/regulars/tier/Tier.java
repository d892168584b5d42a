package io.regulars.tier;

import io.regulars.spi.tier.TierCode;
import org.joda.money.Money;

/**
 * One rung of the ladder.
 *
 * @param code its name
 * @param from the spend of the window from which it is held, inclusive
 */
public record Tier(TierCode code, Money from) {

  /** The rung {@code code}, held from a spend of {@code from}. */
  public static Tier of(String code, Money from) {
    return new Tier(TierCode.of(code), from);
  }
}
