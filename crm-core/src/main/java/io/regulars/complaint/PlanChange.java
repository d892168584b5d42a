package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.complaint.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The line of a case that met another program: what its clocks had run, as text and back. */
final class PlanChange {

  private static final String NEXT = ", ";

  private PlanChange() {}

  /**
   * What is written down.
   *
   * @param before the version of the program that is not in force any more
   * @param known whether its plan is, so that the time is that of then
   */
  static Explanation explain(
      ProgramVersion before, boolean known, List<ClockReading> readings, Instant at) {
    return Explanation.of(
        known ? "case.plan-changed" : "case.plan-unknown",
        before.value(),
        readings.stream()
            .map(reading -> reading.clock() + " " + reading.used(at))
            .collect(Collectors.joining(NEXT)));
  }

  /** What a line tells. */
  static Ran read(CaseEvent line) {
    Map<CaseClock, Duration> used = new EnumMap<>(CaseClock.class);
    for (String clock : line.figure(1).map(all -> List.of(all.split(NEXT, -1))).orElse(List.of())) {
      int space = clock.indexOf(' ');
      used.put(
          CaseClock.valueOf(clock.substring(0, space)), Duration.parse(clock.substring(space + 1)));
    }
    return new Ran(line.occurredAt(), used);
  }
}
