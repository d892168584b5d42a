package io.regulars.complaint;

/** What a customer may be given for having been wronged (domain id Q5). */
public enum CompensationKind {
  /** Points; what: nothing. */
  POINTS,
  /** A coupon of the program; what: its type. */
  COUPON,
  /** Sessions of a course; what: the item. */
  SESSIONS,
  /** The service once more, free; what: the item. */
  SERVICE_AGAIN,
  /** A higher tier for a term; what: the tier, amount: days. */
  TIER,
  /** Money back, paid by the host; amount: minor units. */
  MONEY
}
