package io.regulars.spi.visit;

/** What became of a visit. */
public enum VisitStatus {
  /** It stands. */
  RECORDED,
  /** The customer was there and got the money back. */
  REFUNDED,
  /** It never happened: keyed in error. */
  VOIDED
}
