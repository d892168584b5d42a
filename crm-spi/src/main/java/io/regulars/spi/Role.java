package io.regulars.spi;

/**
 * What a member of staff is allowed to do follows from this; the rules are in crm-core's authority.
 */
public enum Role {
  /** Beautician, stylist or therapist. */
  THERAPIST,
  /** Works the till and the telephone. */
  RECEPTIONIST,
  /** Advises and follows up. */
  CONSULTANT,
  /** Answers for one store. */
  STORE_MANAGER,
  /** Answers for the merchant, its customers and its program. */
  HEAD_OFFICE,
  /** No person: the library itself, or a job of the host's. */
  SYSTEM
}
