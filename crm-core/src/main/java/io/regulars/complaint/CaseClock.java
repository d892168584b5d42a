package io.regulars.complaint;

import io.regulars.spi.complaint.CaseState;

/**
 * A promise about time. A clock runs while the case is in the states it is about and does not wait
 * for the customer; it is met when the case leaves them for a later one.
 */
public enum CaseClock {
  /** Until the customer is answered for the first time, whatever with. */
  FIRST_RESPONSE(CaseState.OPEN, CaseState.ASSIGNED, true),
  /** Until it is known what happened, or a solution is proposed without that. */
  INVESTIGATION(CaseState.OPEN, CaseState.INVESTIGATING, true),
  /** Until the first solution is proposed. */
  FIRST_SOLUTION(CaseState.OPEN, CaseState.INVESTIGATED, true),
  /** Until the customer has taken a solution; goes on if the case is taken up again. */
  ANSWER(CaseState.OPEN, CaseState.NEGOTIATING, false),
  /** From what was agreed until it is carried out; anew for each agreement. */
  FULFILMENT(CaseState.AGREED, CaseState.AGREED, false),
  /**
   * From the solution carried out until the customer was asked whether all is well now; anew for
   * each solution.
   */
  FOLLOW_UP(CaseState.RESOLVED, CaseState.RESOLVED, false),
  /** From when the customer was asked until the case is closed; anew for each time. */
  CLOSING(CaseState.FOLLOWED_UP, CaseState.FOLLOWED_UP, false);

  private final CaseState first;
  private final CaseState last;
  private final boolean once;

  CaseClock(CaseState first, CaseState last, boolean once) {
    this.first = first;
    this.last = last;
    this.once = once;
  }

  /** Whether it runs in {@code state}. */
  public boolean runsIn(CaseState state) {
    return state.compareTo(first) >= 0 && state.compareTo(last) <= 0;
  }

  /** Whether it begins anew when the case comes back to where it runs. */
  public boolean anew() {
    return first == last;
  }

  /**
   * Whether it is over for good once it is met; otherwise it runs again when the case comes back.
   */
  public boolean once() {
    return once;
  }
}
