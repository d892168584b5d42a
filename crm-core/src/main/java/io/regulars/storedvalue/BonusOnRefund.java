package io.regulars.storedvalue;

/** What becomes of a top-up's bonus when principal of it is paid back. */
public enum BonusOnRefund {
  /**
   * The part of it goes that was given for what is paid back: of the bonus as it was given, rounded
   * up, and never more than is left of it.
   */
  FORFEIT_PART,
  /** All that is left of it goes. */
  FORFEIT_ALL,
  /** The customer keeps it. */
  KEEP
}
