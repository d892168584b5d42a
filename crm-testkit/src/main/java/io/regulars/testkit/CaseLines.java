package io.regulars.testkit;

import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseState;
import java.util.List;
import java.util.Set;

/** What the names of the lines of a case's log tell, to who knows nothing of the code's own. */
final class CaseLines {

  private CaseLines() {}

  /** The state that the names of the lines tell. */
  static CaseState state(List<CaseEvent> log) {
    CaseState state = CaseState.OPEN;
    for (CaseEvent event : log) {
      state = after(state, event, log);
    }
    return state;
  }

  /** The state after a line of a log. */
  static CaseState after(CaseState state, CaseEvent line, List<CaseEvent> log) {
    if (line.kind() == CaseEventKind.REOPENED && !answered(log.subList(0, line.seq() - 1))) {
      return log.stream()
              .limit(line.seq())
              .anyMatch(event -> event.kind() == CaseEventKind.ASSIGNED)
          ? CaseState.ASSIGNED
          : CaseState.OPEN;
    }
    return after(state, line.kind());
  }

  static boolean answered(List<CaseEvent> log) {
    return log.stream()
        .map(CaseEvent::kind)
        .anyMatch(Set.of(CaseEventKind.ACKNOWLEDGED, CaseEventKind.PROPOSED)::contains);
  }

  private static CaseState after(CaseState state, CaseEventKind kind) {
    return switch (kind) {
      case OPENED -> CaseState.OPEN;
      case ASSIGNED -> state == CaseState.OPEN ? CaseState.ASSIGNED : state;
      case ACKNOWLEDGED, REOPENED -> CaseState.ACKNOWLEDGED;
      case INVESTIGATION_BEGUN -> CaseState.INVESTIGATING;
      case INVESTIGATED -> CaseState.INVESTIGATED;
      case PROPOSED -> CaseState.PROPOSED;
      case NEGOTIATED -> CaseState.NEGOTIATING;
      case AGREED -> CaseState.AGREED;
      case RESOLVED -> CaseState.RESOLVED;
      case FOLLOWED_UP -> CaseState.FOLLOWED_UP;
      case CLOSED -> CaseState.CLOSED;
      case WITHDRAWN -> CaseState.WITHDRAWN;
      case MERGED -> CaseState.MERGED;
      case COMPENSATION_PROPOSED,
          COMPENSATION_APPROVED,
          COMPENSATION_REFUSED,
          COMPENSATION_BOOKED,
          COMPENSATION_TAKEN_BACK,
          ABSORBED,
          CONTINUED,
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
          PLAN_CHANGED,
          WARNED,
          ESCALATED,
          NOTED,
          ATTACHED,
          CONTACT_SEEN ->
          state;
    };
  }
}
