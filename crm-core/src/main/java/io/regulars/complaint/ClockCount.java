package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.complaint.ClockTime.Stretch;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One time of a clock as it counts: by the line in which the case last met another program up to
 * there, and by a plan from there on. Nothing before the line is reckoned anew.
 */
final class ClockCount {

  private final ClockTime time;
  private final Optional<Kept> kept;
  private final List<Run> runs;
  private final ClockPlan plan;
  private final Optional<ClockTarget> target;
  private final Optional<Duration> budget;

  /**
   * A stretch after the line in which it ran.
   *
   * @param counted the time that counts
   */
  private record Run(Instant from, Optional<Instant> to, WorkingTime counted) {}

  /**
   * Counts.
   *
   * @param ran the line, if the case has one
   * @param kept what the line keeps of this time of the clock, if it does
   */
  ClockCount(ClockTime time, Optional<Ran> ran, Optional<Kept> kept, ClockPlan plan) {
    this.time = time;
    this.kept = kept;
    this.plan = plan;
    this.runs = runs(time, ran, plan);
    boolean past = ran.filter(line -> time.over() && time.last() < line.spans() - 1).isPresent();
    this.target = past ? Optional.empty() : plan.target(time.severity());
    this.budget =
        past
            ? kept.flatMap(Kept::budget)
            : began().flatMap(start -> plan.budget(time.severity(), start));
  }

  private static List<Run> runs(ClockTime time, Optional<Ran> ran, ClockPlan plan) {
    List<Run> runs = new ArrayList<>();
    for (Stretch stretch : time.stretches()) {
      boolean past = ran.filter(line -> stretch.span() < line.spans() - 1).isPresent();
      Instant from = ran.map(Ran::until).filter(stretch.from()::isBefore).orElse(stretch.from());
      plan.counted(stretch.severity())
          .filter(counted -> !past)
          .ifPresent(counted -> runs.add(new Run(from, stretch.to(), counted)));
    }
    return runs;
  }

  private Optional<Instant> began() {
    return kept.isPresent() ? Optional.of(time.began()) : runs.stream().map(Run::from).findFirst();
  }

  /** Whether it has begun, and had a target that it is measured by. */
  boolean isMeasured() {
    return budget.isPresent();
  }

  /** Whether it has stopped where it does not go on but with the case taken up again. */
  boolean isOver() {
    return time.over();
  }

  Optional<ClockTarget> target() {
    return target;
  }

  Duration budget() {
    return budget.orElseThrow();
  }

  Optional<Instant> metAt() {
    return time.metAt();
  }

  boolean running() {
    return !runs.isEmpty() && runs.get(runs.size() - 1).to().isEmpty();
  }

  Duration used(Instant now) {
    Duration used = kept.map(Kept::used).orElse(Duration.ZERO);
    for (Run run : runs) {
      Instant to = run.to().filter(now::isAfter).orElse(now);
      if (to.isAfter(run.from())) {
        used = used.plus(run.counted().between(run.from(), to));
      }
    }
    return used;
  }

  /** The instant by which it has run for its budget; empty: it has stopped short of that. */
  Optional<Instant> deadline() {
    return budget.flatMap(this::at);
  }

  boolean late(Instant now) {
    Instant end = metAt().or(() -> time.stoppedAt().filter(now::isAfter)).orElse(now);
    return deadline().filter(due -> due.isBefore(end)).isPresent();
  }

  /** Whether it was late when it stopped. */
  boolean wasLate() {
    return deadline().filter(due -> time.stoppedAt().filter(due::isBefore).isPresent()).isPresent();
  }

  /** The instant by which it has run for {@code amount}; some instant before if that is unknown. */
  Optional<Instant> at(Duration amount) {
    Duration before = kept.map(Kept::used).orElse(Duration.ZERO);
    int more = kept.isPresent() ? amount.compareTo(before) : 1;
    if (more > 0) {
      return at(runs, amount.minus(before));
    }
    Kept line = kept.orElseThrow();
    return Optional.of(
        more == 0
            ? line.reached()
            : line.dues().getOrDefault(amount, line.reached().minus(1, ChronoUnit.MICROS)));
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

  /** What is to be known of it when the case meets another program at {@code now}. */
  Optional<Kept> keep(Instant now, boolean lateBefore) {
    Duration used = used(now);
    Optional<Instant> reached = began().isEmpty() ? Optional.empty() : at(used);
    return reached.map(
        at ->
            new Kept(
                used,
                Collections.min(List.of(at, now)),
                budget.filter(of -> time.over()),
                lateBefore,
                dues(used)));
  }

  /** When what is used up was due, for every severity, as the case may become of another one. */
  private Map<Duration, Instant> dues(Duration used) {
    Map<Duration, Instant> dues = new TreeMap<>(kept.map(Kept::dues).orElse(Map.of()));
    List<Duration> budgets = new ArrayList<>(budget.map(List::of).orElse(List.of()));
    for (Severity severity : Severity.values()) {
      began().flatMap(start -> plan.budget(severity, start)).ifPresent(budgets::add);
    }
    budgets.stream()
        .filter(of -> of.compareTo(used) < 0)
        .forEach(of -> at(of).ifPresent(due -> dues.putIfAbsent(of, due)));
    return dues;
  }
}
