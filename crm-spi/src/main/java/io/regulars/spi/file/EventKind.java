package io.regulars.spi.file;

/** What can happen to a file besides visits and ledger entries; figures are in the explanation. */
public enum EventKind {
  /** The customer was registered. */
  REGISTERED,
  /** The profile was changed; figures: names of the attributes, never their values. */
  PROFILE_CHANGED,
  /** A higher tier; figures: from, to, basis, threshold. */
  TIER_RAISED,
  /** A lower tier; figures: from, to, basis, threshold of the tier lost. */
  TIER_LOWERED,
  /** The basis fell below the tier held; figures: tier, basis, threshold, end of grace. */
  GRACE_BEGUN,
  /** The basis recovered in time; figures: tier, basis, threshold. */
  GRACE_ENDED,
  /** The stage changed; figures: from, to, the visit that decided it. */
  STAGE_CHANGED,
  /** A visit was refunded, or a part of it; figures: visit id, receipt, amount, reason. */
  VISIT_REFUNDED,
  /** A visit was voided; figures: visit id, receipt, amount, reason. */
  VISIT_VOIDED,
  /**
   * More was spent than was available, by a till that could not ask, or of a reservation whose
   * points were taken meanwhile; or what was to be taken back had been spent, and the program
   * forgives it or asks for money; figures: account, amount missing, money owed if any.
   */
  SHORTFALL,
  /**
   * Course cards of a family member paid for a visit; figures: visit id, the owner's id, the number
   * of the oldest lot taken on the owner's file.
   */
  CARD_LENT,
  /** A complaint was opened, taken up again, resolved or ended; figures: case id, category. */
  COMPLAINT,
  /**
   * The customer answered a survey; figures: survey, the answer's id, how it is taken ({@code
   * SATISFIED}, {@code NEUTRAL} or {@code NEGATIVE}), the case it opened if it did.
   */
  FEEDBACK,
  /**
   * A referral counts, by the friend's first visit of which something paid in money stands; on the
   * files of both. Figures: visit id, the referrer's id, the friend's id.
   */
  REFERRAL_QUALIFIED,
  /**
   * A referral counts no more, as nothing paid is left of the visit by which it did; on the files
   * of both. Figures: visit id, the referrer's id, the friend's id.
   */
  REFERRAL_TAKEN_BACK
}
