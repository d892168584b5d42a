package io.regulars.complaint;

import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a plan says of one clock of a case.
 *
 * @param clock which
 * @param plan the plan
 * @param channel how the case came in
 * @param hours the working time of its shop by that plan
 */
record ClockPlan(CaseClock clock, ComplaintPlan plan, String channel, WorkingTime hours) {

  /** What it is measured by while the case is of this severity. */
  Optional<ClockTarget> target(Severity severity) {
    return plan.target(clock, severity, channel);
  }

  /**
   * The time that counts while the case is of this severity; if the clock has no target for it,
   * that of the first target it has for others. Empty: the plan does not have this clock.
   */
  Optional<WorkingTime> counted(Severity severity) {
    return target(severity)
        .or(
            () ->
                plan.clocks().stream()
                    .filter(target -> target.clock() == clock)
                    .filter(
                        target ->
                            target.channels().isEmpty() || target.channels().contains(channel))
                    .findFirst())
        .map(target -> target.target().counted(hours));
  }

  /** How much time it has that begins at {@code start} while the case is of this severity. */
  Optional<Duration> budget(Severity severity, Instant start) {
    return target(severity).map(target -> target.target().budget(hours, start));
  }
}
