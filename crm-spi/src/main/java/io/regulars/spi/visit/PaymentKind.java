package io.regulars.spi.visit;

/** The means of payment, as far as the ledger has to tell them apart. */
public enum PaymentKind {
  /** Notes and coins. */
  CASH(true),
  /** Bank card. */
  CARD(true),
  /** Alipay, WeChat Pay and the like. */
  WALLET(true),
  /** Money by a means the till did not tell. */
  MONEY(true),
  /** The customer's stored value, as far as it was paid for: earned upon when it is spent. */
  STORED_VALUE(true),
  /** Points: nothing is earned on what points paid. */
  POINTS(false),
  /** Stored value that was given on top of a top-up: nothing is earned on it. */
  BONUS(false),
  /** A coupon: nothing is earned on what it paid. */
  COUPON(false),
  /** A session of a course card, paid when the card was sold. */
  COURSE(false);

  private final boolean earns;

  PaymentKind(boolean earns) {
    this.earns = earns;
  }

  /** Whether points and spend are earned on what is paid this way. */
  public boolean earns() {
    return earns;
  }
}
