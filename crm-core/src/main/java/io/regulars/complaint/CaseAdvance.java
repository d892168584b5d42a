package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Earlier;
import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.complaint.CaseEventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What time alone does to a case: clocks warn and strike rung after rung, each once, and a case
 * that waits in vain for its customer ends. Pure; the result does not depend on when or how often
 * it is run. At one instant the clocks act in their order, the warning before the rungs. What is
 * done at the very deadline is done in time, so a clock strikes at the first microsecond after it.
 */
final class CaseAdvance {

  private CaseAdvance() {}

  /** Something that is going to happen; how it is explained is asked when it has. */
  private record Due(Instant at, CaseEventKind kind, Supplier<Explanation> explanation) {}

  /** Advances the draft through {@code to}, inclusive. */
  static void to(CaseDraft draft, Instant to) {
    Actor acting = draft.actAs(Actor.system(draft.tenant().merchant().id()));
    meet(draft, to);
    for (Optional<Due> due = next(draft);
        due.filter(first -> !first.at().isAfter(to)).isPresent();
        due = next(draft)) {
      Due first = due.orElseThrow();
      draft.moveTo(first.at());
      draft.happened(first.kind(), first.explanation().get(), Optional.empty());
    }
    draft.actAs(acting);
    draft.moveTo(to);
  }

  /**
   * Writes down what the clocks have run if the case was last measured by another program, and goes
   * on from there: by the plan of then if the one in force knows it as a former one, else by that
   * in force. Nothing strikes before this line, and nothing before it is reckoned anew.
   */
  private static void meet(CaseDraft draft, Instant at) {
    if (draft.isNew()) {
      return;
    }
    ProgramVersion before = draft.events().get(draft.events().size() - 1).program();
    if (!before.equals(draft.tenant().program().version())) {
      Actor acting = draft.actAs(Actor.system(draft.tenant().merchant().id()));
      Optional<ComplaintPlan> former = Optional.ofNullable(draft.plan().former().get(before));
      draft.moveTo(at);
      draft.happened(
          CaseEventKind.PLAN_CHANGED,
          PlanChange.explain(
              before, former.isPresent(), ran(draft, former.orElse(draft.plan()), at)),
          Optional.empty());
      draft.actAs(acting);
    }
  }

  /** The first instant at which time will change the case. */
  static Optional<Instant> wakeAt(CaseDraft draft) {
    return next(draft).map(Due::at);
  }

  private static Optional<Due> next(CaseDraft draft) {
    CaseStanding standing = draft.standing();
    if (!standing.state().isOpen()) {
      return Optional.empty();
    }
    List<Due> dues = new ArrayList<>();
    for (ClockReading reading : readings(draft)) {
      if (reading.running()) {
        boolean late = reading.late(draft.asOf());
        strike(reading, standing, late).ifPresent(dues::add);
      }
    }
    standing
        .waitingSince()
        .ifPresent(
            since ->
                dues.add(
                    new Due(
                        after(since.plus(draft.plan().patience())),
                        CaseEventKind.WITHDRAWN,
                        () -> Explanation.of("case.silence", "silence", since.toString()))));
    return dues.stream().min(Comparator.comparing(Due::at));
  }

  /**
   * The next strike of a clock; those behind it come later, as amounts rise from one to the next.
   * Nobody is warned of what is late already, or has climbed before it was given more time.
   */
  private static Optional<Due> strike(ClockReading reading, CaseStanding standing, boolean late) {
    CaseClock clock = reading.clock();
    ClockTarget target = reading.target().orElseThrow();
    Optional<Duration> warning =
        target
            .warnBefore()
            .map(reading.budget()::minus)
            .filter(time -> !time.isNegative())
            .filter(time -> !late)
            .filter(time -> standing.struck().stream().noneMatch(each -> each.clock() == clock));
    if (warning.isPresent()) {
      return reading
          .at(warning.get())
          .map(
              at ->
                  new Due(
                      whole(at),
                      CaseEventKind.WARNED,
                      () -> Explanation.of("case.warned", clock.name(), deadline(reading))));
    }
    List<Rung> rungs = target.rungs();
    for (int i = 1; i <= rungs.size(); i++) {
      if (!standing.hasTold(clock, rungs.get(i - 1).to())) {
        return rung(reading, i, rungs.get(i - 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<Due> rung(ClockReading reading, int number, Rung rung) {
    return reading
        .at(reading.budget().plus(rung.after()))
        .map(
            at ->
                new Due(
                    after(at),
                    CaseEventKind.ESCALATED,
                    () ->
                        Explanation.of(
                            "case.escalated",
                            reading.clock().name(),
                            Integer.toString(number),
                            rung.to().name(),
                            deadline(reading))));
  }

  private static String deadline(ClockReading reading) {
    return reading.deadline().map(Instant::toString).orElse("");
  }

  /** The first whole microsecond, which is what storage keeps, that is not before {@code at}. */
  private static Instant whole(Instant at) {
    return at.equals(at.truncatedTo(ChronoUnit.MICROS)) ? at : after(at);
  }

  /** The first whole microsecond after {@code at}. */
  private static Instant after(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
  }

  /** The clocks that a case has targets for, in their order. */
  static List<ClockReading> readings(CaseDraft draft) {
    return Arrays.stream(CaseClock.values())
        .map(clock -> ClockReading.of(draft.standing(), plan(draft, draft.plan(), clock)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Ran ran(CaseDraft draft, ComplaintPlan plan, Instant at) {
    CaseStanding standing = draft.standing();
    Map<CaseClock, Kept> kept = new EnumMap<>(CaseClock.class);
    Map<CaseClock, Earlier> earlier = new EnumMap<>(CaseClock.class);
    for (CaseClock clock : CaseClock.values()) {
      ClockPlan of = plan(draft, plan, clock);
      ClockReading.keep(standing, of, at).ifPresent(known -> kept.put(clock, known));
      ClockReading.keepEarlier(standing, of, at).ifPresent(known -> earlier.put(clock, known));
    }
    return new Ran(at, standing.spans().size(), kept, earlier);
  }

  private static ClockPlan plan(CaseDraft draft, ComplaintPlan plan, CaseClock clock) {
    return new ClockPlan(
        clock, plan, draft.channel(), plan.workingTime(draft.store(), draft.zone()));
  }
}
