package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Store;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E1020 to E1034: what the clocks of a complaint show, with figures. */
interface CaseClockRules extends CrmRules {

  /** The complaints of a salon at work from Monday to Friday. */
  private static Complaints weekdays(Salon salon) {
    return new Complaints(
        salon,
        Complaints.bare().hours(Complaints.hours(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)).build());
  }

  /** The complaints of a salon with one target. */
  private static Complaints with(Salon salon, ClockTarget target) {
    return new Complaints(salon, only(target).build());
  }

  private static ImmutableComplaintPlan.Builder only(ClockTarget... targets) {
    return ComplaintPlan.builder().hours(Complaints.hours()).addClocks(targets);
  }

  @Test
  default void required_E1020_a_quarter_of_an_hour_is_one_over_lunch_and_over_night() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T11:50");
    cases.assertDue("2026-09-01T13:05", cases.open(), CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-01T12:30");
    cases.assertDue("2026-09-01T13:15", cases.open(), CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-01T17:50");
    cases.assertDue("2026-09-02T09:05", cases.open(), CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-01T23:00");
    cases.assertDue("2026-09-02T09:15", cases.open(), CaseClock.FIRST_RESPONSE);
  }

  @Test
  default void required_E1021_a_deadline_at_closing_time_is_closing_time() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T17:45");
    CaseId id = cases.open();
    cases.assertDue("2026-09-01T18:00", id, CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-01T18:00");
    cases.take(CaseAction.ACKNOWLEDGE, id);
    assertFalse(
        cases.clock(id, CaseClock.FIRST_RESPONSE).late(Complaints.instant("2026-09-02T09:00")));
  }

  @Test
  default void required_E1022_holidays_do_not_count_and_make_up_workdays_do() {
    Complaints cases = weekdays(salon());
    cases.at("2026-09-30T17:50");
    CaseId id = cases.open();
    cases.assertDue("2026-10-08T09:05", id, CaseClock.FIRST_RESPONSE);
    cases.assertDue("2026-10-01T17:50", id, CaseClock.INVESTIGATION);
    cases.assertDue("2026-10-10T18:00", id, CaseClock.ANSWER);
    cases.at("2026-10-10T11:50");
    cases.assertDue("2026-10-10T13:05", cases.open(), CaseClock.FIRST_RESPONSE);
  }

  @Test
  default void required_E1023_a_window_past_midnight_is_one_evening() {
    WorkingHours bar =
        WorkingHours.builder()
            .every(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayHours.of("22:00", "02:00"))
            .holidays(HolidayPolicy.IGNORE)
            .build();
    Complaints cases = new Complaints(salon(), Complaints.bare().hours(bar).build());
    cases.at("2026-09-04T23:55");
    cases.assertDue("2026-09-05T00:10", cases.open(), CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-05T01:50");
    cases.assertDue("2026-09-05T22:05", cases.open(), CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-06T01:50");
    CaseId sunday = cases.open();
    cases.assertDue("2026-09-11T22:05", sunday, CaseClock.FIRST_RESPONSE);
    cases.assertDue("2026-09-19T02:00", sunday, CaseClock.ANSWER);
  }

  @Test
  default void required_E1024_an_hour_the_clocks_skip_is_not_worked_and_one_they_repeat_is() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Merchant merchant =
        ImmutableMerchant.copyOf(Salon.merchant())
            .withStores(Store.of(Salon.SHOP, "Mitte", berlin));
    WorkingHours night =
        WorkingHours.builder()
            .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("01:00", "05:00"))
            .holidays(HolidayPolicy.IGNORE)
            .build();
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            merchant,
            only(ClockTarget.of(CaseClock.ANSWER, Target.working(Duration.ofHours(2))).build())
                .hours(night)
                .build());
    salon.clock().set(Instant.parse("2026-03-29T00:30:00Z"));
    assertEquals(
        Optional.of(Instant.parse("2026-03-29T02:30:00Z")),
        cases.clock(cases.open(), CaseClock.ANSWER).deadline(),
        "half past four on the wall");
    salon.clock().set(Instant.parse("2026-10-24T23:30:00Z"));
    assertEquals(
        Optional.of(Instant.parse("2026-10-25T01:30:00Z")),
        cases.clock(cases.open(), CaseClock.ANSWER).deadline(),
        "half past two on the wall, for the second time");
  }

  @Test
  default void required_E1025_a_pause_is_taken_out_to_the_microsecond() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:05");
    cases.take(CaseAction.ACKNOWLEDGE, id);
    salon.clock().set(Complaints.instant("2026-09-01T09:10").plusNanos(7_000));
    cases.take(CaseAction.PAUSE, id);
    ClockReading paused = cases.clock(id, CaseClock.FIRST_SOLUTION);
    assertFalse(paused.running());
    assertEquals(Optional.empty(), paused.deadline());
    cases.at("2026-09-01T11:10");
    cases.take(CaseAction.RESUME, id);
    ClockReading solution = cases.clock(id, CaseClock.FIRST_SOLUTION);
    assertEquals(
        Duration.ofMinutes(10).plusNanos(7_000),
        solution.used(Complaints.instant("2026-09-01T11:10")));
    assertEquals(
        Optional.of(Complaints.instant("2026-09-01T15:00").minusNanos(7_000)), solution.deadline());
    cases.take(CaseAction.PAUSE, id);
    cases.at("2026-09-03T12:30");
    cases.take(CaseAction.RESUME, id);
    assertEquals(
        Optional.of(Complaints.instant("2026-09-03T15:50").minusNanos(7_000)),
        cases.clock(id, CaseClock.FIRST_SOLUTION).deadline());
  }

  @Test
  default void required_E1026_a_change_of_severity_keeps_what_has_run() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.assertDue("2026-09-01T12:00", id, CaseClock.FIRST_SOLUTION);
    cases.at("2026-09-01T09:03");
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    cases.assertDue("2026-09-01T09:05", id, CaseClock.FIRST_SOLUTION);
    cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    cases.assertDue("2026-09-01T12:00", id, CaseClock.FIRST_SOLUTION);
    cases.at("2026-09-01T10:00");
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    cases.at("2026-09-01T10:30");
    cases.crm().runDue();
    CaseEvent struck =
        cases.lines(id, CaseEventKind.ESCALATED).stream()
            .filter(line -> line.figure(0).equals(Optional.of("FIRST_SOLUTION")))
            .findFirst()
            .orElseThrow();
    assertEquals(Complaints.instant("2026-09-01T09:05").toString(), struck.figure(3).orElseThrow());
    assertEquals(
        Complaints.instant("2026-09-01T10:00"), struck.occurredAt(), "when it became too late");
  }

  @Test
  default void required_E1027_a_change_of_plan_keeps_what_has_run() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    ComplaintPlan slower =
        only(ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.working(Duration.ofHours(4))).build())
            .build();
    cases.at("2026-09-01T09:10");
    ComplaintService changed = Complaints.desk(cases.node(storage(), slower, "2026-2"), "fay");
    assertEquals(1, changed.clocks(id).size());
    ClockReading reading = changed.clocks(id).get(0);
    assertEquals(Duration.ofMinutes(10), reading.used(salon.clock().instant()));
    assertEquals(Optional.of(Complaints.instant("2026-09-01T14:00")), reading.deadline());
    cases.at("2026-09-01T11:00");
    cases.node(storage(), slower, "2026-2").runDue();
    assertEquals(0, cases.lines(id, CaseEventKind.ESCALATED).size(), "by the plan in force");
    assertEquals(
        Optional.empty(), cases.file(id).wakeAt(), "no rung of the new plan, and no warning");
  }

  @Test
  default void required_E1028_the_time_a_case_was_closed_does_not_count() {
    ClockTarget eight =
        ClockTarget.of(CaseClock.ANSWER, Target.working(Duration.ofHours(8))).build();
    Complaints cases = with(salon(), eight);
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.PROPOSED);
    cases.at("2026-09-01T10:00");
    cases.lead(id, CaseAction.AGREE, CaseAction.RESOLVE, CaseAction.FOLLOW_UP, CaseAction.CLOSE);
    assertEquals(
        Optional.of(Complaints.instant("2026-09-01T10:00")),
        cases.clock(id, CaseClock.ANSWER).metAt());
    cases.at("2026-09-08T09:00");
    cases.take(CaseAction.REOPEN, id);
    ClockReading reading = cases.clock(id, CaseClock.ANSWER);
    assertTrue(reading.running());
    assertEquals(Optional.empty(), reading.metAt());
    assertEquals(Duration.ofHours(1), reading.used(Complaints.instant("2026-09-08T09:00")));
    cases.assertDue("2026-09-08T17:00", id, CaseClock.ANSWER);
  }

  @Test
  default void required_E1029_each_solution_has_a_follow_up_of_its_own() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.RESOLVED);
    cases.assertDue("2026-09-04T09:00", id, CaseClock.FOLLOW_UP);
    cases.at("2026-09-03T09:00");
    cases.take(CaseAction.REOPEN, id);
    assertEquals(
        Optional.empty(), cases.clock(id, CaseClock.FOLLOW_UP).metAt(), "nobody was asked");
    cases.lead(id, CaseAction.PROPOSE, CaseAction.AGREE);
    cases.at("2026-09-10T09:00");
    cases.take(CaseAction.RESOLVE, id);
    cases.assertDue("2026-09-13T09:00", id, CaseClock.FOLLOW_UP);
    cases.at("2026-09-11T09:00");
    cases.take(CaseAction.FOLLOW_UP, id);
    assertEquals(
        Optional.of(Complaints.instant("2026-09-11T09:00")),
        cases.clock(id, CaseClock.FOLLOW_UP).metAt());
    assertFalse(cases.clock(id, CaseClock.FOLLOW_UP).late(Complaints.instant("2026-10-01T09:00")));
  }

  @Test
  default void required_E1030_an_answer_stops_whatever_it_answers() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.lead(cases.open(), CaseAction.ASSIGN);
    cases.at("2026-09-01T09:07");
    cases.take(CaseAction.PROPOSE, id);
    Optional<Instant> then = Optional.of(Complaints.instant("2026-09-01T09:07"));
    assertEquals(then, cases.clock(id, CaseClock.FIRST_RESPONSE).metAt());
    assertEquals(then, cases.clock(id, CaseClock.INVESTIGATION).metAt());
    assertEquals(then, cases.clock(id, CaseClock.FIRST_SOLUTION).metAt());
    assertTrue(cases.clock(id, CaseClock.ANSWER).running());
    cases.at("2026-09-01T15:00");
    cases.take(CaseAction.NEGOTIATE, id);
    cases.crm().runDue();
    assertEquals(then, cases.clock(id, CaseClock.FIRST_SOLUTION).metAt(), "the first is the first");
    assertEquals(0, cases.lines(id, CaseEventKind.ESCALATED).size());
    assertEquals(
        Duration.ofMinutes(7),
        cases.clock(id, CaseClock.FIRST_RESPONSE).used(Complaints.instant("2026-09-02T09:00")));
    CaseId atOnce = cases.lead(cases.open(), CaseAction.ACKNOWLEDGE);
    ClockReading answered = cases.clock(atOnce, CaseClock.FIRST_RESPONSE);
    assertEquals(
        Optional.of(Complaints.instant("2026-09-01T15:00")),
        answered.metAt(),
        "it has begun, though it ran for no time");
  }

  @Test
  default void required_E1031_an_answer_at_the_very_deadline_is_in_time() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId intime = cases.open();
    CaseId late = cases.open();
    cases.at("2026-09-01T09:15");
    cases.crm().runDue();
    cases.take(CaseAction.ACKNOWLEDGE, intime);
    assertFalse(cases.clock(intime, CaseClock.FIRST_RESPONSE).late(salon.clock().instant()));
    assertEquals(1, cases.lines(intime, CaseEventKind.WARNED).size());
    assertEquals(0, cases.lines(intime, CaseEventKind.ESCALATED).size());
    salon.pass(Duration.ofNanos(1_000));
    cases.take(CaseAction.ACKNOWLEDGE, late);
    assertTrue(cases.clock(late, CaseClock.FIRST_RESPONSE).late(salon.clock().instant()));
    CaseEvent told = cases.lines(late, CaseEventKind.ESCALATED).get(0);
    assertEquals(salon.clock().instant(), told.occurredAt());
    assertEquals(Optional.of(Complaints.instant("2026-09-01T09:15").toString()), told.figure(3));
  }

  @Test
  default void required_E1032_what_is_taken_back_was_not_answered_and_is_not_late() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:05");
    cases.take(CaseAction.WITHDRAW, id);
    ClockReading response = cases.clock(id, CaseClock.FIRST_RESPONSE);
    assertEquals(Optional.empty(), response.metAt());
    assertFalse(response.running());
    assertFalse(response.late(Complaints.instant("2026-09-05T09:00")));
    cases.at("2026-09-05T09:00");
    cases.take(CaseAction.REOPEN, id);
    assertTrue(cases.clock(id, CaseClock.FIRST_RESPONSE).running(), "nobody has answered yet");
    assertTrue(cases.clock(id, CaseClock.FIRST_SOLUTION).running());
    cases.assertDue("2026-09-05T11:55", id, CaseClock.FIRST_SOLUTION);
  }

  @Test
  default void required_E1033_the_first_target_for_severity_and_channel_counts() {
    Salon salon = salon();
    Target hour = Target.wall(Duration.ofHours(1));
    Complaints cases =
        new Complaints(
            salon,
            ComplaintPlan.builder()
                .hours(Complaints.hours())
                .addClocks(
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(1)))
                        .addChannels("counter")
                        .addSeverities(Severity.URGENT)
                        .build(),
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, hour).addChannels("counter").build())
                .build());
    cases.at("2026-09-01T09:00");
    CaseId counter = cases.open();
    cases.assertDue("2026-09-01T10:00", counter, CaseClock.FIRST_RESPONSE);
    CaseId urgent = cases.open(cases.complaint(Optional.empty()).withSeverity(Severity.URGENT));
    cases.assertDue("2026-09-01T09:01", urgent, CaseClock.FIRST_RESPONSE);
    CaseId phone = cases.open(cases.complaint(Optional.empty()).withChannel("phone"));
    assertEquals(0, cases.desk().clocks(phone).size(), "a clock without a target does not run");
    assertEquals(Optional.empty(), cases.file(phone).wakeAt());
  }

  @Test
  default void required_E1034_clocks_strike_at_instants_that_storage_keeps() {
    Salon salon = salon();
    Complaints cases =
        with(
            salon,
            ClockTarget.of(CaseClock.ANSWER, Target.wall(Duration.ofNanos(60_000_000_001L)))
                .warnBefore(Duration.ofNanos(500))
                .addRungs(Rung.after(Duration.ofNanos(1), Rank.HEAD_OFFICE))
                .build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    Instant minute = Complaints.instant("2026-09-01T09:01");
    assertEquals(Optional.of(minute), cases.file(id).wakeAt());
    salon.clock().set(minute);
    cases.crm().runDue();
    assertEquals(minute, cases.lines(id, CaseEventKind.WARNED).get(0).occurredAt());
    assertEquals(Optional.of(minute.plusNanos(1_000)), cases.file(id).wakeAt());
    salon.clock().set(minute.plusNanos(1_000));
    cases.crm().runDue();
    assertEquals(
        minute.plusNanos(1_000), cases.lines(id, CaseEventKind.ESCALATED).get(0).occurredAt());
  }

  @Test
  default void required_E1409_what_ran_before_a_change_of_severity_ran_in_the_time_of_then() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            only(
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofHours(2)))
                        .addSeverities(Severity.URGENT)
                        .build(),
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.working(Duration.ofMinutes(15)))
                        .build())
                .build());
    cases.at("2026-09-01T11:50");
    CaseId id = cases.open();
    cases.assertDue("2026-09-01T13:05", id, CaseClock.FIRST_RESPONSE);
    cases.at("2026-09-01T13:02");
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    cases.assertDue("2026-09-01T14:50", id, CaseClock.FIRST_RESPONSE);
    assertUsed(Duration.ofMinutes(12), cases, id, salon);
    cases.at("2026-09-01T13:04");
    cases.desk().severity(cases.severity(id, Severity.NORMAL)).orThrow();
    cases.assertDue("2026-09-01T13:05", id, CaseClock.FIRST_RESPONSE);
    assertUsed(Duration.ofMinutes(14), cases, id, salon);
  }

  private static void assertUsed(Duration time, Complaints cases, CaseId id, Salon salon) {
    assertEquals(time, cases.clock(id, CaseClock.FIRST_RESPONSE).used(salon.clock().instant()));
  }

  @Test
  default void required_E1410_a_change_of_severity_does_not_prolong_a_silence() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(salon, Complaints.bare().patience(Duration.ofDays(3)).build());
    cases.at("2026-09-01T10:00");
    CaseId id = cases.lead(cases.open(), CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    cases.at("2026-09-03T10:00");
    cases.take(CaseAction.CHANGE_SEVERITY, id);
    cases.at("2026-09-04T10:00");
    assertTrue(cases.desk().find(id).standing().waiting());
    salon.pass(Duration.ofNanos(1_000));
    assertEquals(CaseState.WITHDRAWN, cases.desk().find(id).standing().state());
  }
}
