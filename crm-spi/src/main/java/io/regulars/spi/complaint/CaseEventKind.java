package io.regulars.spi.complaint;

/**
 * What can happen to a case. The figures named here are those of the event's explanation, in this
 * order; what is empty is an empty text. What people said is in the event's words.
 */
public enum CaseEventKind {
  /**
   * The complaint was taken; figures: category, severity, visit id, the staff complained of, the
   * item complained of, the case this one continues, the visits of cases that were merged into that
   * one; words: the customer's.
   */
  OPENED,
  /** Given to somebody; figures: staff, why (by rule or by hand). */
  ASSIGNED,
  /** The customer was answered for the first time; words: the answer. */
  ACKNOWLEDGED,
  /** Looking into it began. */
  INVESTIGATION_BEGUN,
  /** Looking into it ended; words: what was found. */
  INVESTIGATED,
  /** A solution was proposed to the customer; words: the solution. */
  PROPOSED,
  /** The customer asked for another solution; words: what. */
  NEGOTIATED,
  /** The customer took the solution. */
  AGREED,
  /**
   * A compensation was proposed; figures: its number, kind, what, amount, worth in minor units, the
   * worth as it is told; words: why.
   */
  COMPENSATION_PROPOSED,
  /**
   * A compensation was approved; figures: its number, the role whose authority covers it, the house
   * that counts it.
   */
  COMPENSATION_APPROVED,
  /** A compensation was turned down, or given up with its case; figures: its number; words: why. */
  COMPENSATION_REFUSED,
  /**
   * A compensation was booked; figures: its number, the oldest line of the customer's file that it
   * stands on, empty if it is nothing on accounts.
   */
  COMPENSATION_BOOKED,
  /**
   * A booked compensation was taken back; figures: its number, how much of it was there to be
   * taken, how much was given; words: why.
   */
  COMPENSATION_TAKEN_BACK,
  /** The solution was carried out. */
  RESOLVED,
  /** The customer was asked afterwards; figures: the outcome, a rating; words: the customer's. */
  FOLLOWED_UP,
  /** Over; figures: the root cause; words: what is learned. */
  CLOSED,
  /** Taken up again; words: why. */
  REOPENED,
  /** Taken back; figures: by whom (customer or silence); words: why. */
  WITHDRAWN,
  /** Goes on in another case; figures: that case. */
  MERGED,
  /**
   * Another case was merged into this one; figures: that case, the staff it complained of, by when
   * it had promised something, the visits it was about.
   */
  ABSORBED,
  /** Taken up again too late, it goes on in a new case; figures: that case. */
  CONTINUED,
  /** From here on the case waits for the customer; words: for what. */
  PAUSED,
  /** The customer answered. */
  RESUMED,
  /** Figures: the severity before, the severity now. */
  SEVERITY_CHANGED,
  /**
   * From here on the case is measured by another program; figures: the version of the one before,
   * what each clock that had begun had run by then, and by when it had, whether it was late an
   * earlier time, how much time it had if it was over, and when what was used up was due; all of
   * that of earlier times that are all that may be shown of a clock, with their numbers.
   */
  PLAN_CHANGED,
  /** A clock is about to strike; figures: the clock, its deadline. */
  WARNED,
  /** Figures: the clock (or hand), the rung from 1, the rank it went to; words: why, if by hand. */
  ESCALATED,
  /** Words: a note of staff's, not shown to the customer. */
  NOTED,
  /** Figures: what sort of thing, its reference. */
  ATTACHED,
  /** Somebody looked at the customer's contact data; words: what for. */
  CONTACT_SEEN
}
