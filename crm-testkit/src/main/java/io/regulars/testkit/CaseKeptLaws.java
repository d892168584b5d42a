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
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** L751, L752: what the clocks of a case keep, whatever severity and program come after. */
interface CaseKeptLaws {

  /** Returns an empty storage. */
  Storage freshStorage();

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

    private final ComplaintPlan plan;
    private final Salon salon;
    private final Complaints cases;
    private final CaseId into;
    private final Map<ProgramVersion, ComplaintPlan> former = new LinkedHashMap<>();
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

    void next() {
      former.put(ProgramVersion.of("2026-" + (former.size() + 1)), plan);
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
    CaseState state = walked.cases().desk().find(walked.id()).standing().state();
    List<ClockReading> before = walked.cases().desk().clocks(walked.id());
    ComplaintPlan next =
        ImmutableComplaintPlan.copyOf(other.patient().plan())
            .withFormer(Map.of(ProgramVersion.of("2026-1"), walk.patient().plan()));
    ComplaintService changed =
        Complaints.desk(walked.cases().node(walked.salon().storage(), next, "2026-2"), "fay");
    assertKept(before, changed.clocks(walked.id()), state, met, met);
    if (state == CaseState.MERGED) {
      return;
    }
    changed.note(walked.cases().act(walked.id())).orThrow();
    assertKept(before, changed.clocks(walked.id()), state, met, met);
    walked.salon().pass(Duration.ofMinutes(minutes));
    Instant now = walked.salon().clock().instant();
    assertKept(before, changed.clocks(walked.id()), state, met, now);
    WorkingTime hours = next.workingTime(Salon.SHOP, walk.zone());
    for (ClockReading clock : changed.clocks(walked.id())) {
      Optional<ClockTarget> target = clock.target().filter(of -> clock.running());
      Duration since =
          target.map(of -> of.target().counted(hours).between(met, now)).orElse(Duration.ZERO);
      before.stream()
          .filter(was -> was.clock() == clock.clock())
          .forEach(was -> assertEquals(was.used(met).plus(since), clock.used(now)));
    }
  }

  /** What had stopped with the state the case is in shows what it showed; the rest what it ran. */
  private static void assertKept(
      List<ClockReading> before,
      List<ClockReading> after,
      CaseState state,
      Instant met,
      Instant now) {
    for (ClockReading was : before) {
      Optional<ClockReading> is =
          after.stream().filter(clock -> clock.clock() == was.clock()).findFirst();
      if (was.metAt().isPresent() || !was.clock().runsIn(state)) {
        ClockReading kept = is.orElseThrow(() -> new AssertionError(was.clock() + " is gone"));
        assertEquals(was.budget(), kept.budget());
        assertEquals(was.deadline(), kept.deadline());
        assertEquals(was.metAt(), kept.metAt());
        assertEquals(was.late(met), kept.late(now));
        assertEquals(was.lateBefore(), kept.lateBefore());
        assertEquals(was.used(met), kept.used(now));
      } else if (now.equals(met)) {
        is.ifPresent(kept -> assertEquals(was.used(met), kept.used(met)));
      }
    }
  }
}
