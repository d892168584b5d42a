package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Span;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One time that a clock of a case had: from where it began, or went on, until it stopped with an
 * answer or with the case. Of a clock that begins anew each time is for itself; any other one goes
 * on, so that a later time has the stretches of the earlier ones, too. Read off the case's spans
 * alone: no plan and no working time say anything here.
 *
 * @param first the index of the span with which this time began
 * @param stretches those in which it ran, oldest first
 * @param last the index of the last span in which it ran, or stood still for the customer
 * @param severity how grave the case was then
 * @param over whether it has stopped where it does not go on but with the case taken up again
 * @param metAt when it was met, if it was
 */
record ClockTime(
    int first,
    List<Stretch> stretches,
    int last,
    Severity severity,
    boolean over,
    Optional<Instant> metAt) {

  /**
   * A stretch in which it ran.
   *
   * @param span the index of the span
   * @param to when it stopped; empty: it still runs
   */
  record Stretch(int span, Instant from, Optional<Instant> to, Severity severity) {}

  /** The times a clock had, oldest first. */
  static List<ClockTime> of(CaseClock clock, List<Span> spans) {
    List<ClockTime> times = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Optional<ClockTime> before =
          times.isEmpty() ? Optional.empty() : Optional.of(times.remove(times.size() - 1));
      boolean settled = clock.once() && before.flatMap(ClockTime::metAt).isPresent();
      if (!clock.runsIn(spans.get(i).state()) || settled) {
        Span by = spans.get(i);
        before.map(time -> time.over ? time : time.ended(clock, by)).ifPresent(times::add);
      } else if (before.filter(time -> !time.over).isPresent()) {
        ClockTime time = before.orElseThrow();
        times.add(on(time.first, time.stretches, spans, i));
      } else {
        List<Stretch> earlier =
            before.filter(time -> !clock.anew()).map(ClockTime::stretches).orElse(List.of());
        before.ifPresent(times::add);
        times.add(on(i, new ArrayList<>(earlier), spans, i));
      }
    }
    return times;
  }

  /** With one more span in which it runs, or stands still for the customer. */
  private static ClockTime on(int first, List<Stretch> stretches, List<Span> spans, int i) {
    Span span = spans.get(i);
    if (!span.waiting()) {
      Optional<Instant> to =
          i + 1 < spans.size() ? Optional.of(spans.get(i + 1).from()) : Optional.empty();
      stretches.add(new Stretch(i, span.from(), to, span.severity()));
    }
    return new ClockTime(first, stretches, i, span.severity(), false, Optional.empty());
  }

  private ClockTime ended(CaseClock clock, Span by) {
    boolean givenUp = by.state() == CaseState.WITHDRAWN || by.state() == CaseState.MERGED;
    boolean takenUpAgain = clock.anew() && by.state() == CaseState.ACKNOWLEDGED;
    return new ClockTime(
        first,
        stretches,
        last,
        severity,
        true,
        givenUp || takenUpAgain ? Optional.empty() : Optional.of(by.from()));
  }

  /** When the clock began, this time or, if it goes on, the first time. */
  Instant began() {
    return stretches.get(0).from();
  }

  /** When it stopped; empty: it runs. */
  Optional<Instant> stoppedAt() {
    return stretches.get(stretches.size() - 1).to();
  }
}
