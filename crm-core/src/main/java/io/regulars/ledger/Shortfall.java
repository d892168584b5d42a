package io.regulars.ledger;

/** What becomes of value that is to be taken back and was spent meanwhile. */
public enum Shortfall {
  /** The account goes into deficit; what becomes available next pays it first. */
  DEFICIT,
  /** The customer owes its price in money, which the till keeps back from the refund. */
  CASH_OWED,
  /** The customer may keep what it bought. */
  FORGIVEN
}
