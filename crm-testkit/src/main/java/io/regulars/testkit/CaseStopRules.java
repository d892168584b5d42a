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
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1600 to E1605: whenever a clock stops it is judged by the severity and the plan under which it
 * ran, and what it was then it stays, whether the clock goes on, begins anew, or has no target any
 * more.
 */
interface CaseStopRules extends CrmRules {

  private static ComplaintPlan only(ClockTarget... targets) {
    return ComplaintPlan.builder().hours(Complaints.hours()).addClocks(targets).build();
  }

  private static ClockTarget wall(CaseClock clock, Duration time, Severity... severities) {
    return ClockTarget.of(clock, Target.wall(time)).addSeverities(severities).build();
  }

  /** An answer to what is urgent in an hour, to the rest in nine days. */
  private static ComplaintPlan urgentInAnHour() {
    return only(
        wall(CaseClock.ANSWER, Duration.ofHours(1), Severity.URGENT),
        wall(CaseClock.ANSWER, Duration.ofDays(9)));
  }

  /** A call within three days after what was urgent, and after nothing else. */
  private static ComplaintPlan urgentCalls() {
    return only(wall(CaseClock.FOLLOW_UP, Duration.ofDays(3), Severity.URGENT));
  }

  private static CaseId urgent(Complaints cases) {
    return cases.open(cases.complaint(Optional.empty()).withSeverity(Severity.URGENT));
  }

  private static void agreeAgain(Complaints cases, Crm crm, CaseId id) {
    for (CaseAction action : List.of(CaseAction.PROPOSE, CaseAction.AGREE)) {
      cases.take(Complaints.desk(crm, "fay"), action, id, id).orThrow();
    }
  }

  @Test
  default void
      required_E1600_an_answer_that_came_late_stays_late_when_the_case_is_taken_up_again() {
    Complaints cases = new Complaints(salon(), urgentInAnHour());
    cases.at("2026-09-01T09:00");
    CaseId late = urgent(cases);
    CaseId intime = urgent(cases);
    cases.lead(
        intime, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    cases.at("2026-09-01T11:00");
    cases.lead(
        late, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    for (CaseId id : List.of(late, intime)) {
      cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
      cases.take(CaseAction.REOPEN, id);
      assertTrue(cases.clock(id, CaseClock.ANSWER).running());
      assertEquals(Duration.ofDays(9), cases.clock(id, CaseClock.ANSWER).budget(), "of now");
      assertEquals(id == late, cases.clock(id, CaseClock.ANSWER).lateBefore(), "as it was then");
    }
    cases.assertDue("2026-09-10T09:00", late, CaseClock.ANSWER);
    assertFalse(cases.clock(late, CaseClock.ANSWER).late(cases.salon().clock().instant()));
    assertEquals(1, CaseKeptRules.figures(cases.crm(), CaseClock.ANSWER).missed());
    agreeAgain(cases, cases.crm(), late);
    agreeAgain(cases, cases.crm(), intime);
    ClockFigures answers = CaseKeptRules.figures(cases.crm(), CaseClock.ANSWER);
    assertEquals(List.of(1L, 1L), List.of(answers.late(), answers.inTime()));
  }

  @Test
  default void required_E1601_an_answer_that_came_late_stays_late_under_each_later_plan() {
    ComplaintPlan hour = only(wall(CaseClock.ANSWER, Duration.ofHours(1)));
    ComplaintPlan days = only(wall(CaseClock.ANSWER, Duration.ofDays(9)));
    Complaints cases = new Complaints(salon(), hour);
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.PROPOSED);
    cases.at("2026-09-01T11:00");
    cases.lead(id, CaseAction.AGREE, CaseAction.RESOLVE);
    Crm second = CaseKeptRules.next(cases, days, hour);
    cases.take(Complaints.desk(second, "fay"), CaseAction.REOPEN, id, id).orThrow();
    ClockReading answer = CaseKeptRules.read(second, id, CaseClock.ANSWER);
    assertTrue(answer.lateBefore());
    assertEquals(Duration.ofHours(2), answer.used(cases.salon().clock().instant()), "and goes on");
    assertEquals(Optional.of(Complaints.instant("2026-09-10T09:00")), answer.deadline());
    Crm third = CaseKeptRules.next(cases, days, hour, days);
    assertTrue(CaseKeptRules.read(third, id, CaseClock.ANSWER).lateBefore(), "read");
    agreeAgain(cases, third, id);
    Crm fourth = CaseKeptRules.next(cases, days, hour, days, days);
    for (Crm crm : List.of(third, fourth)) {
      assertEquals(1, CaseKeptRules.figures(crm, CaseClock.ANSWER).late());
    }
  }

  @Test
  default void required_E1602_what_was_missed_when_it_was_taken_back_stays_missed() {
    Complaints cases =
        new Complaints(
            salon(),
            only(
                wall(CaseClock.FIRST_RESPONSE, Duration.ofMinutes(15), Severity.URGENT),
                wall(CaseClock.FIRST_RESPONSE, Duration.ofDays(9))));
    cases.at("2026-09-01T09:00");
    CaseId id = urgent(cases);
    cases.at("2026-09-01T09:20");
    cases.take(CaseAction.WITHDRAW, id);
    assertEquals(1, CaseKeptRules.figures(cases.crm(), CaseClock.FIRST_RESPONSE).missed());
    cases.take(CaseAction.REOPEN, id);
    cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    assertEquals(1, CaseKeptRules.figures(cases.crm(), CaseClock.FIRST_RESPONSE).missed());
    cases.take(CaseAction.ACKNOWLEDGE, id);
    assertEquals(1, CaseKeptRules.figures(cases.crm(), CaseClock.FIRST_RESPONSE).late());
  }

  /** Two calls: the first ten days after what was urgent, the second after what is mild by now. */
  private static CaseId calledLate(Complaints cases) {
    cases.at("2026-09-01T09:00");
    CaseId id =
        cases.lead(
            urgent(cases),
            CaseAction.ACKNOWLEDGE,
            CaseAction.PROPOSE,
            CaseAction.AGREE,
            CaseAction.RESOLVE);
    cases.at("2026-09-11T09:00");
    cases.lead(id, CaseAction.FOLLOW_UP, CaseAction.REOPEN);
    return id;
  }

  private static void assertCalledLate(ClockReading call, String why) {
    assertEquals(Duration.ofDays(3), call.budget(), why);
    assertEquals(Optional.of(Complaints.instant("2026-09-04T09:00")), call.deadline(), why);
    assertEquals(Optional.of(Complaints.instant("2026-09-11T09:00")), call.metAt(), why);
    assertTrue(call.late(Complaints.instant("2026-12-01T09:00")), why);
    assertFalse(call.lateBefore(), why);
    assertFalse(call.running(), why);
  }

  @Test
  default void
      required_E1603_a_call_that_came_late_stays_on_the_books_though_the_next_has_no_target() {
    Complaints cases = new Complaints(salon(), urgentCalls());
    CaseId id = calledLate(cases);
    ClockFigures before = CaseKeptRules.figures(cases.crm(), CaseClock.FOLLOW_UP);
    assertEquals(1, before.late());
    cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    cases.lead(id, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    assertCalledLate(cases.clock(id, CaseClock.FOLLOW_UP), "it waits for no call");
    assertEquals(Optional.empty(), cases.file(id).wakeAt());
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    assertTrue(cases.clock(id, CaseClock.FOLLOW_UP).running());
    assertTrue(cases.clock(id, CaseClock.FOLLOW_UP).lateBefore());
    cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    cases.take(CaseAction.FOLLOW_UP, id);
    assertCalledLate(cases.clock(id, CaseClock.FOLLOW_UP), "called for a second time");
    assertEquals(before, CaseKeptRules.figures(cases.crm(), CaseClock.FOLLOW_UP));
  }

  @Test
  default void required_E1604_an_earlier_time_is_kept_by_a_plan_without_its_clock() {
    Complaints cases = new Complaints(salon(), urgentCalls());
    CaseId id = calledLate(cases);
    cases.lead(id, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    ClockFigures before = CaseKeptRules.figures(cases.crm(), CaseClock.FOLLOW_UP);
    assertTrue(cases.clock(id, CaseClock.FOLLOW_UP).running());
    ComplaintPlan none = only(wall(CaseClock.ANSWER, Duration.ofDays(9)));
    Crm second = CaseKeptRules.next(cases, none, urgentCalls());
    assertCalledLate(CaseKeptRules.read(second, id, CaseClock.FOLLOW_UP), "read");
    Complaints.desk(second, "fay").note(cases.act(id)).orThrow();
    assertCalledLate(CaseKeptRules.read(second, id, CaseClock.FOLLOW_UP), "written");
    CaseEvent line = cases.lines(id, CaseEventKind.PLAN_CHANGED).get(0);
    assertEquals(
        Optional.of("FOLLOW_UP 1 PT240H 2026-09-11T01:00:00Z of:PT72H PT72H=2026-09-04T01:00:00Z"),
        line.figure(3));
    Crm third = CaseKeptRules.next(cases, none, urgentCalls(), none);
    Complaints.desk(third, "fay").note(cases.act(id)).orThrow();
    assertCalledLate(CaseKeptRules.read(third, id, CaseClock.FOLLOW_UP), "under the next as well");
    assertEquals(1, CaseKeptRules.figures(third, CaseClock.FOLLOW_UP).late());
    Crm fourth = CaseKeptRules.next(cases, urgentCalls(), urgentCalls(), none, none);
    ClockReading call = CaseKeptRules.read(fourth, id, CaseClock.FOLLOW_UP);
    assertTrue(call.running(), "by a plan that has it again");
    assertTrue(call.lateBefore());
    assertEquals(before, CaseKeptRules.figures(fourth, CaseClock.FOLLOW_UP));
  }

  @Test
  default void required_E1605_an_answer_is_told_though_the_case_goes_on_without_that_clock() {
    Complaints cases =
        new Complaints(salon(), only(wall(CaseClock.ANSWER, Duration.ofHours(1), Severity.URGENT)));
    cases.at("2026-09-01T09:00");
    CaseId id = urgent(cases);
    cases.at("2026-09-01T11:00");
    cases.lead(
        id, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    cases.take(CaseAction.REOPEN, id);
    Instant met = Complaints.instant("2026-09-01T11:00");
    assertEquals(Optional.of(met), cases.clock(id, CaseClock.ANSWER).metAt());
    assertEquals(1, CaseKeptRules.figures(cases.crm(), CaseClock.ANSWER).late());
    Crm second =
        CaseKeptRules.next(
            cases,
            only(wall(CaseClock.ANSWER, Duration.ofDays(9), Severity.HIGH)),
            only(wall(CaseClock.ANSWER, Duration.ofHours(1), Severity.URGENT)));
    cases.at("2026-09-02T11:00");
    Complaints.desk(second, "fay").note(cases.act(id)).orThrow();
    assertEquals(1, CaseKeptRules.figures(second, CaseClock.ANSWER).late());
    Complaints.desk(second, "fay").severity(cases.severity(id, Severity.HIGH)).orThrow();
    ClockReading answer = CaseKeptRules.read(second, id, CaseClock.ANSWER);
    assertTrue(answer.running() && answer.lateBefore());
    assertEquals(
        Duration.ofHours(26), answer.used(cases.salon().clock().instant()), "all it has run");
  }
}
