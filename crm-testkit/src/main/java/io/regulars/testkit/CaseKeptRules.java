package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.casebook.ClockFigures;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1560 to E1566: what a clock has run, when it was due and whether it was late stays so, whatever
 * program, plan or severity comes after.
 */
interface CaseKeptRules extends CrmRules {

  private static ImmutableComplaintPlan.Builder only(ClockTarget... targets) {
    return ComplaintPlan.builder().hours(Complaints.hours()).addClocks(targets);
  }

  /** Five minutes for a first solution to what is urgent, and for nothing else. */
  private static ComplaintPlan urgentAlone() {
    return only(ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.working(Duration.ofMinutes(5)))
            .addSeverities(Severity.URGENT)
            .addRungs(Rung.at(Rank.STORE_MANAGER))
            .build())
        .build();
  }

  /** An answer on the working day after. */
  private static ComplaintPlan nextDay() {
    return only(ClockTarget.of(CaseClock.ANSWER, Target.workingDays(1))
            .addRungs(Rung.at(Rank.HEAD_OFFICE))
            .build())
        .build();
  }

  /** The library with a plan that knows those before it, the first of them as of 2026-1. */
  static Crm next(Complaints cases, ComplaintPlan plan, ComplaintPlan... before) {
    Map<ProgramVersion, ComplaintPlan> former = new LinkedHashMap<>();
    for (ComplaintPlan each : before) {
      former.put(ProgramVersion.of("2026-" + (former.size() + 1)), each);
    }
    return cases.node(
        cases.salon().storage(),
        ImmutableComplaintPlan.copyOf(plan).withFormer(former),
        "2026-" + (former.size() + 1));
  }

  private static ComplaintService desk(Crm crm) {
    return Complaints.desk(crm, "fay");
  }

  /** What a clock shows at head office. */
  static ClockReading read(Crm crm, CaseId id, CaseClock clock) {
    return desk(crm).clocks(id).stream()
        .filter(reading -> reading.clock() == clock)
        .findFirst()
        .orElseThrow();
  }

  /** What became of a clock in all cases. */
  static ClockFigures figures(Crm crm, CaseClock clock) {
    return Complaints.full(crm, "fay")
        .casebook()
        .report(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z"))
        .clock(clock);
  }

  @Test
  default void required_E1560_what_ran_for_another_severity_is_kept_by_a_new_version() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, urgentAlone());
    cases.at("2026-09-01T11:00");
    CaseId id = cases.open(cases.complaint(Optional.empty()).withSeverity(Severity.URGENT));
    cases.at("2026-09-01T11:04");
    cases.desk().severity(cases.severity(id, Severity.NORMAL)).orThrow();
    Crm second = next(cases, urgentAlone(), urgentAlone());
    cases.at("2026-09-01T14:00");
    desk(second).note(cases.act(id)).orThrow();
    cases.at("2026-09-01T14:02");
    desk(second).severity(cases.severity(id, Severity.URGENT)).orThrow();
    ClockReading solution = read(second, id, CaseClock.FIRST_SOLUTION);
    assertEquals(Duration.ofMinutes(122), solution.used(salon.clock().instant()));
    assertEquals(Optional.of(Complaints.instant("2026-09-01T11:05")), solution.deadline());
    second.runDue();
    assertEquals(1, cases.lines(id, CaseEventKind.ESCALATED).size(), "at once");
  }

  @Test
  default void required_E1561_what_ran_under_a_plan_before_the_last_is_kept() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, nextDay());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T11:00");
    ComplaintPlan none = only().build();
    desk(next(cases, none, nextDay())).note(cases.act(id)).orThrow();
    cases.at("2026-09-01T14:00");
    Crm third = next(cases, nextDay(), nextDay(), none);
    desk(third).note(cases.act(id)).orThrow();
    cases.at("2026-09-01T15:00");
    assertEquals(
        Duration.ofHours(3),
        read(third, id, CaseClock.ANSWER).used(salon.clock().instant()),
        "two hours at first, none under the plan without the clock, and one since");
  }

  @Test
  default void required_E1562_an_answer_after_closing_time_is_late_under_each_later_version() {
    Complaints cases = new Complaints(salon(), nextDay());
    cases.at("2026-09-01T10:00");
    CaseId noted = cases.in(CaseState.PROPOSED);
    CaseId closed = cases.in(CaseState.PROPOSED);
    cases.at("2026-09-02T20:00");
    cases.take(CaseAction.AGREE, noted);
    cases.lead(
        closed, CaseAction.AGREE, CaseAction.RESOLVE, CaseAction.FOLLOW_UP, CaseAction.CLOSE);
    ClockFigures before = figures(cases.crm(), CaseClock.ANSWER);
    assertEquals(2, before.late());
    Crm second = next(cases, nextDay(), nextDay());
    assertEquals(before, figures(second, CaseClock.ANSWER), "read");
    desk(second).note(cases.act(noted)).orThrow();
    desk(second).note(cases.act(closed)).orThrow();
    assertEquals(before, figures(second, CaseClock.ANSWER), "noted");
    Crm third = next(cases, nextDay(), nextDay(), nextDay());
    desk(third).note(cases.act(closed)).orThrow();
    assertEquals(before, figures(third, CaseClock.ANSWER), "and again");
    for (CaseId id : List.of(noted, closed)) {
      assertEquals(
          Optional.of(Complaints.instant("2026-09-02T18:00")),
          read(third, id, CaseClock.ANSWER).deadline());
    }
  }

  @Test
  default void required_E1563_what_was_due_at_closing_time_strikes_though_it_meets_a_new_version() {
    Complaints cases = new Complaints(salon(), nextDay());
    cases.at("2026-09-01T10:00");
    CaseId id = cases.in(CaseState.PROPOSED);
    Crm second = next(cases, nextDay(), nextDay());
    cases.at("2026-09-02T20:00");
    cases.take(desk(second), CaseAction.AGREE, id, id).orThrow();
    assertEquals(1, cases.lines(id, CaseEventKind.ESCALATED).size());
    assertEquals(1, figures(second, CaseClock.ANSWER).late());
  }

  @Test
  default void required_E1564_a_severity_changed_afterwards_leaves_what_was_late_late() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId late = cases.open(cases.complaint(Optional.empty()).withSeverity(Severity.URGENT));
    CaseId intime = cases.open();
    cases.at("2026-09-01T11:00");
    for (CaseId id : List.of(late, intime)) {
      cases.lead(
          id, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    }
    ClockFigures before = figures(cases.crm(), CaseClock.FIRST_SOLUTION);
    assertEquals(List.of(1L, 1L), List.of(before.late(), before.inTime()));
    cases.desk().severity(cases.severity(late, Severity.LOW)).orThrow();
    cases.desk().severity(cases.severity(intime, Severity.URGENT)).orThrow();
    assertEquals(before, figures(cases.crm(), CaseClock.FIRST_SOLUTION));
    assertTrue(cases.clock(late, CaseClock.FIRST_SOLUTION).late(salon.clock().instant()));
    assertEquals(
        Duration.ofMinutes(5), cases.clock(late, CaseClock.FIRST_SOLUTION).budget(), "of then");
    assertFalse(cases.clock(intime, CaseClock.FIRST_SOLUTION).late(salon.clock().instant()));
  }

  @Test
  default void required_E1565_a_clock_that_the_later_severity_or_plan_lacks_stays_on_the_books() {
    Complaints cases = new Complaints(salon(), urgentAlone());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open(cases.complaint(Optional.empty()).withSeverity(Severity.URGENT));
    cases.at("2026-09-01T11:00");
    cases.lead(
        id, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    ClockFigures before = figures(cases.crm(), CaseClock.FIRST_SOLUTION);
    assertEquals(1, before.late());
    cases.desk().severity(cases.severity(id, Severity.NORMAL)).orThrow();
    assertEquals(before, figures(cases.crm(), CaseClock.FIRST_SOLUTION), "not of this severity");
    Crm without = next(cases, nextDay(), urgentAlone());
    assertEquals(before, figures(without, CaseClock.FIRST_SOLUTION), "read by a plan without it");
    desk(without).note(cases.act(id)).orThrow();
    assertEquals(before, figures(without, CaseClock.FIRST_SOLUTION), "and written");
    Crm slower = next(cases, Complaints.bare().clocks(slow()).build(), urgentAlone(), nextDay());
    desk(slower).note(cases.act(id)).orThrow();
    assertEquals(before, figures(slower, CaseClock.FIRST_SOLUTION), "by one with more time");
  }

  private static List<ClockTarget> slow() {
    return List.of(
        ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofDays(9))).build(),
        ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(30))).build());
  }

  @Test
  default void required_E1566_a_call_that_came_late_stays_late_under_a_plan_with_more_time() {
    ComplaintPlan three =
        only(ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(3))).build()).build();
    Complaints cases = new Complaints(salon(), three);
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.RESOLVED);
    cases.at("2026-09-11T09:00");
    cases.take(CaseAction.FOLLOW_UP, id);
    Crm later = next(cases, Complaints.bare().clocks(slow()).build(), three);
    for (CaseAction action :
        List.of(
            CaseAction.REOPEN,
            CaseAction.PROPOSE,
            CaseAction.AGREE,
            CaseAction.RESOLVE,
            CaseAction.FOLLOW_UP)) {
      cases.take(desk(later), action, id, id).orThrow();
    }
    assertTrue(read(later, id, CaseClock.FOLLOW_UP).lateBefore());
    assertEquals(1, figures(later, CaseClock.FOLLOW_UP).late());
  }
}
