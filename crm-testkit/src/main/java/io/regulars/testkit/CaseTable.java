package io.regulars.testkit;

import io.regulars.complaint.CaseAction;
import io.regulars.spi.complaint.CaseState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The workflow of complaints as somebody would write it on a wall: for each state what may be done,
 * and where it leads if it leads elsewhere. Kept apart from the code's own table, which it is held
 * against. Of a case whose customer was answered: who never was waits for an answer again.
 */
final class CaseTable {

  private static final String WALL =
      """
      OPEN: ASSIGN>ASSIGNED ACKNOWLEDGE>ACKNOWLEDGED * WITHDRAW>WITHDRAWN MERGE>MERGED
      ASSIGNED: ASSIGN ACKNOWLEDGE>ACKNOWLEDGED PROPOSE>PROPOSED * WITHDRAW>WITHDRAWN MERGE>MERGED
      ACKNOWLEDGED: ASSIGN INVESTIGATE>INVESTIGATING PROPOSE>PROPOSED PAUSE * WITHDRAW>WITHDRAWN\
       MERGE>MERGED
      INVESTIGATING: ASSIGN CONCLUDE>INVESTIGATED PROPOSE>PROPOSED PAUSE * WITHDRAW>WITHDRAWN\
       MERGE>MERGED
      INVESTIGATED: ASSIGN PROPOSE>PROPOSED COMPENSATE PAUSE * WITHDRAW>WITHDRAWN MERGE>MERGED
      PROPOSED: ASSIGN NEGOTIATE>NEGOTIATING AGREE>AGREED COMPENSATE PAUSE * WITHDRAW>WITHDRAWN\
       MERGE>MERGED
      NEGOTIATING: ASSIGN PROPOSE>PROPOSED AGREE>AGREED COMPENSATE PAUSE * WITHDRAW>WITHDRAWN\
       MERGE>MERGED
      AGREED: ASSIGN RESOLVE>RESOLVED COMPENSATE PAUSE * WITHDRAW>WITHDRAWN MERGE>MERGED
      RESOLVED: ASSIGN FOLLOW_UP>FOLLOWED_UP REOPEN>ACKNOWLEDGED * WITHDRAW>WITHDRAWN
      FOLLOWED_UP: ASSIGN CLOSE>CLOSED REOPEN>ACKNOWLEDGED * WITHDRAW>WITHDRAWN
      CLOSED: REOPEN>ACKNOWLEDGED NOTE ATTACH
      WITHDRAWN: REOPEN>ACKNOWLEDGED NOTE ATTACH
      MERGED:
      """;

  private static final String ALWAYS = "CHANGE_SEVERITY ESCALATE NOTE ATTACH";

  private static final String WAITING = "ASSIGN RESUME * WITHDRAW>WITHDRAWN MERGE>MERGED";

  private CaseTable() {}

  /** What may be done with a case in {@code state}, and where each leads. */
  static Map<CaseAction, CaseState> of(CaseState state, boolean waiting) {
    return waiting ? read(WAITING, state) : read(row(state), state);
  }

  /** The states in which a case may wait for its customer. */
  static List<CaseState> patient() {
    return List.of(CaseState.values()).stream()
        .filter(state -> of(state, false).containsKey(CaseAction.PAUSE))
        .toList();
  }

  private static String row(CaseState state) {
    return WALL.lines()
        .filter(line -> line.startsWith(state + ":"))
        .map(line -> line.substring(state.name().length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static Map<CaseAction, CaseState> read(String row, CaseState state) {
    Map<CaseAction, CaseState> table = new EnumMap<>(CaseAction.class);
    for (String word : row.replace("*", ALWAYS).strip().split(" +")) {
      if (!word.isEmpty()) {
        int arrow = word.indexOf('>');
        table.put(
            CaseAction.valueOf(arrow < 0 ? word : word.substring(0, arrow)),
            arrow < 0 ? state : CaseState.valueOf(word.substring(arrow + 1)));
      }
    }
    return table;
  }
}
