package io.regulars.spi.channel;

/** What a message is for; consent is given per channel and purpose. */
public enum Purpose {
  /**
   * About what the customer bought or asked for: a receipt, a booking, an answer to a complaint.
   * Needs no consent, only a channel the customer did not forbid; no cap holds it.
   */
  TRANSACTIONAL,
  /** Follow-up, reminders, news of the customer's own tier and points. */
  CARE,
  /** A question for the customer's opinion. */
  SURVEY,
  /** An offer. */
  MARKETING,
  /** To the merchant's own people. */
  STAFF
}
