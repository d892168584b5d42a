package io.regulars.storedvalue;

/** Which part of the stored value a payment takes. */
public enum SpendOrder {
  /** What was paid for, then the bonus. */
  PRINCIPAL_FIRST,
  /** The bonus, then what was paid for. */
  BONUS_FIRST,
  /**
   * Both, in proportion to what can be used of each when it is paid; the principal's part is
   * rounded down to the minor unit, the bonus bears the rest.
   */
  PROPORTIONAL
}
