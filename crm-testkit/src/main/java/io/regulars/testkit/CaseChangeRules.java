package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.casebook.CaseReport;
import io.regulars.casebook.ClockFigures;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.course.CourseCard;
import io.regulars.course.CourseService;
import io.regulars.course.TransferCard;
import io.regulars.engine.Texts;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.Role;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * E1485 to E1487, E1496 to E1501: what a changed plan, a reopened case, a card given away and a new
 * house do to a complaint.
 */
interface CaseChangeRules extends CrmRules {

  private static ImmutableComplaintPlan.Builder only(ClockTarget... targets) {
    return ComplaintPlan.builder().hours(Complaints.hours()).addClocks(targets);
  }

  private static ClockTarget response(Target target, Rung... rungs) {
    return ClockTarget.of(CaseClock.FIRST_RESPONSE, target).addRungs(rungs).build();
  }

  /** The complaints of a salon that answers within an hour of its day. */
  private static Complaints hourly(Salon salon, Rung... rungs) {
    return new Complaints(
        salon, only(response(Target.working(Duration.ofHours(1)), rungs)).build());
  }

  /** Two hours by the clock on the wall, then up to head office. */
  private static ImmutableComplaintPlan.Builder wall() {
    return only(response(Target.wall(Duration.ofHours(2)), Rung.at(Rank.HEAD_OFFICE)));
  }

  private static ClockReading read(ComplaintService desk, CaseId id) {
    return desk.clocks(id).get(0);
  }

  @Test
  default void required_E1485_what_ran_before_a_change_of_plan_ran_by_the_plan_of_then() {
    Salon salon = salon();
    Complaints cases = hourly(salon);
    cases.at("2026-08-31T20:00");
    CaseId id = cases.open();
    CaseId met = cases.open();
    cases.at("2026-09-01T09:05");
    cases.take(CaseAction.ACKNOWLEDGE, met);
    cases.at("2026-09-01T09:10");
    ComplaintPlan wall = wall().putFormer(ProgramVersion.of("2026-1"), hourlyPlan()).build();
    ComplaintService second = Complaints.desk(cases.node(storage(), wall, "2026-2"), "fay");
    Instant change = salon.clock().instant();
    assertEquals(Duration.ofMinutes(10), read(second, id).used(change), "an open shop's minutes");
    assertEquals(Optional.of(Complaints.instant("2026-09-01T11:00")), read(second, id).deadline());
    assertEquals(0, cases.lines(id, CaseEventKind.PLAN_CHANGED).size(), "looking writes nothing");
    second.note(cases.act(id)).orThrow();
    second.note(cases.act(met)).orThrow();
    CaseEvent line = cases.lines(id, CaseEventKind.PLAN_CHANGED).get(0);
    assertEquals(
        List.of("2026-1", "FIRST_RESPONSE PT10M", "FIRST_RESPONSE 2026-09-01T01:10:00Z"),
        line.explanation().figures());
    assertEquals(
        Optional.of("FIRST_RESPONSE 2026-09-01T01:05:00Z of:PT1H"),
        cases.lines(met, CaseEventKind.PLAN_CHANGED).get(0).figure(2),
        "what was over had an hour");
    assertEquals("case.plan-changed", line.explanation().rule());
    assertEquals(change, line.occurredAt());
    cases.at("2026-09-01T10:10");
    assertEquals(
        Duration.ofMinutes(70), read(second, id).used(salon.clock().instant()), "and on from it");
    assertEquals(
        Duration.ofMinutes(5), read(second, met).used(salon.clock().instant()), "met by then");
    assertFalse(read(second, met).late(salon.clock().instant()));
    WorkingHours afternoons =
        WorkingHours.builder()
            .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("13:00", "18:00"))
            .holidays(HolidayPolicy.IGNORE)
            .build();
    ComplaintPlan late =
        only(response(Target.working(Duration.ofHours(3))))
            .hours(afternoons)
            .putFormer(ProgramVersion.of("2026-2"), wall)
            .build();
    ComplaintService third = Complaints.desk(cases.node(storage(), late, "2026-3"), "fay");
    assertEquals(Duration.ofMinutes(70), read(third, id).used(salon.clock().instant()));
    assertEquals(Optional.of(Complaints.instant("2026-09-01T14:50")), read(third, id).deadline());
  }

  private static ComplaintPlan hourlyPlan() {
    return only(response(Target.working(Duration.ofHours(1)))).build();
  }

  @Test
  default void required_E1486_a_new_plan_strikes_no_earlier_than_it_was_met() {
    Salon salon = salon();
    Complaints cases = hourly(salon);
    cases.at("2026-08-31T20:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:10");
    Instant met = salon.clock().instant();
    ComplaintService later =
        Complaints.desk(cases.node(storage(), wall().build(), "2026-2"), "fay");
    assertTrue(read(later, id).late(met), "two hours of a plan that is not told otherwise");
    later.note(cases.act(id)).orThrow();
    CaseEvent line = cases.lines(id, CaseEventKind.PLAN_CHANGED).get(0);
    assertEquals(
        List.of(
            "2026-1",
            "FIRST_RESPONSE PT13H10M",
            "FIRST_RESPONSE 2026-09-01T01:10:00Z PT2H=2026-08-31T14:00:00Z"),
        line.explanation().figures());
    assertEquals("case.plan-unknown", line.explanation().rule());
    assertContains(Texts.in(Locale.ENGLISH, Salon.SHANGHAI).explain(line.explanation()), "2026-1");
    assertEquals(
        List.of(met),
        cases.lines(id, CaseEventKind.ESCALATED).stream().map(CaseEvent::occurredAt).toList());
    salon.passDays(1);
    assertEquals(1, cases.lines(id, CaseEventKind.PLAN_CHANGED).size());
  }

  @Test
  default void required_E1487_a_rank_is_told_once_whatever_its_number_on_the_ladder() {
    Salon salon = salon();
    Complaints cases = hourly(salon, Rung.at(Rank.SENIOR));
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T10:30");
    cases.crm().runDue();
    ComplaintPlan steeper =
        only(response(
                Target.working(Duration.ofHours(1)),
                Rung.at(Rank.STORE_MANAGER),
                Rung.after(Duration.ofHours(9), Rank.HEAD_OFFICE)))
            .build();
    Crm later = cases.node(storage(), steeper, "2026-2");
    Complaints.desk(later, "fay").note(cases.act(id)).orThrow();
    later.runDue();
    assertEquals(
        List.of("1 SENIOR", "1 STORE_MANAGER"),
        cases.lines(id, CaseEventKind.ESCALATED).stream()
            .map(line -> line.figure(1).orElseThrow() + " " + line.figure(2).orElseThrow())
            .toList());
    ComplaintPlan former =
        only(response(
                Target.working(Duration.ofHours(1)),
                Rung.at(Rank.SENIOR),
                Rung.at(Rank.STORE_MANAGER)))
            .build();
    assertThrows(InvalidProgramException.class, () -> Rung.after(Duration.ofDays(367), Rank.CLERK));
    Complaints.desk(cases.node(storage(), former, "2026-3"), "fay").note(cases.act(id)).orThrow();
    assertEquals(2, cases.lines(id, CaseEventKind.ESCALATED).size(), "both were told before");
    assertEquals(
        List.of(1L, 0L, 0L, 0L),
        report(later).clock(CaseClock.FIRST_RESPONSE).rungs(),
        "one case climbed the first rung");
  }

  private static CaseReport report(Crm crm) {
    return Complaints.full(crm, "fay")
        .casebook()
        .report(Complaints.instant("2026-09-01T00:00"), Complaints.instant("2026-10-01T00:00"));
  }

  @Test
  default void required_E1496_a_call_that_came_late_stays_late_when_the_case_is_taken_up_again() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            only(ClockTarget.of(CaseClock.FOLLOW_UP, Target.wall(Duration.ofDays(3))).build())
                .build());
    cases.at("2026-09-01T09:00");
    CaseId late = cases.in(CaseState.RESOLVED);
    CaseId intime = cases.in(CaseState.FOLLOWED_UP);
    salon.passDays(20);
    cases.take(CaseAction.FOLLOW_UP, late);
    for (CaseId id : List.of(late, intime)) {
      cases.lead(
          id,
          CaseAction.REOPEN,
          CaseAction.PROPOSE,
          CaseAction.AGREE,
          CaseAction.RESOLVE,
          CaseAction.FOLLOW_UP);
    }
    assertTrue(cases.clock(late, CaseClock.FOLLOW_UP).lateBefore());
    assertFalse(cases.clock(late, CaseClock.FOLLOW_UP).late(salon.clock().instant()), "this time");
    ClockFigures calls = report(cases.crm()).clock(CaseClock.FOLLOW_UP);
    assertEquals(1, calls.late());
    assertEquals(1, calls.inTime());
  }

  private static void assertRefused(Executable plan, String... said) {
    InvalidProgramException e = assertThrows(InvalidProgramException.class, plan);
    assertContains(String.valueOf(e.getMessage()), said);
  }

  @Test
  default void required_E1497_a_clock_has_a_year_at_most_and_its_rungs_another() {
    Duration year = Duration.ofDays(366);
    for (Target target :
        List.of(
            Target.wall(year.plusNanos(1)),
            Target.working(year.plusNanos(1)),
            Target.workingDays(367))) {
      assertRefused(
          () -> ClockTarget.of(CaseClock.CLOSING, target).build(), "CLOSING", "at most PT8784H");
    }
    assertRefused(() -> Rung.after(year.plusNanos(1), Rank.CLERK), "at most PT8784H");
    Complaints cases =
        new Complaints(
            salon(),
            only(
                    ClockTarget.of(CaseClock.ANSWER, Target.working(year))
                        .addRungs(Rung.after(year, Rank.CLERK))
                        .build(),
                    ClockTarget.of(CaseClock.INVESTIGATION, Target.workingDays(366)).build())
                .build());
    assertTrue(cases.file(cases.open()).wakeAt().isPresent());
  }

  @Test
  default void required_E1498_a_list_shows_cases_as_they_are_now() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    assertEquals(List.of(cases.file(id)), cases.desk("amy").list(CaseCriteria.ALL));
    assertEquals(List.of(), cases.desk("cao").list(CaseCriteria.ALL));
    cases.at("2026-09-01T09:20");
    assertEquals(1, cases.desk("cao").list(CaseCriteria.ALL).size(), "it has climbed to cao");
    cases.lead(id, CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    salon.passDays(40);
    Dump before = salon.dump();
    assertEquals(
        List.of(cases.desk().find(id).file()), cases.desk().list(CaseCriteria.ALL), "as found");
    assertEquals(CaseState.WITHDRAWN, cases.desk().list(CaseCriteria.ALL).get(0).state());
    CaseCriteria acknowledged = CaseCriteria.builder().addStates(CaseState.ACKNOWLEDGED).build();
    assertEquals(List.of(), cases.desk().list(acknowledged), "no more");
    before.assertUnchanged(salon.storage(), Salon.LOTUS);
  }

  @Test
  default void required_E1499_a_target_that_several_before_it_cover_together_is_refused() {
    Target hour = Target.wall(Duration.ofHours(1));
    ClockTarget mild =
        ClockTarget.of(CaseClock.ANSWER, hour).addSeverities(Severity.LOW, Severity.NORMAL).build();
    ClockTarget grave =
        ClockTarget.of(CaseClock.ANSWER, hour)
            .addSeverities(Severity.HIGH, Severity.URGENT)
            .build();
    ClockTarget all = ClockTarget.of(CaseClock.ANSWER, hour).build();
    assertRefused(() -> only(mild, grave, all).build(), "target 3", "ANSWER", "never used");
    ClockTarget gravePhone =
        ClockTarget.of(CaseClock.ANSWER, hour)
            .addSeverities(Severity.HIGH, Severity.URGENT)
            .addChannels("phone")
            .build();
    only(mild, gravePhone, all).build();
    ClockTarget phone = ClockTarget.of(CaseClock.ANSWER, hour).addChannels("phone").build();
    assertRefused(() -> only(mild, gravePhone, phone).build(), "target 3");
    only(mild, grave, ClockTarget.of(CaseClock.CLOSING, hour).build()).build();
  }

  @Test
  default void required_E1500_what_a_friend_has_by_now_is_told_as_not_taken_back() {
    Compensations amends = new Compensations(salon());
    CustomerId ann = amends.salon().member("Ann", "13800138001");
    CustomerId bob = amends.salon().member("Bob", "13800138002");
    CaseId given = withSessions(amends, ann);
    CourseService courses = amends.desk(Role.HEAD_OFFICE).courses();
    CourseCard card = courses.cards(ann).get(0);
    courses
        .transfer(
            TransferCard.builder()
                .customer(ann)
                .item("massage")
                .card(card.card().orElseThrow())
                .to(bob)
                .reason("friend")
                .key("t")
                .build())
        .orThrow();
    CaseId kept = withSessions(amends, ann);
    amends.withdraws(given);
    amends.withdraws(kept);
    assertEquals(List.of("1", "0", "3"), back(amends, given).explanation().figures());
    assertContains(
        Texts.in(Locale.ENGLISH, Salon.SHANGHAI).explain(back(amends, given).explanation()),
        "0 of 3");
    assertEquals("case.compensation.taken-back", back(amends, kept).explanation().rule());
    assertEquals(0, courses.cards(ann).size());
    assertEquals(3, courses.cards(bob).get(0).left(), "bob's to keep");
    amends.salon().requireSound(ann, bob);
  }

  private static CaseId withSessions(Compensations amends, CustomerId customer) {
    CaseId id = amends.investigated(customer);
    amends.gives(amends.proposal(id, CompensationKind.SESSIONS, "massage", 3, "240.00"));
    amends.resolves(id).orThrow();
    return id;
  }

  private static CaseEvent back(Compensations amends, CaseId id) {
    return amends.file(id).events().stream()
        .filter(event -> event.kind() == CaseEventKind.COMPENSATION_TAKEN_BACK)
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void required_E1501_what_another_house_has_counted_is_not_given_back_to_the_new_one() {
    Compensations amends = new Compensations(salon());
    CustomerId ann = amends.salon().member("Ann", "13800138001");
    CustomerId house = amends.salon().member("House2", "13800138098");
    CaseId old = amends.investigated(ann);
    CaseId fresh = amends.investigated(ann);
    amends.gives(amends.money(old, "66.00"));
    ComplaintService office =
        Salon.desk(amends.crm(Compensations.plan(house).build()), Role.HEAD_OFFICE).complaints();
    office.compensate(amends.money(fresh, "40.00")).orThrow();
    office.refuse(amends.decision(old, 1)).orThrow();
    assertEquals(4_000, counted(amends, house), "what was approved under it");
    assertEquals(6_600, counted(amends, amends.house()));
    office.refuse(amends.decision(fresh, 1)).orThrow();
    assertEquals(0, counted(amends, house));
  }

  private static long counted(Compensations amends, CustomerId house) {
    return amends
        .salon()
        .books(house)
        .file()
        .account(AccountKind.approved("head_office"))
        .balance();
  }
}
