package io.regulars.spi.complaint;

/** Where a case stands. Whether it waits for the customer is told beside it. */
public enum CaseState {
  /** On record, nobody's yet. */
  OPEN,
  /** Somebody's. */
  ASSIGNED,
  /** The customer has been answered for the first time. */
  ACKNOWLEDGED,
  /** What happened is being looked into. */
  INVESTIGATING,
  /** It is known what happened. */
  INVESTIGATED,
  /** A solution was proposed to the customer. */
  PROPOSED,
  /** The customer asked for another one. */
  NEGOTIATING,
  /** The customer took the solution. */
  AGREED,
  /** The solution was carried out, its compensation booked. */
  RESOLVED,
  /** The customer was asked whether all is well now. */
  FOLLOWED_UP,
  /** Over, its root cause on record. */
  CLOSED,
  /** The customer took the complaint back, or never answered. */
  WITHDRAWN,
  /** A duplicate: it goes on in another case. */
  MERGED;

  /** Whether somebody still has to do something. */
  public boolean isOpen() {
    return compareTo(CLOSED) < 0;
  }
}
