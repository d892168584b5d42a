package io.regulars.ledger;

/**
 * What becomes of value that is to be taken back and was spent, and at which price if it is sold.
 *
 * @param policy what the program says
 * @param price in words that the plan can read again, kept with what is sold, so that it is bought
 *     back at the price it was sold at; empty unless {@link Shortfall#CASH_OWED}
 */
public record ShortfallTerms(Shortfall policy, String price) {

  /** A deficit. */
  public static final ShortfallTerms DEFICIT = of(Shortfall.DEFICIT);

  /** Without a price. */
  public static ShortfallTerms of(Shortfall policy) {
    return new ShortfallTerms(policy, "");
  }
}
