package io.regulars.testkit;

/**
 * One change of an account, as plain numbers: both the rules and their model are told the same.
 *
 * @param sort what to do
 * @param amount points, or hours for {@link Sort#PASS}; where there is less to take, all of it
 * @param end hours: of a credit or a move, after the beginning, at which it ends; of a hold, from
 *     now, until it lapses; zero: never
 * @param which a lot, credit or spending, counted round
 * @param ref what a lot or a hold is known by; zero: nothing
 * @param way which of the ways there are
 */
record LedgerStep(Sort sort, int amount, int end, int which, int ref, int way) {

  /** What can be done with an account. */
  enum Sort {
    /** Something is earned, at once or, with {@link LedgerStep#way} above 3, pending. */
    CREDIT,
    /** Something is spent, of any lot, of one, or of cards. */
    DEBIT,
    /** Something is reserved, or frozen. */
    HOLD,
    /** What is reserved, frozen or pending for a reference comes back. */
    RELEASE,
    /** Some of what is reserved is spent, the rest comes back. */
    SPEND_RESERVED,
    /** A lot gets another end. */
    MOVE_END,
    /** What is left of a lot goes to another customer. */
    HAND_OVER,
    /** What was paid for and is left of a lot is paid back. */
    PAY_BACK,
    /** A credit is taken back, whole or in part. */
    REVERSE,
    /** Something spent comes back, whole or in part. */
    RESTORE,
    /** Time passes. */
    PASS
  }
}
