package io.regulars.spi.complaint;

/** How grave a case is, mildest first. */
public enum Severity {
  /** A remark: nothing is asked for. */
  LOW,
  /** The ordinary complaint. */
  NORMAL,
  /** Takes somebody senior: an injury, a reaction of the skin, a sum in dispute. */
  HIGH,
  /** The customer stands at the counter: a booking conflict, equipment that fails. */
  URGENT
}
