package io.regulars.complaint;

/** The ladder a case climbs when its clocks are missed, lowest first. */
public enum Rank {
  /** The front desk. */
  CLERK,
  /** Senior or technical staff. */
  SENIOR,
  /** Who answers for the shop. */
  STORE_MANAGER,
  /** Who answers for the merchant. */
  HEAD_OFFICE
}
