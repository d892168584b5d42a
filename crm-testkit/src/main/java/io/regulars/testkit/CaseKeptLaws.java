package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseStanding.Strike;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.engine.Outcome;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.Storage;
import io.regulars.testkit.CaseWalk.Turn;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** L751 to L753: what the clocks of a case keep, whatever severity and program come after. */
interface CaseKeptLaws extends WalkLaws {

  /**
   * Two histories alike, one of them under ever new versions of the program with the same plan. A
   * strike is dated no earlier than the case met the version in force, and who is late by then is
   * not warned any more, so warnings may lack; silence is left out, as it is dated so, too.
   */
  @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
  default void law_L751_new_versions_of_the_same_plan_change_nothing(
      @ForAll("walks") CaseWalk walk) {
    CaseWalk patient = walk.patient();
    Versions still = new Versions(patient, freshStorage());
    Versions moving = new Versions(patient, freshStorage());
    for (Turn turn : patient.turns()) {
      if (turn.minutes() % 4 == 0) {
        moving.next();
      }
      assertEquals(still.take(turn), moving.take(turn), "done or refused");
      assertEquals(still.clocks(), moving.clocks(), () -> "after " + turn);
      Set<Strike> strikes = still.strikes();
      Set<Strike> struck = moving.strikes();
      assertEquals(rungs(strikes), rungs(struck), () -> "after " + turn);
      assertTrue(strikes.containsAll(struck), () -> "after " + turn);
    }
    assertEquals(still.figures(), moving.figures());
  }

  private static Set<Strike> rungs(Set<Strike> strikes) {
    return strikes.stream().filter(strike -> strike.rung() > 0).collect(Collectors.toSet());
  }

  /** A walk under one version of its program, or under ever new ones. */
  final class Versions {

    private static final Set<CaseAction> GRAVER =
        Set.of(CaseAction.CHANGE_SEVERITY, CaseAction.ATTACH, CaseAction.NOTE, CaseAction.ESCALATE);

    private static final List<CaseAction> ON =
        List.of(
            CaseAction.RESUME,
            CaseAction.PROPOSE,
            CaseAction.AGREE,
            CaseAction.RESOLVE,
            CaseAction.FOLLOW_UP,
            CaseAction.CLOSE,
            CaseAction.REOPEN,
            CaseAction.ACKNOWLEDGE);

    private final Salon salon;
    private final Complaints cases;
    private final CaseId into;
    private final Map<ProgramVersion, ComplaintPlan> former = new LinkedHashMap<>();
    private ComplaintPlan plan;
    private Crm crm;
    private CaseId id;

    Versions(CaseWalk walk, Storage storage) {
      this.plan = walk.plan();
      this.salon = new Salon(storage);
      this.cases = new Complaints(salon, WalkedCase.merchant(walk), plan);
      this.crm = cases.crm();
      salon.clock().set(walk.start());
      this.into = cases.open();
      this.id = cases.open();
    }

    /** The same plan in a new version of the program. */
    void next() {
      next(plan);
    }

    /** Another plan. */
    void next(ComplaintPlan other) {
      former.put(ProgramVersion.of("2026-" + (former.size() + 1)), plan);
      plan = other;
      crm =
          cases.node(
              salon.storage(),
              ImmutableComplaintPlan.copyOf(plan).withFormer(former),
              "2026-" + (former.size() + 1));
    }

    private ComplaintService desk() {
      return Complaints.desk(crm, "fay");
    }

    /** What clocks do not care for becomes another change of severity. */
    Optional<Reason> take(Turn turn) {
      salon.pass(Duration.ofMinutes(turn.minutes()));
      if (turn.due()) {
        crm.runDue();
      }
      Severity severity = Severity.values()[(int) (turn.minutes() % Severity.values().length)];
      Outcome<CaseAnswer> outcome =
          GRAVER.contains(turn.action())
              ? desk().severity(cases.severity(id, severity))
              : cases.take(desk(), turn.action(), id, into);
      Optional<Reason> refused = outcome.refusal().map(Rejection::reason);
      id = refused.isPresent() ? id : outcome.orThrow().file().id();
      return refused;
    }

    /**
     * Takes what is tried if it is possible, else what leads on, so that cases come round often.
     *
     * @return where the case stood before
     */
    StopBook.Place onward(Turn turn) {
      StopBook.Place before = place();
      List<CaseAction> possible = CaseAction.possibleIn(before.state(), before.waiting());
      CaseAction action =
          possible.contains(turn.action()) && turn.action() != CaseAction.MERGE
              ? turn.action()
              : ON.stream().filter(possible::contains).findFirst().orElseThrow();
      take(new Turn(turn.minutes(), turn.due(), action));
      return before;
    }

    StopBook.Place place() {
      CaseFile file = desk().find(id).file();
      return new StopBook.Place(
          file.state(),
          file.waiting(),
          plan.clocks().stream()
              .filter(target -> target.isFor(file.severity(), file.channel()))
              .map(ClockTarget::clock)
              .collect(Collectors.toSet()),
          salon.clock().instant());
    }

    List<ClockReading> readings() {
      return desk().clocks(id);
    }

    /** All that is shown of the clocks. */
    List<String> clocks() {
      Instant now = salon.clock().instant();
      return desk().clocks(id).stream()
          .map(
              clock ->
                  clock.clock()
                      + (clock.running() ? " runs " : " stands ")
                      + clock.used(now)
                      + " of "
                      + clock.budget()
                      + ", due "
                      + clock.deadline()
                      + ", met "
                      + clock.metAt()
                      + (clock.late(now) ? ", late" : "")
                      + (clock.lateBefore() ? ", late before" : ""))
          .toList();
    }

    Set<Strike> strikes() {
      return desk().find(id).standing().struck();
    }

    /** The numbers of all clocks but for the warnings. */
    List<ClockFigures> figures() {
      CaseReport report =
          Complaints.full(crm, "fay")
              .casebook()
              .report(Instant.EPOCH, salon.clock().instant().plusSeconds(1));
      return Arrays.stream(CaseClock.values())
          .map(report::clock)
          .map(
              of ->
                  new ClockFigures(
                      of.inTime(),
                      of.late(),
                      of.missed(),
                      of.running(),
                      of.dropped(),
                      0,
                      of.rungs(),
                      of.used()))
          .toList();
    }
  }

  /** Of another plan, which names the one before; the clocks are those that both have. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  default void law_L752_another_plan_keeps_what_has_run_and_what_was_over(
      @ForAll("walks") CaseWalk walk,
      @ForAll("walks") CaseWalk other,
      @ForAll @IntRange(max = 3_000) int minutes) {
    WalkedCase walked = WalkedCase.walk(freshStorage(), walk.patient(), true, each -> {});
    Instant met = walked.salon().clock().instant();
    CaseFile file = walked.cases().desk().find(walked.id()).file();
    List<ClockReading> before = walked.cases().desk().clocks(walked.id());
    ComplaintPlan next =
        ImmutableComplaintPlan.copyOf(other.patient().plan())
            .withFormer(Map.of(ProgramVersion.of("2026-1"), walk.patient().plan()));
    ComplaintService changed =
        Complaints.desk(walked.cases().node(walked.salon().storage(), next, "2026-2"), "fay");
    Keeping keeping = new Keeping(file, walk.plan(), next, met);
    keeping.assertKept(before, changed.clocks(walked.id()), met);
    if (file.state() == CaseState.MERGED) {
      return;
    }
    changed.note(walked.cases().act(walked.id())).orThrow();
    keeping.assertKept(before, changed.clocks(walked.id()), met);
    walked.salon().pass(Duration.ofMinutes(minutes));
    keeping.assertKept(before, changed.clocks(walked.id()), walked.salon().clock().instant());
    keeping.assertGoesOn(
        before,
        changed.clocks(walked.id()),
        next.workingTime(Salon.SHOP, walk.zone()),
        walked.salon().clock().instant());
  }

  /**
   * A case that met another plan.
   *
   * @param file the case as it was then
   * @param had the plan before
   * @param has the plan since
   * @param met when that was
   */
  record Keeping(CaseFile file, ComplaintPlan had, ComplaintPlan has, Instant met) {

    /** Whether a clock's present time goes on, and is not all told by what it shows. */
    private boolean goesOn(ClockReading was) {
      boolean settled = was.clock().once() && was.metAt().isPresent();
      return was.clock().runsIn(file.state()) && !settled;
    }

    private boolean isMeasured(ComplaintPlan plan, ClockReading clock) {
      return plan.clocks().stream()
          .anyMatch(
              target ->
                  target.clock() == clock.clock() && target.isFor(file.severity(), file.channel()));
    }

    /** What had stopped shows what it showed; what goes on has run what it had. */
    void assertKept(List<ClockReading> before, List<ClockReading> after, Instant now) {
      for (ClockReading was : before) {
        Optional<ClockReading> is =
            after.stream().filter(clock -> clock.clock() == was.clock()).findFirst();
        if (!goesOn(was) || (!isMeasured(had, was) && !isMeasured(has, was))) {
          assertSame(was, is.orElseThrow(() -> new AssertionError(was.clock() + " gone")), now);
        } else if (isMeasured(has, was) && !file.waiting()) {
          ClockReading kept = is.orElseThrow(() -> new AssertionError(was.clock() + " gone"));
          boolean late = was.lateBefore() || (!isMeasured(had, was) && was.late(met));
          assertEquals(late, kept.lateBefore(), () -> was.clock() + " late before");
          assertTrue(!isMeasured(had, was) || kept.used(met).equals(was.used(met)));
        }
      }
    }

    private void assertSame(ClockReading was, ClockReading kept, Instant now) {
      assertEquals(was.budget(), kept.budget());
      assertEquals(was.deadline(), kept.deadline());
      assertEquals(was.metAt(), kept.metAt());
      assertEquals(was.late(met), kept.late(now));
      assertEquals(was.lateBefore(), kept.lateBefore());
      assertEquals(was.used(met), kept.used(now));
    }

    /** What both plans measure has run on by the later one. */
    void assertGoesOn(
        List<ClockReading> before, List<ClockReading> after, WorkingTime hours, Instant now) {
      for (ClockReading clock : after) {
        Optional<ClockTarget> target = clock.target().filter(of -> clock.running());
        Duration since =
            target.map(of -> of.target().counted(hours).between(met, now)).orElse(Duration.ZERO);
        before.stream()
            .filter(was -> was.clock() == clock.clock())
            .filter(was -> !goesOn(was) || (isMeasured(had, was) && isMeasured(has, was)))
            .forEach(was -> assertEquals(was.used(met).plus(since), clock.used(now)));
      }
    }
  }

  /**
   * Under three plans in turn and any severities, with cases that come round again and again: each
   * stop of a clock is judged once, by the severity and the plan of then.
   */
  @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
  default void law_L753_what_a_clock_showed_when_it_stopped_stands_whatever_comes_after(
      @ForAll("walks") CaseWalk walk,
      @ForAll("walks") CaseWalk second,
      @ForAll("walks") CaseWalk third) {
    List<ComplaintPlan> plans =
        Stream.of(second, third, walk).map(CaseWalk::patient).map(CaseWalk::plan).toList();
    Versions moving = new Versions(walk.patient(), freshStorage());
    StopBook book = new StopBook();
    int changes = 0;
    for (Turn turn : Stream.concat(walk.turns().stream(), second.turns().stream()).toList()) {
      if (turn.minutes() % 4 == 0) {
        moving.next(plans.get(changes++ % plans.size()));
      }
      StopBook.Place before = moving.onward(turn);
      book.look(before, moving.place(), moving.readings());
    }
  }
}
