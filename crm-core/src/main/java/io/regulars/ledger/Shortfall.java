package io.regulars.ledger;

/** What becomes of value that is to be taken back and was spent meanwhile. */
public enum Shortfall {
  /** The account goes into deficit; what becomes available next pays it first. */
  DEFICIT,
  /**
   * The customer owes its price in money, which the till keeps back from the refund: what is
   * missing is sold to the customer.
   */
  CASH_OWED,
  /**
   * The customer may keep what it bought: what is missing is granted, and taken when what it bought
   * comes back too.
   */
  FORGIVEN
}
