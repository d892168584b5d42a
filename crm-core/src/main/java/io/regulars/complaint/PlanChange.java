package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.complaint.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line of a case that met another program: what its clocks had run, as text and back. Of each
 * clock {@code FIRST_SOLUTION PT3H2M} in one figure, and in the next {@code FIRST_SOLUTION} with
 * the instant at which it had run for that, {@code late} if it was late before it began anew,
 * {@code of} and its budget if it was over, and the deadlines that were past.
 */
final class PlanChange {

  private static final String NEXT = ", ";
  private static final String LATE = "late";
  private static final String OF = "of:";

  private PlanChange() {}

  /**
   * What is written down.
   *
   * @param before the version of the program that is not in force any more
   * @param known whether its plan is, so that the time is that of then
   */
  static Explanation explain(ProgramVersion before, boolean known, Map<CaseClock, Kept> clocks) {
    return Explanation.of(
        known ? "case.plan-changed" : "case.plan-unknown",
        before.value(),
        clocks.entrySet().stream()
            .map(clock -> clock.getKey() + " " + clock.getValue().used())
            .collect(Collectors.joining(NEXT)),
        clocks.entrySet().stream()
            .map(clock -> clock.getKey() + " " + text(clock.getValue()))
            .collect(Collectors.joining(NEXT)));
  }

  private static String text(Kept kept) {
    StringBuilder text = new StringBuilder(kept.reached().toString());
    if (kept.lateBefore()) {
      text.append(' ').append(LATE);
    }
    kept.budget().ifPresent(budget -> text.append(' ').append(OF).append(budget));
    kept.dues().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(due -> text.append(' ').append(due.getKey()).append('=').append(due.getValue()));
    return text.toString();
  }

  /**
   * What a line tells.
   *
   * @param spans how many spans the case had by then
   */
  static Ran read(CaseEvent line, int spans) {
    Map<CaseClock, Duration> used = new EnumMap<>(CaseClock.class);
    for (String clock : clocks(line, 1)) {
      String[] words = clock.split(" ", -1);
      used.put(CaseClock.valueOf(words[0]), Duration.parse(words[1]));
    }
    Map<CaseClock, Kept> clocks = new EnumMap<>(CaseClock.class);
    for (String text : clocks(line, 2)) {
      String[] words = text.split(" ", -1);
      CaseClock clock = CaseClock.valueOf(words[0]);
      clocks.put(clock, kept(used.getOrDefault(clock, Duration.ZERO), words));
    }
    return new Ran(line.occurredAt(), spans, clocks);
  }

  private static List<String> clocks(CaseEvent line, int figure) {
    return line.figure(figure).map(all -> List.of(all.split(NEXT, -1))).orElse(List.of());
  }

  private static Kept kept(Duration used, String[] words) {
    boolean late = false;
    Optional<Duration> budget = Optional.empty();
    Map<Duration, Instant> dues = new HashMap<>();
    for (String word : List.of(words).subList(2, words.length)) {
      int due = word.indexOf('=');
      if (word.equals(LATE)) {
        late = true;
      } else if (due < 0) {
        budget = Optional.of(Duration.parse(word.substring(OF.length())));
      } else {
        dues.put(Duration.parse(word.substring(0, due)), Instant.parse(word.substring(due + 1)));
      }
    }
    return new Kept(used, Instant.parse(words[1]), budget, late, dues);
  }
}
