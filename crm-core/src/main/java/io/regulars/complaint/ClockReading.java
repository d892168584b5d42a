package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.complaint.CaseStanding.Span;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a clock of a case shows: a pure function of where the case has been, the target and the
 * working time. Nothing is counted anywhere but where a case meets another program, which its log
 * tells: a changed severity, plan or calendar changes the budget and keeps what has run, each
 * stretch in the time that counted for its severity, and by the program, of then.
 *
 * <p>A clock has run for the working time (or the time) of the stretches in which it ran. Its
 * deadline is the instant by which it has run for its whole budget; an answer at that very instant
 * is in time. Of a budget that was used up under a former program it is only known to have been
 * before the other one was met, or before the clock stopped if it did earlier.
 */
public final class ClockReading {

  private static final int NOT_MET = -1;

  private final ClockTarget target;
  private final List<Run> runs;
  private final Optional<Past> past;
  private final Duration budget;
  private final Optional<Instant> metAt;
  private final Optional<Instant> stoppedAt;
  private final boolean lateBefore;

  /**
   * What it had run when the case met another program.
   *
   * @param by when that was, or when it stopped before
   */
  private record Past(Duration used, Instant by) {}

  /**
   * A stretch in which a clock runs.
   *
   * @param to when it stopped; empty: it still runs
   * @param counted the time that counts
   */
  record Run(Instant from, Optional<Instant> to, WorkingTime counted) {}

  /**
   * Reads a clock that has a target.
   *
   * @param hours the working time of the shop
   * @param targets what it was measured by when the case was of another severity
   */
  ClockReading(
      ClockTarget target,
      CaseStanding standing,
      WorkingTime hours,
      Function<Severity, Target> targets) {
    this.target = target;
    List<Span> spans = standing.spans();
    int met = met(target.clock(), spans);
    this.metAt = met == NOT_MET ? Optional.empty() : Optional.of(spans.get(met).from());
    List<List<Run>> times =
        runs(target.clock(), spans, met, of -> targets.apply(of).counted(hours));
    List<Run> all = times.isEmpty() ? List.of() : times.get(times.size() - 1);
    this.lateBefore =
        times.stream().limit(Math.max(0, times.size() - 1)).anyMatch(time -> isLate(time, hours));
    Optional<Ran> ran =
        standing.ran().filter(at -> !all.isEmpty() && all.get(0).from().isBefore(at.until()));
    this.runs = ran.map(at -> after(at.until(), all)).orElse(all);
    this.stoppedAt = all.isEmpty() ? Optional.empty() : all.get(all.size() - 1).to();
    this.past =
        ran.flatMap(
            at ->
                Optional.ofNullable(at.used().get(target.clock()))
                    .map(
                        used ->
                            new Past(
                                used, stoppedAt.filter(at.until()::isAfter).orElse(at.until()))));
    List<Run> counted = past.isPresent() ? all : runs;
    this.budget =
        counted.isEmpty() ? Duration.ZERO : target.target().budget(hours, counted.get(0).from());
  }

  /** Whether it had struck when it stopped. */
  private boolean isLate(List<Run> time, WorkingTime hours) {
    Duration had = target.target().budget(hours, time.get(0).from());
    Optional<Instant> end = time.get(time.size() - 1).to();
    return at(time, had).filter(due -> end.filter(due::isBefore).isPresent()).isPresent();
  }

  /** What is left of runs from an instant on. */
  private static List<Run> after(Instant start, List<Run> runs) {
    return runs.stream()
        .filter(run -> run.to().filter(to -> !to.isAfter(start)).isEmpty())
        .map(run -> run.from().isBefore(start) ? new Run(start, run.to(), run.counted()) : run)
        .toList();
  }

  /** The stretch that met the clock, the last one if it goes on when the case comes back. */
  private static int met(CaseClock clock, List<Span> spans) {
    int met = NOT_MET;
    for (int i = 1; i < spans.size(); i++) {
      CaseState from = spans.get(i - 1).state();
      CaseState to = spans.get(i).state();
      boolean back = clock.runsIn(to) && !clock.once();
      if (back) {
        met = NOT_MET;
      } else if (met == NOT_MET && clock.runsIn(from) && meets(clock, to)) {
        met = i;
      }
    }
    return met;
  }

  private static boolean meets(CaseClock clock, CaseState to) {
    boolean givenUp = to == CaseState.WITHDRAWN || to == CaseState.MERGED;
    boolean takenUpAgain = clock.anew() && to == CaseState.ACKNOWLEDGED;
    return !clock.runsIn(to) && !givenUp && !takenUpAgain;
  }

  /** The stretches in which it runs, each time it began anew. */
  private static List<List<Run>> runs(
      CaseClock clock, List<Span> spans, int met, Function<Severity, WorkingTime> counted) {
    List<List<Run>> times = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      boolean over = clock.once() && met != NOT_MET && i >= met;
      if (clock.runsIn(span.state()) && !span.waiting() && !over) {
        if (times.isEmpty() || (clock.anew() && !clock.runsIn(spans.get(i - 1).state()))) {
          times.add(new ArrayList<>());
        }
        times
            .get(times.size() - 1)
            .add(
                new Run(
                    span.from(),
                    i + 1 < spans.size() ? Optional.of(spans.get(i + 1).from()) : Optional.empty(),
                    counted.apply(span.severity())));
      }
    }
    return times;
  }

  /** The clock. */
  public CaseClock clock() {
    return target.clock();
  }

  /** What it is measured by. */
  public ClockTarget target() {
    return target;
  }

  /** Whether the case ever was where this clock runs. */
  public boolean begun() {
    return past.isPresent() || !runs.isEmpty();
  }

  /** Whether it runs now. */
  public boolean running() {
    return !runs.isEmpty() && runs.get(runs.size() - 1).to().isEmpty();
  }

  /** When it was met; empty: not yet, or never, for a case that was withdrawn or merged. */
  public Optional<Instant> metAt() {
    return metAt;
  }

  /** How much time it has, in the time it counts. */
  public Duration budget() {
    return budget;
  }

  /** How long it has run up to {@code now}, in the time it counts. */
  public Duration used(Instant now) {
    Duration used = past.map(Past::used).orElse(Duration.ZERO);
    for (Run run : runs) {
      Instant to = run.to().filter(now::isAfter).orElse(now);
      if (to.isAfter(run.from())) {
        used = used.plus(run.counted().between(run.from(), to));
      }
    }
    return used;
  }

  /**
   * When it strikes: the instant by which it has run for its budget. While it is stopped short of
   * that there is none.
   */
  public Optional<Instant> deadline() {
    return at(budget);
  }

  /**
   * Whether it was met too late, or is not met and has struck by {@code now}. What is stopped at
   * the very deadline is not late: no more than what is answered then.
   */
  public boolean late(Instant now) {
    Instant end = metAt.or(() -> stoppedAt.filter(now::isAfter)).orElse(now);
    return deadline().filter(deadline -> deadline.isBefore(end)).isPresent();
  }

  /** Whether it was late an earlier time, before it began anew. */
  public boolean lateBefore() {
    return lateBefore;
  }

  /** The instant by which it has run for {@code amount}. */
  Optional<Instant> at(Duration amount) {
    int less = past.map(Past::used).map(amount::compareTo).orElse(1);
    if (less <= 0) {
      Instant by = past.orElseThrow().by();
      return Optional.of(less == 0 ? by : by.minus(1, ChronoUnit.MICROS));
    }
    return at(runs, amount.minus(past.map(Past::used).orElse(Duration.ZERO)));
  }

  private static Optional<Instant> at(List<Run> runs, Duration amount) {
    Duration left = amount;
    for (Run run : runs) {
      if (run.to().isEmpty()) {
        return Optional.of(run.counted().add(run.from(), left));
      }
      Duration worked = run.counted().between(run.from(), run.to().get());
      if (left.compareTo(worked) <= 0) {
        return Optional.of(run.counted().add(run.from(), left));
      }
      left = left.minus(worked);
    }
    return Optional.empty();
  }
}
