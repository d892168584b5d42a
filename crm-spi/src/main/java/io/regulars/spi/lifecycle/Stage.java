package io.regulars.spi.lifecycle;

/** The stages of a customer's life with a merchant (domain id F1). */
public enum Stage {
  /** Registered, never visited. */
  PROSPECT,
  /** Within the first days after the first visit. */
  NEW,
  /** Visits. */
  ACTIVE,
  /** Has not visited for long; the next visit makes him active again. */
  DORMANT
}
