package io.regulars.spi.ledger;

/**
 * What an entry does. Over all entries of an account: issued = outstanding + spent + ended +
 * reversed - deficit.
 */
public enum EntryKind {
  /** Issued by a rule, on a visit. Positive. */
  EARNED,
  /** Issued by a person, with a reason, or forgiven when a sale was taken back. Positive. */
  GRANTED,
  /** Paid for by the customer: a top-up, a course card, points owed in money. Positive. */
  BOUGHT,
  /** Spent by the customer. Negative. */
  SPENT,
  /** Spent before, and back where it came from: the sale was taken back. Positive. */
  RESTORED,
  /** Its lot ended. Negative. */
  ENDED,
  /** Taken back because what earned it was taken back. Negative. */
  REVERSED,
  /** Taken away by a person, with a reason; counts as reversed. Negative. */
  WITHDRAWN,
  /**
   * One of a pair that sums to zero: value moved between lots, or between a lot and the deficit, so
   * that one can be reversed or the other be paid.
   */
  COVERED,
  /** Went to another customer's file, negative, or came from there, positive. */
  TRANSFERRED,
  /** One of a pair that sums to zero: a part of a lot was set aside. */
  HELD,
  /** One of a pair that sums to zero: what was set aside came back. */
  RELEASED,
  /** One of a pair that sums to zero: what is left of a lot has another end now. */
  MOVED;

  /** Whether it is something new on the account: earned, granted, bought. */
  public boolean isCredit() {
    return switch (this) {
      case EARNED, GRANTED, BOUGHT -> true;
      case SPENT, RESTORED, ENDED, REVERSED, WITHDRAWN, COVERED, TRANSFERRED -> false;
      case HELD, RELEASED, MOVED -> false;
    };
  }
}
