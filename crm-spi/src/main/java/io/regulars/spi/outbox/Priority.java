package io.regulars.spi.outbox;

/** Which messages go first when many are due, in this order. */
public enum Priority {
  /** Before all others, and in quiet hours too. */
  URGENT,
  /** The usual. */
  NORMAL,
  /** After all others: what is written to many. */
  BULK
}
