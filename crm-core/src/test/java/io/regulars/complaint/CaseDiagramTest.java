package io.regulars.complaint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.complaint.CaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/complaints.md draws the workflow as the code has it. */
class CaseDiagramTest {

  @Test
  void the_diagram_in_the_docs_is_the_table_in_the_code() throws IOException {
    String docs = Files.readString(Path.of("../docs/complaints.md"));
    assertTrue(docs.contains(diagram()), () -> "docs/complaints.md should draw:\n" + diagram());
    assertTrue(docs.contains(waiting()), () -> "docs/complaints.md should say: " + waiting());
  }

  private static String diagram() {
    StringBuilder drawn = new StringBuilder("```mermaid\nstateDiagram-v2\n  [*] --> OPEN\n");
    for (CaseState state : CaseState.values()) {
      for (CaseAction action : CaseAction.possibleIn(state, false)) {
        for (CaseState next : action.leadsTo(state)) {
          if (next != state) {
            drawn.append("  ").append(state).append(" --> ").append(next);
            drawn.append(" : ").append(action).append('\n');
          }
        }
      }
      if (!state.isOpen()) {
        drawn.append("  ").append(state).append(" --> [*]\n");
      }
    }
    drawn.append("```\n\n| in | possible without leaving it |\n|---|---|\n");
    for (CaseState state : CaseState.values()) {
      drawn.append("| `").append(state).append("` | ").append(staying(state)).append(" |\n");
    }
    return drawn.toString();
  }

  private static String staying(CaseState state) {
    String actions =
        CaseAction.possibleIn(state, false).stream()
            .filter(action -> action.next(state) == state)
            .map(CaseAction::name)
            .collect(Collectors.joining(", "));
    return actions.isEmpty() ? "nothing" : actions;
  }

  /** While a case waits the same is possible wherever it waits. */
  private static String waiting() {
    return Arrays.stream(CaseState.values())
        .filter(state -> CaseAction.PAUSE.possible(state, false))
        .map(
            state ->
                CaseAction.possibleIn(state, true).stream()
                    .map(CaseAction::name)
                    .collect(Collectors.joining("`, `", "`", "`")))
        .distinct()
        .collect(Collectors.joining(" or "));
  }
}
