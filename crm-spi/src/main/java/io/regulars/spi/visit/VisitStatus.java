package io.regulars.spi.visit;

/** What became of a visit. */
public enum VisitStatus {
  /** It stands. */
  RECORDED,
  /** It stands, but for the part that came back. */
  PARTLY_REFUNDED,
  /** The customer was there and got all the money back. */
  REFUNDED,
  /** It never happened: keyed in error. */
  VOIDED;

  /** Whether something is left that can be taken back. */
  public boolean stands() {
    return switch (this) {
      case RECORDED, PARTLY_REFUNDED -> true;
      case REFUNDED, VOIDED -> false;
    };
  }
}
