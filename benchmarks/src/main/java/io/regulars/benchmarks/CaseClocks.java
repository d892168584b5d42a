package io.regulars.benchmarks;

import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The promises about time of a complaint's case: five clocks, each with a warning when a fifth of
 * its time is left, and three rungs, at its deadline and after as much time again and again.
 */
final class CaseClocks {

  private static final Map<CaseClock, Duration> BUDGETS =
      Map.of(
          CaseClock.FIRST_RESPONSE, Duration.ofMinutes(15),
          CaseClock.INVESTIGATION, Duration.ofHours(8),
          CaseClock.FIRST_SOLUTION, Duration.ofHours(24),
          CaseClock.ANSWER, Duration.ofHours(36),
          CaseClock.FOLLOW_UP, Duration.ofHours(72));

  private CaseClocks() {}

  /** How much time a clock has. */
  static Duration budget(CaseClock clock) {
    return BUDGETS.getOrDefault(clock, Duration.ZERO);
  }

  /** The warning and the rungs, as time since the clock began. */
  static List<Duration> strikes(CaseClock clock) {
    Duration budget = budget(clock);
    return List.of(
        budget.minus(budget.dividedBy(5)), budget, budget.multipliedBy(2), budget.multipliedBy(3));
  }

  /** The same as targets of a plan, in working time. */
  static List<ClockTarget> targets() {
    return Stream.of(CaseClock.values())
        .filter(BUDGETS::containsKey)
        .map(CaseClocks::target)
        .toList();
  }

  private static ClockTarget target(CaseClock clock) {
    Duration budget = budget(clock);
    return ClockTarget.of(clock, Target.working(budget))
        .warnBefore(budget.dividedBy(5))
        .addRungs(
            Rung.at(Rank.SENIOR),
            Rung.after(budget, Rank.STORE_MANAGER),
            Rung.after(budget.multipliedBy(2), Rank.HEAD_OFFICE))
        .build();
  }
}
