package io.regulars.spi.customer;

/** As the customer states it. */
public enum Gender {
  /** Not stated. */
  UNKNOWN,
  /** Female. */
  FEMALE,
  /** Male. */
  MALE,
  /** Stated, and neither of the two. */
  OTHER
}
