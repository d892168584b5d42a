package io.regulars.spi.ledger;

/**
 * What an entry does. Over all entries of an account: issued = outstanding + spent + ended +
 * reversed - deficit.
 */
public enum EntryKind {
  /** Issued by a rule, on a visit. Positive. */
  EARNED,
  /** Issued by a person, with a reason. Positive. */
  GRANTED,
  /** Spent by the customer. Negative. */
  SPENT,
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
  COVERED
}
