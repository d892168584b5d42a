package io.regulars.spi;

import java.util.List;

/**
 * A business refusal as a value: the command was well formed, the rules say no. Nothing was
 * written.
 *
 * @param reason why
 * @param figures the numbers behind it, in the order {@link Reason} states
 * @param message reason, figures and remedy in the language of the engine
 */
public record Rejection(Reason reason, List<String> figures, String message) {

  /** Copies the figures. */
  public Rejection {
    figures = List.copyOf(figures);
  }

  /** Every refusal the rules know, with its figures. */
  public enum Reason {
    /** A debit of more than there is. Figures: account, asked, available. */
    NOT_ENOUGH,
    /** An amount beyond what an account can hold. Figures: account, amount, balance. */
    OVERFLOW,
    /** A visit later than the clock. Figures: visit instant, now. */
    VISIT_IN_FUTURE,
    /** A visit before the customer joined. Figures: visit instant, joined instant. */
    VISIT_BEFORE_JOINED,
    /** A refund or void of a visit already taken back. Figures: visit id, its status. */
    VISIT_ALREADY_TAKEN_BACK,
    /**
     * More comes back of a line than is left of it. Figures: line, asked, left, as pieces or money.
     */
    RETURN_EXCEEDS,
    /**
     * A payment in kind that does not pay its amount. Figures: kind, units, amount, units needed.
     */
    PAYMENT_TOO_LOW,
    /** Nothing of the account is held for this purpose. Figures: account, reference. */
    NOTHING_HELD,
    /** A reference that is in use already. Figures: account, reference. */
    REF_TAKEN,
    /** The program has no such reward. Figures: code, codes there are. */
    NO_SUCH_REWARD,
    /** What was given for points has been used in part. Figures: reward's account, given, left. */
    REWARD_USED,
    /** No card of this number is open. Figures: account, number. */
    CARD_NOT_OPEN,
    /** Sessions of the card are set aside. Figures: number, reserved, frozen. */
    CARD_HELD,
    /** The card is not the visitor's to use. Figures: account, the owner's id. */
    CARD_NOT_SHARED,
    /** The card has been frozen as often as it may be. Figures: number, how often it was. */
    FREEZES_USED,
    /** A freeze longer than it may last. Figures: number, asked end, latest end. */
    FREEZE_TOO_LONG,
    /** An end that is not later. Figures: number of the card or booking, asked end, present one. */
    END_NOT_LATER,
    /**
     * Stored value does not pay what it is to pay. Figures: asked, principal available, bonus
     * available.
     */
    STORED_VALUE_TOO_LOW,
    /**
     * More principal is to be paid back than is unused. Figures: top-up, or the account; asked,
     * unused.
     */
    REFUND_EXCEEDS,
    /** The tier held does not have the benefit. Figures: benefit, tier, tiers that have it. */
    BENEFIT_NOT_HELD,
    /** The quota of the period is used. Figures: benefit, quota, first day of the next period. */
    BENEFIT_USED_UP,
    /** Outside the benefit's period. Figures: benefit, first day of the next period. */
    BENEFIT_NOT_NOW,
    /** The benefit is for the month of the birthday, which is not on file. Figures: benefit. */
    BIRTHDAY_UNKNOWN,
    /** The use of the benefit has been given back. Figures: its key. */
    BENEFIT_GIVEN_BACK,
    /**
     * A coupon that is not taken. Figures: its number, why, and what stands behind that, as
     * crm-core's {@code Skipped.Why} states.
     */
    COUPON_REFUSED,
    /** A payment of another amount than its coupon takes off. Figures: number, asked, taken off. */
    COUPON_AMOUNT,
    /**
     * More coupons of a type than its program issues. Figures: type, {@code IN_ALL}, {@code
     * PER_CUSTOMER} or {@code PER_DAY}, limit, issued.
     */
    COUPON_LIMIT,
    /**
     * The case does not allow it where it stands. Figures: the action, the state (with {@code
     * /WAITING} if the case waits for its customer), the actions that are possible.
     */
    CASE_STATE,
    /** The case is as it is asked to become. Figures: case, in what respect, what it is. */
    CASE_ALREADY,
    /** A compensation is to be decided upon before. Figures: case, its number. */
    CASE_UNDECIDED,
    /** The complaint is about this person, or would be after a merge. Figures: case, staff. */
    CASE_ACCUSED,
    /** The two cases are of different customers or staff. Figures: case, the other one. */
    CASE_UNRELATED,
    /**
     * The case's log is so long that it takes only what leads to its end. Figures: case, its lines,
     * how many are enough.
     */
    CASE_FULL,
    /** Nobody knows whose complaint it is. Figures: case. */
    CASE_ANONYMOUS,
    /**
     * A compensation of the case is booked, which nothing would take back from a case that it was
     * merged into. Figures: case, its number, the other case.
     */
    CASE_BOOKED,
    /** The case was opened after the one that is to go on in it. Figures: that one, the case. */
    CASE_LATER,
    /**
     * A compensation of the case was approved by somebody whom it would be about from here on.
     * Figures: case, its number, staff.
     */
    CASE_APPROVED,
    /** A message of another state. Figures: its id, its status, the status it would need. */
    MESSAGE_STATE,
    /**
     * A compensation beyond what this person may approve. Figures: its worth, {@code NONE} (no
     * authority at all), {@code PER_CASE} or {@code PER_MONTH}, the limit, what is used of it.
     */
    BEYOND_AUTHORITY,
    /** The link of a survey is none of ours, or mutilated. No figures. */
    SURVEY_UNKNOWN,
    /** The time to answer is over, or the visit was voided. Figures: survey, when it was over. */
    SURVEY_OVER,
    /** The survey of this visit was answered in another way. Figures: survey, when. */
    SURVEY_ANSWERED,
    /** The phone belongs to another customer. Figures: its last digits, that customer's id. */
    PHONE_TAKEN,
    /** The external id belongs to another customer. Figures: system, that customer's id. */
    EXTERNAL_ID_TAKEN
  }
}
