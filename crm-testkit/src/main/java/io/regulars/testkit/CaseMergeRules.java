package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseStanding;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.Handler;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.Rank;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseEvent;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/**
 * E1008, E1009, E1606 to E1612: which case goes on in which, and what the one that goes on owes of
 * the one that was merged into it.
 */
interface CaseMergeRules extends CrmRules {

  /** A first answer within a quarter of an hour, a solution the customer takes in three days. */
  private static Complaints quarter(Salon salon) {
    return new Complaints(
        salon,
        Complaints.plan()
            .clocks(
                List.of(
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(15)))
                        .build(),
                    ClockTarget.of(CaseClock.ANSWER, Target.wall(Duration.ofDays(3))).build()))
            .build());
  }

  private static CaseId open(Complaints cases, CustomerId customer) {
    return cases.open(cases.complaint(Optional.of(customer)));
  }

  private static void merge(Complaints cases, CaseId id, CaseId into) {
    cases.take(cases.desk(), CaseAction.MERGE, id, into).orThrow();
  }

  private static void assign(Complaints cases, CaseId id, String staff) {
    cases.desk().assign(cases.to(id, staff)).orThrow();
  }

  @Test
  default void required_E1008_a_duplicate_and_the_case_it_goes_on_in_are_told_at_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId into = cases.open(cases.complaint(Optional.of(ann)));
    CaseId duplicate = cases.open(cases.complaint(Optional.of(ann)));
    CaseId nobodys = cases.open();
    FaultyStorage line =
        FaultyStorage.refusing(storage(), Kind.UNAVAILABLE, change -> change.cases().size() == 2);
    ComplaintService unlucky = Complaints.desk(cases.node(line), "fay");
    Dump before = salon.dump();
    assertThrows(
        StorageException.class, () -> cases.take(unlucky, CaseAction.MERGE, duplicate, into));
    before.assertUnchanged(storage(), LOTUS);

    for (CaseId id : List.of(duplicate, nobodys)) {
      CaseAnswer answer = cases.take(cases.desk(), CaseAction.MERGE, id, into).orThrow();
      assertEquals(CaseState.MERGED, answer.file().state());
      assertEquals(Optional.of(into), answer.standing().mergedInto());
    }
    assertEquals(
        List.of(duplicate.toString(), nobodys.toString()),
        cases.lines(into, CaseEventKind.ABSORBED).stream()
            .map(line2 -> line2.figure(0).orElseThrow())
            .toList());
    assertEquals(CaseState.OPEN, cases.file(into).state());
  }

  @Test
  default void required_E1009_only_cases_of_one_customer_go_on_in_an_open_one() {
    Salon salon = salon();
    Optional<CustomerId> ann = Optional.of(salon.member("Ann", "13800138001"));
    Optional<CustomerId> bob = Optional.of(salon.member("Bob", "13800138002"));
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId annes = cases.open(cases.complaint(ann));
    CaseId bobs = cases.open(cases.complaint(bob));
    CaseId nobodys = cases.open();
    CaseId ended = cases.open(cases.complaint(ann));
    cases.take(CaseAction.WITHDRAW, ended);
    assertUnmergeable(cases, Reason.CASE_UNRELATED, annes, bobs, annes.toString(), bobs.toString());
    assertUnmergeable(cases, Reason.CASE_ANONYMOUS, annes, nobodys, nobodys.toString());
    assertUnmergeable(
        cases, Reason.CASE_ALREADY, annes, ended, ended.toString(), "STATE", "WITHDRAWN");
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () -> cases.take(cases.desk(), CaseAction.MERGE, annes, annes));
    assertContains(String.valueOf(e.getMessage()), annes.toString());
    assertThrows(
        NotFoundException.class,
        () ->
            cases
                .desk()
                .merge(
                    MergeCases.builder()
                        .complaint(annes)
                        .into(CaseId.of(new UUID(1, 1)))
                        .key("k")
                        .build()));
  }

  private static void assertUnmergeable(
      Complaints cases, Reason reason, CaseId id, CaseId into, String... figures) {
    cases.refused(reason, () -> cases.take(cases.desk(), CaseAction.MERGE, id, into), figures);
  }

  @Test
  default void required_E1606_what_a_merged_case_had_promised_dates_the_task_of_the_owner() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = quarter(salon);
    cases.at("2026-09-01T09:00");
    CaseId older = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T14:00");
    CaseId later = open(cases, ann);
    cases.at("2026-09-01T14:05");
    merge(cases, later, older);
    assertEquals(List.of("absorbed 2026-09-01T14:15"), CaseCareRules.dues(salon, older));
    cases.desk().severity(cases.severity(older, Severity.HIGH)).orThrow();
    assertEquals(
        List.of("absorbed 2026-09-01T14:15"), CaseCareRules.dues(salon, older), "and stays so");
    cases.take(CaseAction.PAUSE, older);
    assertEquals(
        List.of("absorbed 2026-10-01T14:05"), CaseCareRules.dues(salon, older), "it waits");
    cases.take(CaseAction.RESUME, older);
    assign(cases, older, "ben");
    assertEquals(
        List.of("owner 2026-09-01T14:15"), CaseCareRules.dues(salon, older), "whosever it is");
    cases.take(CaseAction.PROPOSE, older);
    cases.desk().escalate(cases.act(older)).orThrow();
    assertEquals(
        List.of("escalated-by-hand 2026-09-04T09:00"),
        CaseCareRules.dues(salon, older),
        "kept with the step");
  }

  @Test
  default void required_E1607_a_promise_that_was_missed_is_owed_at_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = quarter(salon);
    cases.at("2026-09-01T09:00");
    CaseId older = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T14:00");
    CaseId later = open(cases, ann);
    CaseId answered = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T14:30");
    merge(cases, answered, older);
    assertEquals(
        List.of("absorbed 2026-09-04T09:00"),
        CaseCareRules.dues(salon, older),
        "the older one has promised more");
    merge(cases, later, older);
    assertEquals(
        List.of("absorbed 2026-09-01T14:15", "absorbed 2026-09-01T14:15"),
        CaseCareRules.dues(salon, older));
  }

  /** The one in between may have waited for its customer meanwhile. */
  @Test
  default void required_E1608_a_promise_goes_on_with_a_case_that_is_merged_again() {
    for (boolean waits : List.of(false, true)) {
      Salon salon = salon();
      CustomerId ann = salon.member("Ann", waits ? "13800138002" : "13800138001");
      Complaints cases = quarter(salon);
      cases.at("2026-09-01T09:00");
      CaseId first = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
      cases.at("2026-09-01T10:00");
      CaseId second = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
      cases.at("2026-09-01T14:00");
      CaseId third = open(cases, ann);
      merge(cases, third, second);
      cases.at("2026-09-01T14:02");
      if (waits) {
        cases.lead(second, CaseAction.PAUSE);
      }
      merge(cases, second, first);
      assertEquals(List.of("absorbed 2026-09-01T14:15"), CaseCareRules.dues(salon, first));
    }
  }

  @Test
  default void required_E1609_a_merge_written_before_promises_were_told_reads_on() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = quarter(salon);
    cases.at("2026-09-01T09:00");
    CaseId older = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T14:00");
    merge(cases, open(cases, ann), older);
    List<CaseEvent> log = new ArrayList<>();
    for (CaseEvent line : cases.file(older).events()) {
      boolean absorbed = line.kind() == CaseEventKind.ABSORBED;
      log.add(
          absorbed
              ? ImmutableCaseEvent.copyOf(line)
                  .withExplanation(
                      Explanation.of("case.absorbed", line.figure(0).orElseThrow(), "tia"))
              : line);
    }
    CaseStanding standing = CaseStanding.of(log, CurrencyUnit.of("CNY"));
    assertEquals(Optional.of(StaffId.of("tia")), standing.accused());
    assertTrue(standing.promised().isEmpty());
    assertTrue(standing.otherVisits().isEmpty());
  }

  /** Amy and Ben at the desk by day, Amy first; a case that comes in at night is nobody's. */
  private static Complaints byDay(Salon salon) {
    return new Complaints(
        salon,
        Complaints.bare()
            .addHandlers(
                Handler.of(StaffId.of("amy"), Rank.CLERK).addStores(Salon.SHOP).build(),
                Handler.of(StaffId.of("ben"), Rank.CLERK).addStores(Salon.SHOP).build())
            .build());
  }

  private static VisitId servedBy(Complaints cases, CustomerId customer, String staff) {
    return Salon.visit(
        Complaints.full(cases.crm(), "fay"),
        Salon.sale(customer, cases.key(), "50.00").withLines(Salon.line("wash", "50.00", staff)));
  }

  private static CaseId about(Complaints cases, CustomerId customer, VisitId visit) {
    return cases.open(
        cases
            .complaint(Optional.of(customer))
            .withVisit(Optional.of(visit))
            .withSeverity(Severity.HIGH));
  }

  private static Optional<StaffId> owner(Complaints cases, CaseId id) {
    return cases.file(id).owner();
  }

  @Test
  default void
      required_E1610_who_served_on_the_visit_of_a_merged_case_is_given_none_of_it_by_rule() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = byDay(salon);
    cases.at("2026-09-01T20:00");
    CaseId first = open(cases, ann);
    CaseId second = open(cases, ann);
    cases.at("2026-09-02T10:00");
    CaseId third = about(cases, ann, servedBy(cases, ann, "amy"));
    assertEquals(Optional.of(StaffId.of("ben")), owner(cases, third));
    merge(cases, third, second);
    assertEquals(
        Optional.of(StaffId.of("ben")), owner(cases, second), "though Amy has fewer of them");
    cases.at("2026-09-02T10:01");
    merge(cases, second, first);
    assertEquals(Optional.of(StaffId.of("ben")), owner(cases, first), "and on it goes");
    assertEquals(
        Optional.of(StaffId.of("amy")), owner(cases, open(cases, ann)), "whom nobody can mean");
  }

  @Test
  default void required_E1611_a_case_goes_on_in_none_of_who_served_on_the_visit_it_is_about() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = byDay(salon);
    cases.at("2026-09-02T10:00");
    CaseId older = open(cases, ann);
    assertEquals(Optional.of(StaffId.of("amy")), owner(cases, older));
    VisitId visit = servedBy(cases, ann, "amy");
    cases.at("2026-09-02T10:01");
    CaseId later = about(cases, ann, visit);
    cases.refused(
        Reason.CASE_ACCUSED,
        () -> cases.take(cases.desk(), CaseAction.MERGE, later, older),
        older.toString(),
        "amy");
    assign(cases, older, "ben");
    merge(cases, later, older);
    assign(cases, older, "amy");
    cases.at("2026-09-02T10:02");
    merge(cases, about(cases, ann, visit), older);
    assertEquals(Optional.of(StaffId.of("amy")), owner(cases, older), "as somebody has decided");
  }

  @Test
  default void required_E1612_the_visits_of_merged_cases_go_on_with_the_case_that_continues() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = byDay(salon);
    cases.at("2026-09-01T20:00");
    CaseId older = open(cases, ann);
    cases.at("2026-09-02T10:00");
    merge(cases, about(cases, ann, servedBy(cases, ann, "amy")), older);
    cases.take(CaseAction.WITHDRAW, older);
    cases.at("2026-11-02T10:00");
    CaseId next = cases.take(CaseAction.REOPEN, older).file().id();
    assertTrue(!next.equals(older));
    assertEquals(Optional.of(StaffId.of("ben")), owner(cases, next));
    assertEquals(
        cases.desk().find(older).standing().visits(), cases.desk().find(next).standing().visits());
  }
}
