package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** L742: what the clocks of a case show, held against somebody who counts minutes. */
interface CaseClockLaws extends WalkLaws {

  /**
   * Against somebody who counts minutes; of hours that are not of whole minutes nothing is said,
   * nor of a clock whose last time had no target.
   */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L742_a_clock_has_run_for_the_minutes_in_which_it_was_not_stopped(
      @ForAll("walks") CaseWalk walk) {
    WalkedCase walked = WalkedCase.walk(freshStorage(), walk, true, each -> {});
    WorkingTime hours = walk.plan().workingTime(Salon.SHOP, walk.zone());
    if (!MinuteCounter.counts(hours.hours())) {
      return;
    }
    Instant now = walked.salon().clock().instant();
    CaseAnswer found = walked.cases().desk().find(walked.id());
    for (ClockReading reading : walked.cases().desk().clocks(walked.id())) {
      StoppedClock naive =
          new StoppedClock(
              reading.clock(),
              found.file().events(),
              severity -> counted(walk.plan(), reading, severity, found.file().channel(), hours));
      if (targets(walk.plan(), reading.clock(), naive.lastSeverity(), found).isEmpty()) {
        continue;
      }
      Duration used = naive.used(now);
      assertEquals(used, reading.used(now), () -> reading.clock() + " of " + found.file());
      assertEquals(naive.metAt(), reading.metAt(), () -> reading.clock() + " is met");
      Instant end = reading.metAt().orElse(now);
      Duration byThen = naive.used(end);
      assertTrue(byThen.compareTo(reading.budget()) <= 0 || reading.late(now), "too much is late");
      assertTrue(byThen.compareTo(reading.budget()) >= 0 || !reading.late(now), "and late is that");
      reading
          .deadline()
          .filter(due -> Duration.between(now, due).toDays() < 10)
          .filter(due -> reading.running() || !due.isAfter(end))
          .ifPresent(
              due -> {
                assertEquals(reading.budget(), naive.used(due), "all of it by then");
                assertEquals(
                    reading.budget().minusNanos(1),
                    naive.used(due.minusNanos(1)),
                    "and not before");
              });
    }
  }

  private static List<ClockTarget> targets(
      ComplaintPlan plan, CaseClock clock, Severity severity, CaseAnswer found) {
    return plan.clocks().stream()
        .filter(target -> target.clock() == clock)
        .filter(target -> target.isFor(severity, found.file().channel()))
        .toList();
  }

  /** The time that counts for a clock of a case of this severity; none: that of the wall. */
  private static Optional<WorkingTime> counted(
      ComplaintPlan plan,
      ClockReading reading,
      Severity severity,
      String channel,
      WorkingTime hours) {
    ClockTarget target =
        plan.clocks().stream()
            .filter(each -> each.clock() == reading.clock())
            .filter(each -> each.channels().isEmpty() || each.channels().contains(channel))
            .min(Comparator.comparing(each -> !each.isFor(severity, channel)))
            .orElseThrow();
    return target.target() instanceof Target.Wall ? Optional.empty() : Optional.of(hours);
  }

  /** A clock as somebody reads it off the log. */
  record StoppedClock(
      CaseClock clock, List<CaseEvent> log, Function<Severity, Optional<WorkingTime>> counted) {

    private boolean runsIn(CaseState state) {
      return switch (clock) {
        case FIRST_RESPONSE -> Set.of(CaseState.OPEN, CaseState.ASSIGNED).contains(state);
        case INVESTIGATION -> state.isOpen() && state.compareTo(CaseState.INVESTIGATED) < 0;
        case FIRST_SOLUTION -> state.isOpen() && state.compareTo(CaseState.PROPOSED) < 0;
        case ANSWER -> state.isOpen() && state.compareTo(CaseState.AGREED) < 0;
        case FULFILMENT -> state == CaseState.AGREED;
        case FOLLOW_UP -> state == CaseState.RESOLVED;
        case CLOSING -> state == CaseState.FOLLOWED_UP;
      };
    }

    private boolean stopsForGood() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION -> true;
        case ANSWER, FULFILMENT, FOLLOW_UP, CLOSING -> false;
      };
    }

    /** The line with which it begins anew. */
    private Optional<CaseEventKind> begins() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION, ANSWER -> Optional.empty();
        case FULFILMENT -> Optional.of(CaseEventKind.AGREED);
        case FOLLOW_UP -> Optional.of(CaseEventKind.RESOLVED);
        case CLOSING -> Optional.of(CaseEventKind.FOLLOWED_UP);
      };
    }

    /** The line that meets it, if there is only one. */
    private Optional<CaseEventKind> meets() {
      return switch (clock) {
        case FIRST_RESPONSE, INVESTIGATION, FIRST_SOLUTION, ANSWER -> Optional.empty();
        case FULFILMENT -> Optional.of(CaseEventKind.RESOLVED);
        case FOLLOW_UP -> Optional.of(CaseEventKind.FOLLOWED_UP);
        case CLOSING -> Optional.of(CaseEventKind.CLOSED);
      };
    }

    Duration used(Instant now) {
      Duration sum = Duration.ZERO;
      Severity severity = Severity.valueOf(log.get(0).figure(1).orElseThrow());
      CaseState state = CaseState.OPEN;
      boolean waits = false;
      boolean over = false;
      for (int i = 0; i < log.size(); i++) {
        CaseEvent line = log.get(i);
        CaseState next = CaseLines.after(state, line, log);
        if (line.kind() == CaseEventKind.SEVERITY_CHANGED) {
          severity = Severity.valueOf(line.figure(1).orElseThrow());
        }
        over |= stopsForGood() && runsIn(state) && !runsIn(next) && !givenUp(next);
        if (begins().filter(line.kind()::equals).isPresent()) {
          sum = Duration.ZERO;
        }
        state = next;
        waits = line.kind() == CaseEventKind.PAUSED || (waits && !ends(line.kind()));
        Instant until = i + 1 < log.size() ? log.get(i + 1).occurredAt() : now;
        Instant to = until.isAfter(now) ? now : until;
        if (runsIn(state) && !waits && !over && line.occurredAt().isBefore(to)) {
          sum = sum.plus(time(counted.apply(severity), line.occurredAt(), to));
        }
      }
      return sum;
    }

    /** How grave the case was when it ran last, or stood still for the customer. */
    Severity lastSeverity() {
      Severity severity = Severity.valueOf(log.get(0).figure(1).orElseThrow());
      Severity last = severity;
      CaseState state = CaseState.OPEN;
      boolean over = false;
      for (CaseEvent line : log) {
        CaseState next = CaseLines.after(state, line, log);
        over |= stopsForGood() && runsIn(state) && !runsIn(next) && !givenUp(next);
        if (line.kind() == CaseEventKind.SEVERITY_CHANGED) {
          severity = Severity.valueOf(line.figure(1).orElseThrow());
        }
        state = next;
        last = runsIn(state) && !over ? severity : last;
      }
      return last;
    }

    private static boolean ends(CaseEventKind kind) {
      return kind == CaseEventKind.RESUMED
          || kind == CaseEventKind.WITHDRAWN
          || kind == CaseEventKind.MERGED;
    }

    private static boolean givenUp(CaseState state) {
      return state == CaseState.WITHDRAWN || state == CaseState.MERGED;
    }

    private static Duration time(Optional<WorkingTime> hours, Instant from, Instant to) {
      return hours
          .map(open -> new MinuteCounter(open).between(from, to))
          .orElseGet(() -> Duration.between(from, to));
    }

    Optional<Instant> metAt() {
      Optional<Instant> met = Optional.empty();
      CaseState state = CaseState.OPEN;
      for (CaseEvent line : log) {
        CaseState next = CaseLines.after(state, line, log);
        boolean answered =
            meets().isPresent()
                ? meets().filter(line.kind()::equals).isPresent()
                : runsIn(state) && !runsIn(next) && !givenUp(next);
        if (answered && met.isEmpty()) {
          met = Optional.of(line.occurredAt());
        } else if (!stopsForGood() && !runsIn(state) && runsIn(next)) {
          met = Optional.empty();
        }
        state = next;
      }
      return met;
    }
  }
}
