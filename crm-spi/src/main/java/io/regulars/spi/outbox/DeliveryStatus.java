package io.regulars.spi.outbox;

/** Where a message stands. */
public enum DeliveryStatus {
  /** To be sent at its next attempt. */
  PENDING,
  /** The channel took it; whether it arrived is not known. */
  SENT,
  /** It arrived, a receipt says. */
  DELIVERED,
  /** It was read, a receipt says. */
  READ,
  /** Not sent, and why: no consent, no address, its visit was voided, too many already. */
  WITHHELD,
  /** Not sent: it came too late to be useful. */
  EXPIRED,
  /** The dead letter: refused for good, or retried in vain. A person has to look. */
  DEAD,
  /** Given up by a person; of a task also: its case went on without it. */
  DROPPED,
  /** A task on somebody's list. */
  OPEN,
  /** A task that was done, or whose case shows that it was. */
  DONE;

  /** Whether a channel took it. */
  public boolean isSent() {
    return this == SENT || this == DELIVERED || this == READ;
  }
}
