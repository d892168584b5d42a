package io.regulars.spi.outbox;

/** Where a message stands. */
public enum DeliveryStatus {
  /** To be sent at its next attempt. */
  PENDING,
  /** The channel took it. */
  DELIVERED,
  /** Not sent: the customer withdrew consent, or has no address on the channel. */
  WITHHELD,
  /** The dead letter: refused for good, or retried in vain. A person has to look. */
  DEAD
}
