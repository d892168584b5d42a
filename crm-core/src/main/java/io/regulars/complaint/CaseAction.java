package io.regulars.complaint;

import io.regulars.spi.complaint.CaseState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be done with a case, in which states, and where it leads: the one table of the workflow.
 * While a case waits for its customer only the actions that say so are possible.
 */
public enum CaseAction {
  /** Give it to somebody, or take it. */
  ASSIGN(Where.OPEN, Optional.empty(), true),
  /** Answer the customer for the first time. */
  ACKNOWLEDGE(EnumSet.of(CaseState.OPEN, CaseState.ASSIGNED), CaseState.ACKNOWLEDGED),
  /** Begin to look into it. */
  INVESTIGATE(EnumSet.of(CaseState.ACKNOWLEDGED), CaseState.INVESTIGATING),
  /** Say what happened. */
  CONCLUDE(EnumSet.of(CaseState.INVESTIGATING), CaseState.INVESTIGATED),
  /** Propose a solution, in answer to the complaint or to another wish. */
  PROPOSE(
      EnumSet.of(
          CaseState.ASSIGNED,
          CaseState.ACKNOWLEDGED,
          CaseState.INVESTIGATING,
          CaseState.INVESTIGATED,
          CaseState.NEGOTIATING),
      CaseState.PROPOSED),
  /** Note that the customer wishes another solution. */
  NEGOTIATE(EnumSet.of(CaseState.PROPOSED), CaseState.NEGOTIATING),
  /** Note that the customer takes the solution. */
  AGREE(EnumSet.of(CaseState.PROPOSED, CaseState.NEGOTIATING), CaseState.AGREED),
  /** Propose, approve or turn down a compensation. */
  COMPENSATE(
      EnumSet.of(
          CaseState.INVESTIGATED, CaseState.PROPOSED, CaseState.NEGOTIATING, CaseState.AGREED),
      Optional.empty(),
      false),
  /** Carry the solution out; books what was approved. */
  RESOLVE(EnumSet.of(CaseState.AGREED), CaseState.RESOLVED),
  /** Ask the customer whether all is well now. */
  FOLLOW_UP(EnumSet.of(CaseState.RESOLVED), CaseState.FOLLOWED_UP),
  /** End it with its root cause. */
  CLOSE(EnumSet.of(CaseState.FOLLOWED_UP), CaseState.CLOSED),
  /**
   * Take it up again: the customer is not content after all. Who was never answered waits for an
   * answer as before.
   */
  REOPEN(
      EnumSet.of(CaseState.RESOLVED, CaseState.FOLLOWED_UP, CaseState.CLOSED, CaseState.WITHDRAWN),
      CaseState.ACKNOWLEDGED),
  /** Note that the customer takes the complaint back; takes back what was booked for it. */
  WITHDRAW(Where.OPEN, Optional.of(CaseState.WITHDRAWN), true),
  /** End it as a duplicate of another case. */
  MERGE(Where.UNRESOLVED, Optional.of(CaseState.MERGED), true),
  /** Wait for the customer. */
  PAUSE(Where.ANSWERED, Optional.empty(), false),
  /** Go on: the customer answered. */
  RESUME(Where.ANSWERED, Optional.empty(), true),
  /** Take it graver, or less so. */
  CHANGE_SEVERITY(Where.OPEN, Optional.empty(), true),
  /** Tell the next rank. */
  ESCALATE(Where.OPEN, Optional.empty(), true),
  /** Write something down. */
  NOTE(Where.NOT_MERGED, Optional.empty(), true),
  /** Attach a photograph, a recording, a receipt. */
  ATTACH(Where.NOT_MERGED, Optional.empty(), true);

  private final Set<CaseState> from;
  private final Optional<CaseState> to;
  private final boolean whileWaiting;

  CaseAction(Set<CaseState> from, CaseState to) {
    this(from, Optional.of(to), false);
  }

  CaseAction(Set<CaseState> from, Optional<CaseState> to, boolean whileWaiting) {
    this.from = from;
    this.to = to;
    this.whileWaiting = whileWaiting;
  }

  /** The state that a case in {@code state} whose customer was answered is in afterwards. */
  public CaseState next(CaseState state) {
    return next(state, true, true);
  }

  /**
   * The state a case in {@code state} is in afterwards.
   *
   * @param answered whether its customer was ever answered
   * @param owned whether it is somebody's
   */
  CaseState next(CaseState state, boolean answered, boolean owned) {
    if (this == REOPEN && !answered) {
      return owned ? CaseState.ASSIGNED : CaseState.OPEN;
    }
    return this == ASSIGN && state == CaseState.OPEN ? CaseState.ASSIGNED : to.orElse(state);
  }

  /**
   * Everywhere it may lead from {@code state}; in more than one case where it matters whether the
   * customer was answered.
   */
  Set<CaseState> leadsTo(CaseState state) {
    Set<CaseState> states = EnumSet.of(next(state));
    if (state == CaseState.WITHDRAWN) {
      states.add(next(state, false, false));
      states.add(next(state, false, true));
    }
    return states;
  }

  /** Whether it is possible in {@code state}, with the case waiting for its customer or not. */
  public boolean possible(CaseState state, boolean waiting) {
    boolean rightPause = this != RESUME || waiting;
    return from.contains(state) && rightPause && (whileWaiting || !waiting);
  }

  /** What is possible there, in the order of the table. */
  public static List<CaseAction> possibleIn(CaseState state, boolean waiting) {
    return Arrays.stream(values()).filter(action -> action.possible(state, waiting)).toList();
  }

  /** Sets of states that recur. */
  private static final class Where {

    static final Set<CaseState> OPEN = EnumSet.range(CaseState.OPEN, CaseState.FOLLOWED_UP);
    static final Set<CaseState> UNRESOLVED = EnumSet.range(CaseState.OPEN, CaseState.AGREED);
    static final Set<CaseState> ANSWERED = EnumSet.range(CaseState.ACKNOWLEDGED, CaseState.AGREED);
    static final Set<CaseState> NOT_MERGED = EnumSet.complementOf(EnumSet.of(CaseState.MERGED));

    private Where() {}
  }
}
