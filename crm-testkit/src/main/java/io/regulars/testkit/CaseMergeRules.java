package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.CaseStanding;
import io.regulars.complaint.ClockTarget;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.ImmutableCaseEvent;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** E1606 to E1611: what a case that goes on owes of the one that was merged into it. */
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
    cases
        .desk()
        .assign(AssignCase.builder().complaint(id).to(StaffId.of(staff)).key(cases.key()).build())
        .orThrow();
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

  @Test
  default void required_E1608_a_promise_goes_on_with_a_case_that_is_merged_again() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = quarter(salon);
    cases.at("2026-09-01T09:00");
    CaseId first = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T10:00");
    CaseId second = cases.lead(open(cases, ann), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T14:00");
    CaseId third = open(cases, ann);
    merge(cases, third, second);
    cases.at("2026-09-01T14:02");
    merge(cases, second, first);
    assertEquals(List.of("absorbed 2026-09-01T14:15"), CaseCareRules.dues(salon, first));
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
  }
}
