package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.casebook.Cost;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.ledger.Shortfall;
import io.regulars.points.PointsPrice;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseEvent;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1567 to E1574: what becomes of two cases of one customer, of who approved what, of limits,
 * costs, warnings and tasks where a case takes an unusual way.
 */
interface CaseCareRules extends CrmRules {

  private static List<OutboxMessage> open(Salon salon, CaseId id) {
    TaskCriteria ofCase =
        TaskCriteria.builder().about(new About(About.CASE, id.toString())).build();
    return salon.storage().tasks(LOTUS, ofCase, 99);
  }

  private static List<String> tasks(Salon salon, CaseId id) {
    return open(salon, id).stream()
        .map(task -> task.content().rule().substring("case.task.".length()))
        .toList();
  }

  @Test
  default void required_E1567_who_complains_again_has_answered() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().clocks(List.of()).build());
    cases.at("2026-09-01T10:00");
    CaseId waits = cases.open(cases.complaint(Optional.of(ann)));
    cases.lead(waits, CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    cases.at("2026-09-02T10:00");
    CaseId again = cases.open(cases.complaint(Optional.of(ann)));
    assertEquals(List.of(), tasks(salon, waits));
    cases.take(cases.desk(), CaseAction.MERGE, again, waits).orThrow();
    assertEquals(
        List.of(CaseEventKind.ABSORBED, CaseEventKind.RESUMED),
        cases.kinds(waits).subList(4, cases.kinds(waits).size()));
    assertEquals(List.of("absorbed"), tasks(salon, waits));
    assertEquals(again.toString(), open(salon, waits).get(0).content().figures().get(3));
    salon.passDays(60);
    cases.crm().runDue();
    assertEquals(CaseState.ACKNOWLEDGED, cases.file(waits).state(), "it does not wait any more");
    cases.take(CaseAction.PROPOSE, waits);
    assertEquals(List.of(), tasks(salon, waits), "done with the next step");
  }

  @Test
  default void required_E1568_the_later_case_goes_on_in_the_older_one_as_grave_as_the_graver() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId nobodys = cases.open();
    CaseId older = cases.open(cases.complaint(Optional.of(ann)));
    cases.at("2026-09-01T09:14");
    CaseId later = cases.open(cases.complaint(Optional.of(ann)).withSeverity(Severity.URGENT));
    cases.refused(
        Reason.CASE_LATER,
        () -> cases.take(cases.desk(), CaseAction.MERGE, older, later),
        older.toString(),
        later.toString());
    cases.take(cases.desk(), CaseAction.MERGE, later, older).orThrow();
    assertEquals(Severity.URGENT, cases.file(older).severity());
    cases.assertDue("2026-09-01T09:15", older, CaseClock.FIRST_RESPONSE);
    cases.assertDue("2026-09-01T09:05", older, CaseClock.FIRST_SOLUTION);
    cases.at("2026-09-01T09:15");
    CaseId mild = cases.open(cases.complaint(Optional.of(ann)).withSeverity(Severity.LOW));
    cases.take(cases.desk(), CaseAction.MERGE, mild, older).orThrow();
    assertEquals(Severity.URGENT, cases.file(older).severity(), "no milder");
    CaseId known = cases.open(cases.complaint(Optional.of(ann)));
    cases.take(cases.desk(), CaseAction.MERGE, nobodys, known).orThrow();
  }

  private static MergeCases merging(Compensations amends, CaseId id, CaseId into) {
    return MergeCases.builder().complaint(id).into(into).key(amends.key()).build();
  }

  @Test
  default void required_E1569_nothing_is_booked_that_the_one_complained_of_has_approved() {
    Compensations amends = new Compensations(salon());
    CustomerId ann = amends.salon().member("Ann", "13800138001");
    CaseId id = amends.investigated(ann);
    Desk mei = Compensations.desk(amends.crm(), "mei", Role.STORE_MANAGER);
    mei.complaints().compensate(amends.money(id, "90.00")).orThrow();
    Desk office = amends.desk(Role.HEAD_OFFICE);
    CaseId about =
        office
            .complaints()
            .open(
                Compensations.complaint(Optional.of(ann), amends.key())
                    .withAccused(StaffId.of("mei")))
            .orThrow()
            .file()
            .id();
    Compensations.refused(
        office.complaints().merge(merging(amends, about, id)), Reason.CASE_APPROVED, id, 1, "mei");
    office.complaints().refuse(amends.decision(id, 1)).orThrow();
    amends.gives(amends.money(id, "70.00"));
    office.complaints().merge(merging(amends, about, id)).orThrow();
    assertEquals(
        List.of(Compensation.Status.REFUSED, Compensation.Status.APPROVED), amends.statuses(id));
  }

  @Test
  default void required_E1570_the_limit_by_the_case_counts_what_the_case_before_was_given() {
    Compensations amends = new Compensations(salon());
    CaseId first = amends.investigated(amends.salon().member("Ann", "13800138001"));
    amends.desk(Role.RECEPTIONIST).complaints().compensate(amends.money(first, "30.00")).orThrow();
    amends.resolves(first).orThrow();
    Desk office = amends.desk(Role.HEAD_OFFICE);
    CaseId next = goesOn(amends, goesOn(amends, first));
    amends.lookInto(next);
    Desk desk = amends.desk(Role.RECEPTIONIST);
    desk.complaints().compensate(amends.money(next, "20.01")).orThrow();
    assertEquals(List.of(Compensation.Status.PROPOSED), amends.statuses(next));
    Compensations.refused(
        desk.complaints().approve(amends.decision(next, 1)),
        Reason.BEYOND_AUTHORITY,
        yuan("20.01"),
        "PER_CASE",
        yuan("50.00"),
        yuan("30.00"));
    office.complaints().refuse(amends.decision(next, 1)).orThrow();
    desk.complaints().compensate(amends.money(next, "20.00")).orThrow();
    assertEquals(
        List.of(Compensation.Status.REFUSED, Compensation.Status.APPROVED), amends.statuses(next));
  }

  /** Closes a case and takes it up again when it is too old for that. */
  private static CaseId goesOn(Compensations amends, CaseId id) {
    Desk office = amends.desk(Role.HEAD_OFFICE);
    if (amends.file(id).state() == CaseState.RESOLVED) {
      office
          .complaints()
          .followUp(
              FollowUpCase.builder()
                  .complaint(id)
                  .key(amends.key())
                  .outcome(FollowUpCase.Outcome.CONTENT)
                  .build())
          .orThrow();
      office
          .complaints()
          .close(CloseCase.builder().complaint(id).key(amends.key()).rootCause("training").build())
          .orThrow();
    } else {
      amends.withdraws(id);
    }
    amends.salon().passDays(40);
    return office
        .complaints()
        .reopen(ActOnCase.builder().complaint(id).key(amends.key()).build())
        .orThrow()
        .file()
        .id();
  }

  @Test
  default void required_E1571_what_was_used_up_has_cost_its_worth() {
    Compensations amends = new Compensations(salon());
    Desk office =
        Salon.desk(
            amends.crm(
                Salon.points()
                    .price(new PointsPrice(100, yuan("1.00")))
                    .shortfall(Shortfall.FORGIVEN)
                    .build()),
            Role.HEAD_OFFICE);
    CustomerId ann = amends.salon().member("Ann", "13800138001");
    CaseId id = amends.investigated(ann);
    amends.gives(amends.points(id, 5_000, "50.00"));
    amends.resolves(id).orThrow();
    office
        .points()
        .redeem(RedeemPoints.builder().customer(ann).points(3_000).item("comb").key("r").build())
        .orThrow();
    office.complaints().withdraw(amends.step(id)).orThrow();
    CaseEvent line =
        amends.file(id).events().stream()
            .filter(event -> event.kind() == CaseEventKind.COMPENSATION_TAKEN_BACK)
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("1", "2000", "5000"), line.explanation().figures());
    Cost cost =
        office.casebook().report(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")).cost();
    assertEquals(yuan("20.00"), cost.worthTakenBack());
    assertEquals(yuan("30.00"), cost.net());
  }

  @Test
  default void required_E1572_nobody_is_warned_of_what_is_late() {
    ClockTarget half =
        ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofMinutes(30)))
            .addSeverities(Severity.URGENT)
            .warnBefore(Duration.ofMinutes(5))
            .addRungs(Rung.at(Rank.SENIOR))
            .build();
    ClockTarget whole =
        ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofHours(1)))
            .addRungs(Rung.at(Rank.SENIOR))
            .build();
    ClockTarget day =
        ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofDays(1)))
            .addSeverities(Severity.LOW)
            .warnBefore(Duration.ofMinutes(5))
            .build();
    Complaints cases =
        new Complaints(
            salon(),
            ComplaintPlan.builder().hours(Complaints.hours()).addClocks(half, day, whole).build());
    cases.at("2026-09-01T09:00");
    CaseId struck = cases.open();
    cases.at("2026-09-01T09:20");
    CaseId late = cases.open();
    CaseId near = cases.open();
    cases.at("2026-09-01T09:47");
    cases.desk().severity(cases.severity(near, Severity.URGENT)).orThrow();
    cases.at("2026-09-01T10:10");
    for (CaseId id : List.of(struck, late)) {
      cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
      cases.desk().severity(cases.severity(id, Severity.LOW)).orThrow();
    }
    cases.at("2026-09-03T09:00");
    cases.crm().runDue();
    assertEquals(0, cases.lines(struck, CaseEventKind.WARNED).size(), "it had struck");
    assertEquals(0, cases.lines(late, CaseEventKind.WARNED).size(), "late at once");
    assertEquals(1, cases.lines(late, CaseEventKind.ESCALATED).size());
    assertEquals(1, cases.lines(near, CaseEventKind.WARNED).size(), "three minutes were left");
  }

  /** What is open of a case: what, and due when. */
  static List<String> dues(Salon salon, CaseId id) {
    return open(salon, id).stream()
        .map(
            task ->
                task.content().rule().substring("case.task.".length())
                    + " "
                    + LocalDateTime.ofInstant(task.dueAt().orElseThrow(), Salon.SHANGHAI))
        .sorted()
        .toList();
  }

  @Test
  default void required_E1573_a_task_is_due_at_its_own_clock_or_the_next_deadline_ahead() {
    Salon salon = salon();
    ClockTarget response =
        ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(15))).build();
    ClockTarget solution =
        ClockTarget.of(CaseClock.FIRST_SOLUTION, Target.wall(Duration.ofHours(3)))
            .warnBefore(Duration.ofMinutes(30))
            .build();
    ClockTarget answer = ClockTarget.of(CaseClock.ANSWER, Target.wall(Duration.ofHours(8))).build();
    Complaints cases =
        new Complaints(
            salon, Complaints.plan().clocks(List.of(response, solution, answer)).build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    assertEquals(List.of("owner 2026-09-01T09:15"), dues(salon, id));
    cases.at("2026-09-01T11:40");
    cases.crm().runDue();
    assertEquals(
        List.of("owner 2026-09-01T09:15", "warned 2026-09-01T12:00"),
        dues(salon, id),
        "the warning at its own clock");
    cases.desk().escalate(cases.act(id)).orThrow();
    assertTrue(dues(salon, id).contains("escalated-by-hand 2026-09-01T12:00"), "what is ahead");
    cases.at("2026-09-01T12:30");
    cases.desk().assign(cases.to(id, "ben")).orThrow();
    assertTrue(dues(salon, id).contains("owner 2026-09-01T17:00"), () -> "" + dues(salon, id));
    assertTrue(dues(salon, id).contains("warned 2026-09-01T12:00"), "still its own");
  }

  @Test
  default void required_E1574_a_log_that_is_full_is_not_handed_round_nor_promised_more() {
    Compensations amends = new Compensations(salon());
    CaseId id = amends.investigated(amends.salon().member("Ann", "13800138001"));
    amends.gives(amends.money(id, "1.00"));
    Desk office = amends.desk(Role.HEAD_OFFICE);
    office.complaints().note(amends.step(id)).orThrow();
    fill(amends, id);
    AssignCase assign =
        AssignCase.builder().complaint(id).to(StaffId.of("ben")).key(amends.key()).build();
    Compensations.refused(office.complaints().assign(assign), Reason.CASE_FULL, id, 2_000, 2_000);
    Compensations.refused(
        office.complaints().compensate(amends.money(id, "1.00")),
        Reason.CASE_FULL,
        id,
        2_000,
        2_000);
    amends.resolves(id).orThrow();
    assertEquals(List.of(Compensation.Status.BOOKED), amends.statuses(id));
  }

  /** Repeats the last line, a note, until the log is full. */
  private static void fill(Compensations amends, CaseId id) {
    CaseFile before = amends.file(id);
    ImmutableCaseFile.Builder full =
        ImmutableCaseFile.builder().from(before).version(before.version() + 1);
    int lines = before.events().size();
    CaseEvent note = before.events().get(lines - 1);
    for (int seq = lines + 1; seq <= 2_000; seq++) {
      full.addEvents(ImmutableCaseEvent.builder().from(note).seq(seq).build());
    }
    amends
        .salon()
        .storage()
        .commit(
            ChangeSet.of(LOTUS)
                .addCases(new CaseChange(Optional.of(before), full.build()))
                .build());
  }
}
