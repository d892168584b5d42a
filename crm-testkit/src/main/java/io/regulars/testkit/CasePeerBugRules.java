package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mistakes about clocks that other systems shipped. */
interface CasePeerBugRules extends CrmRules {

  /** Clocks ran over the holidays, the weekend and lunch, and escalated to people at home. */
  @Test
  default void
      bug_osticket_1168_and_frappe_helpdesk_2212_sla_ignores_holidays_weekends_and_lunch() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            Complaints.bare().hours(Complaints.hours(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)).build());
    assertStruck(salon, cases, "2026-09-01T11:50", "2026-09-01T13:05");
    assertStruck(salon, cases, "2026-09-04T17:50", "2026-09-07T09:05");
    assertStruck(salon, cases, "2026-09-30T17:50", "2026-10-08T09:05");
    assertStruck(salon, cases, "2026-10-09T17:50", "2026-10-10T09:05");
  }

  private static void assertStruck(Salon salon, Complaints cases, String opened, String due) {
    cases.at(opened);
    CaseId id = cases.open();
    cases.at(due);
    cases.crm().runDue();
    assertEquals(0, escalated(cases, id).size(), "nobody is disturbed before " + due);
    salon.pass(Duration.ofMinutes(1));
    cases.crm().runDue();
    assertEquals(
        List.of(Complaints.instant(due).plusNanos(1_000)),
        escalated(cases, id).stream().map(CaseEvent::occurredAt).toList());
    cases.take(CaseAction.WITHDRAW, id);
  }

  /** What the clock of the first answer told; the investigation's runs on any clock. */
  private static List<CaseEvent> escalated(Complaints cases, CaseId id) {
    return cases.lines(id, CaseEventKind.ESCALATED).stream()
        .filter(line -> line.figure(0).equals(Optional.of("FIRST_RESPONSE")))
        .toList();
  }

  /** When the priority changed, the time spent waiting for the customer counted after all. */
  @Test
  default void bug_glpi_6902_a_priority_change_forgets_paused_time() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.ACKNOWLEDGED);
    cases.at("2026-09-01T09:02");
    cases.take(CaseAction.PAUSE, id);
    cases.at("2026-09-01T11:02");
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    cases.at("2026-09-01T11:32");
    cases.take(CaseAction.RESUME, id);
    ClockReading solution = cases.clock(id, CaseClock.FIRST_SOLUTION);
    assertEquals(Duration.ofMinutes(2), solution.used(Complaints.instant("2026-09-01T11:32")));
    cases.assertDue("2026-09-01T11:35", id, CaseClock.FIRST_SOLUTION);
    cases.desk().severity(cases.severity(id, Severity.NORMAL)).orThrow();
    cases.assertDue("2026-09-01T15:30", id, CaseClock.FIRST_SOLUTION);
  }

  /** A day meant 24 hours of work, three days in an office of eight. */
  @Test
  default void bug_jmix_790_a_day_is_read_as_24_business_hours() {
    Complaints cases =
        new Complaints(
            salon(),
            ComplaintPlan.builder()
                .hours(Complaints.hours())
                .addClocks(
                    ClockTarget.of(CaseClock.INVESTIGATION, Target.wall(Duration.parse("P1D")))
                        .addRungs(Rung.at(Rank.HEAD_OFFICE))
                        .build(),
                    ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.workingDays(1)).build(),
                    ClockTarget.of(CaseClock.ANSWER, Target.working(Duration.ofHours(24))).build())
                .build());
    cases.at("2026-09-01T10:00");
    CaseId id = cases.open();
    cases.assertDue("2026-09-02T10:00", id, CaseClock.INVESTIGATION);
    cases.assertDue("2026-09-02T18:00", id, CaseClock.FIRST_SOLUTION);
    cases.assertDue("2026-09-04T10:00", id, CaseClock.ANSWER);
  }
}
