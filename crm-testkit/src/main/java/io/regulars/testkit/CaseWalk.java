package io.regulars.testkit;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.Handler;
import io.regulars.complaint.ImmutableClockTarget;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A case on a walk through its life: what is tried with it, when, and whether time is applied in
 * between.
 *
 * @param plan how it is handled
 * @param zone where the shop is
 * @param start when it is opened
 * @param turns what is tried, in order
 */
record CaseWalk(ComplaintPlan plan, ZoneId zone, Instant start, List<Turn> turns) {

  /**
   * One turn of a walk.
   *
   * @param minutes how long after the one before
   * @param due whether time is applied before it
   * @param action what is tried
   */
  record Turn(long minutes, boolean due, CaseAction action) {}

  /** The same under a plan that waits for its customers and takes up cases for ever. */
  CaseWalk patient() {
    return new CaseWalk(
        ImmutableComplaintPlan.copyOf(plan)
            .withPatience(ComplaintPlan.LONGEST)
            .withReopenWithin(ComplaintPlan.LONGEST),
        zone,
        start,
        turns);
  }

  static Arbitrary<CaseWalk> any(Arbitrary<ComplaintPlan> plans, Arbitrary<ZoneId> zones) {
    return Combinators.combine(plans, zones)
        .flatAs(
            (plan, zone) ->
                Combinators.combine(
                        WorkingTimes.instants(new WorkingTime(plan.hours(), zone, plan.holidays())),
                        anyTurns())
                    .as(
                        (start, turns) ->
                            new CaseWalk(plan, zone, start.truncatedTo(ChronoUnit.MICROS), turns)));
  }

  private static Arbitrary<List<Turn>> anyTurns() {
    Arbitrary<Long> minutes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 60),
            Arbitraries.longs().between(0, 1_440),
            Arbitraries.longs().between(0, 10_000));
    Arbitrary<CaseAction> actions =
        Arbitraries.of(CaseAction.values()).filter(action -> action != CaseAction.COMPENSATE);
    return Combinators.combine(minutes, Arbitraries.of(true, false), actions)
        .as(Turn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** Somebody of each rank, the senior on duty out of hours. */
  private static final List<Handler> STAFF =
      List.of(
          Handler.of(StaffId.of("amy"), Rank.CLERK).addStores(Salon.SHOP).build(),
          Handler.of(StaffId.of("cao"), Rank.SENIOR).onDuty(true).build(),
          Handler.of(StaffId.of("dan"), Rank.STORE_MANAGER).addStores(Salon.SHOP).build(),
          Handler.of(StaffId.of("fay"), Rank.HEAD_OFFICE).build());

  /** Plans of every kind of target, with somebody of each rank on them or nobody. */
  static Arbitrary<ComplaintPlan> plans() {
    Arbitrary<Duration> patience = Arbitraries.longs().between(60, 20_000).map(Duration::ofMinutes);
    return Combinators.combine(
            WorkingTimes.hours(),
            WorkingTimes.holidays(),
            targets().list().ofMinSize(1).ofMaxSize(6),
            patience,
            patience,
            Arbitraries.of(STAFF, List.<Handler>of()))
        .as(
            (hours, holidays, targets, waits, reopens, staff) ->
                ComplaintPlan.builder()
                    .hours(hours)
                    .holidays(holidays)
                    .clocks(reached(targets))
                    .handlers(staff)
                    .patience(waits)
                    .reopenWithin(reopens)
                    .build());
  }

  private static List<ClockTarget> reached(List<ClockTarget> targets) {
    List<ClockTarget> reached = new ArrayList<>();
    for (ClockTarget target : targets) {
      if (target.isReached(reached)) {
        reached.add(target);
      }
    }
    return reached;
  }

  private static Arbitrary<ClockTarget> targets() {
    Arbitrary<Target> kinds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 900).map(m -> Target.working(Duration.ofMinutes(m))),
            Arbitraries.longs().between(1, 4_000).map(m -> Target.wall(Duration.ofMinutes(m))),
            Arbitraries.integers().between(1, 4).map(Target::workingDays));
    Arbitrary<Optional<Severity>> severities = Arbitraries.of(Severity.values()).optional(0.3);
    Arbitrary<List<Long>> rungs =
        Arbitraries.longs()
            .between(0, 500)
            .list()
            .ofMaxSize(4)
            .map(all -> all.stream().sorted().toList());
    return Combinators.combine(
            Arbitraries.of(CaseClock.values()),
            kinds,
            severities,
            rungs,
            Arbitraries.of(true, false))
        .as(CaseWalk::target);
  }

  private static ClockTarget target(
      CaseClock clock, Target target, Optional<Severity> severity, List<Long> rungs, boolean warn) {
    ImmutableClockTarget.Builder built = ClockTarget.of(clock, target);
    severity.ifPresent(built::addSeverities);
    for (int i = 0; i < rungs.size(); i++) {
      built.addRungs(Rung.after(Duration.ofMinutes(rungs.get(i)), Rank.values()[i]));
    }
    return warn ? built.warnBefore(Duration.ofSeconds(30)).build() : built.build();
  }
}
