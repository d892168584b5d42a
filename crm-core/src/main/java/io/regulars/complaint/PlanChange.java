package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Earlier;
import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.complaint.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The line of a case that met another program: what its clocks had run, as text and back. Of each
 * clock {@code FIRST_SOLUTION PT3H2M} in one figure, and in the next {@code FIRST_SOLUTION} with
 * the instant at which it had run for that, {@code late} if it was late an earlier time, {@code of}
 * and its budget if it was over, and the deadlines that were past. A last figure, if there is
 * anything to say in it, has all of that of a clock's last time with a target before the present
 * one: {@code FOLLOW_UP 1 PT240H}, the number of the time among the clock's, and on as above.
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
  static Explanation explain(ProgramVersion before, boolean known, Ran ran) {
    List<String> figures = new ArrayList<>();
    figures.add(before.value());
    figures.add(text(ran.clocks(), kept -> kept.used().toString()));
    figures.add(text(ran.clocks(), PlanChange::text));
    if (!ran.earlier().isEmpty()) {
      figures.add(
          text(
              ran.earlier(),
              each -> each.time() + " " + each.kept().used() + " " + text(each.kept())));
    }
    return Explanation.of(
        known ? "case.plan-changed" : "case.plan-unknown", figures.toArray(new String[0]));
  }

  private static <T> String text(Map<CaseClock, T> clocks, Function<T, String> each) {
    return new TreeMap<>(clocks)
        .entrySet().stream()
            .map(clock -> clock.getKey() + " " + each.apply(clock.getValue()))
            .collect(Collectors.joining(NEXT));
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
      List<String> words = List.of(text.split(" ", -1));
      CaseClock clock = CaseClock.valueOf(words.get(0));
      clocks.put(
          clock, kept(used.getOrDefault(clock, Duration.ZERO), words.subList(1, words.size())));
    }
    return new Ran(line.occurredAt(), spans, clocks, earlier(line));
  }

  /** Empty in lines that were written before there was this figure. */
  private static Map<CaseClock, Earlier> earlier(CaseEvent line) {
    Map<CaseClock, Earlier> earlier = new EnumMap<>(CaseClock.class);
    for (String text : clocks(line, 3)) {
      List<String> words = List.of(text.split(" ", -1));
      Kept kept = kept(Duration.parse(words.get(2)), words.subList(3, words.size()));
      earlier.put(
          CaseClock.valueOf(words.get(0)), new Earlier(Integer.parseInt(words.get(1)), kept));
    }
    return earlier;
  }

  private static List<String> clocks(CaseEvent line, int figure) {
    return line.figure(figure).map(all -> List.of(all.split(NEXT, -1))).orElse(List.of());
  }

  private static Kept kept(Duration used, List<String> words) {
    boolean late = false;
    Optional<Duration> budget = Optional.empty();
    Map<Duration, Instant> dues = new HashMap<>();
    for (String word : words.subList(1, words.size())) {
      int due = word.indexOf('=');
      if (word.equals(LATE)) {
        late = true;
      } else if (due < 0) {
        budget = Optional.of(Duration.parse(word.substring(OF.length())));
      } else {
        dues.put(Duration.parse(word.substring(0, due)), Instant.parse(word.substring(due + 1)));
      }
    }
    return new Kept(used, Instant.parse(words.get(0)), budget, late, dues);
  }
}
