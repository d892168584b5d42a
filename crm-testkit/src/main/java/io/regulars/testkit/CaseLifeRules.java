package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseEvent;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ChangeSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** E1001 to E1003, E1006, E1007, E1010, E1018, E1019: the life of a complaint's case. */
interface CaseLifeRules extends CrmRules {

  @Test
  default void required_E1001_a_case_goes_from_its_opening_to_its_root_cause() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open();
    List<CaseAction> way =
        List.of(
            CaseAction.ASSIGN,
            CaseAction.ACKNOWLEDGE,
            CaseAction.INVESTIGATE,
            CaseAction.CONCLUDE,
            CaseAction.PROPOSE,
            CaseAction.NEGOTIATE,
            CaseAction.PROPOSE,
            CaseAction.AGREE,
            CaseAction.RESOLVE,
            CaseAction.FOLLOW_UP,
            CaseAction.CLOSE);
    for (CaseAction action : way) {
      salon.pass(Duration.ofMinutes(1));
      CaseAnswer answer = cases.take(action, id);
      assertEquals(1, answer.events().size());
      assertEquals(salon.clock().instant(), answer.events().get(0).occurredAt());
      assertEquals(answer.file(), cases.file(id));
    }
    assertEquals(
        List.of(
            CaseEventKind.OPENED,
            CaseEventKind.ASSIGNED,
            CaseEventKind.ACKNOWLEDGED,
            CaseEventKind.INVESTIGATION_BEGUN,
            CaseEventKind.INVESTIGATED,
            CaseEventKind.PROPOSED,
            CaseEventKind.NEGOTIATED,
            CaseEventKind.PROPOSED,
            CaseEventKind.AGREED,
            CaseEventKind.RESOLVED,
            CaseEventKind.FOLLOWED_UP,
            CaseEventKind.CLOSED),
        cases.kinds(id));
    assertEquals(Optional.of("training"), cases.desk().find(id).standing().rootCause());
    assertEquals(Optional.empty(), cases.file(id).wakeAt(), "nothing is left to wait for");
  }

  @Test
  default void required_E1002_what_the_table_does_not_name_is_refused_with_what_it_does() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    CaseId into = cases.open();
    for (CaseState state : CaseState.values()) {
      assertRefusesTheRest(cases, cases.in(state, false, into), into);
      if (CaseTable.patient().contains(state)) {
        assertRefusesTheRest(cases, cases.in(state, true, into), into);
      }
    }
  }

  private static void assertRefusesTheRest(Complaints cases, CaseId id, CaseId into) {
    CaseFile file = cases.file(id);
    Map<CaseAction, CaseState> table = CaseTable.of(file.state(), file.waiting());
    String possible =
        table.isEmpty()
            ? "-"
            : table.keySet().stream().map(CaseAction::name).collect(Collectors.joining(", "));
    for (CaseAction action : CaseAction.values()) {
      if (action != CaseAction.COMPENSATE && !table.containsKey(action)) {
        cases.refused(
            Reason.CASE_STATE,
            () -> cases.take(cases.desk(), action, id, into),
            action.name(),
            file.state() + (file.waiting() ? "/WAITING" : ""),
            possible);
      }
    }
  }

  @Test
  default void required_E1003_what_the_table_names_is_done_and_leads_where_it_says() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    CaseId into = cases.open();
    for (CaseState state : CaseState.values()) {
      for (boolean waiting : new boolean[] {false, true}) {
        if (!waiting || CaseTable.patient().contains(state)) {
          CaseTable.of(state, waiting)
              .forEach((action, next) -> assertLeads(cases, state, waiting, action, next, into));
        }
      }
    }
  }

  private static void assertLeads(
      Complaints cases,
      CaseState state,
      boolean waiting,
      CaseAction action,
      CaseState next,
      CaseId into) {
    if (action == CaseAction.COMPENSATE) {
      return;
    }
    CaseId id = cases.in(state, waiting, into);
    CaseAnswer answer = cases.take(cases.desk(), action, id, into).orThrow();
    assertEquals(next, answer.file().state(), () -> action + " in " + state);
    boolean waits =
        action == CaseAction.PAUSE || (waiting && next == state && action != CaseAction.RESUME);
    assertEquals(waits, answer.file().waiting(), () -> action + " in " + state);
  }

  @Test
  default void required_E1006_an_ended_case_is_taken_up_again_within_the_period() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(salon, Complaints.bare().reopenWithin(Duration.ofDays(10)).build());
    CaseId closed = cases.in(CaseState.CLOSED);
    CaseId withdrawn = cases.in(CaseState.WITHDRAWN);
    salon.passDays(10);
    for (CaseId id : List.of(closed, withdrawn)) {
      CaseAnswer answer = cases.take(CaseAction.REOPEN, id);
      assertEquals(id, answer.file().id());
      assertEquals(CaseState.ACKNOWLEDGED, answer.file().state());
      assertEquals(1, answer.standing().reopened());
      assertEquals(Optional.empty(), answer.standing().endedAt());
    }
    cases.lead(
        closed, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE, CaseAction.FOLLOW_UP);
    assertEquals(2, cases.take(CaseAction.REOPEN, closed).standing().reopened());
  }

  @Test
  default void required_E1007_after_the_period_a_new_case_continues_the_old_one() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases =
        new Complaints(salon, Complaints.plan().reopenWithin(Duration.ofDays(10)).build());
    CaseId old =
        cases.open(
            cases
                .complaint(Optional.of(ann))
                .withCategory("skin")
                .withAccused(StaffId.of("tia"))
                .withItem("peeling"));
    cases.take(CaseAction.WITHDRAW, old);
    salon.pass(Duration.ofDays(10).plusNanos(1_000));
    CaseFile before = cases.file(old);
    ActOnCase again = ActOnCase.builder().from(cases.act(old)).words("it is back").build();
    CaseAnswer answer = cases.desk().reopen(again).orThrow();

    assertNotEquals(old, answer.file().id());
    assertEquals(Optional.of(old), answer.standing().continues());
    assertEquals(Optional.of(ann), answer.file().customer());
    assertEquals("skin", answer.standing().category());
    assertEquals(Severity.HIGH, answer.file().severity());
    assertEquals(Optional.of(StaffId.of("tia")), answer.standing().accused());
    assertEquals(Optional.of("peeling"), answer.standing().item());
    assertEquals(Optional.of(StaffId.of("cao")), answer.file().owner());
    assertEquals(Optional.of("it is back"), answer.events().get(0).words());
    assertEquals(before.state(), cases.file(old).state(), "the old one stays as it is");
    assertEquals(
        before.events(),
        cases.file(old).events().subList(0, before.events().size()),
        "but for the line that it goes on");
    assertEquals(answer.file().id(), cases.desk().reopen(again).orThrow().file().id());
    CaseId merged = cases.open(cases.complaint(Optional.of(ann)));
    cases.take(cases.desk(), CaseAction.MERGE, merged, answer.file().id()).orThrow();
    salon.passDays(30);
    cases.refused(
        Reason.CASE_STATE, () -> cases.desk().reopen(cases.act(merged)), "REOPEN", "MERGED", "-");
  }

  @Test
  default void required_E1010_a_case_that_waits_goes_on_when_the_customer_answers() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    CaseId id = cases.in(CaseState.PROPOSED);
    assertTrue(cases.take(CaseAction.PAUSE, id).file().waiting());
    assertTrue(cases.take(CaseAction.ASSIGN, id).file().waiting(), "to whom it is does not matter");
    assertEquals(CaseState.PROPOSED, cases.file(id).state());
    assertFalse(cases.take(CaseAction.RESUME, id).file().waiting());
    assertTrue(cases.take(CaseAction.PAUSE, id).file().waiting());
    assertFalse(cases.take(CaseAction.WITHDRAW, id).file().waiting());
  }

  @Test
  default void required_E1018_the_customers_timeline_tells_how_a_complaint_came_and_went() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    cases.lead(id, Complaints.way(CaseState.CLOSED).toArray(CaseAction[]::new));
    cases.take(CaseAction.REOPEN, id);
    cases.take(CaseAction.WITHDRAW, id);
    CaseId into = cases.open(cases.complaint(Optional.of(ann)));
    CaseId twin = cases.open(cases.complaint(Optional.of(ann)));
    cases.take(cases.desk(), CaseAction.MERGE, twin, into).orThrow();
    List<FileEvent> told =
        salon.books(ann).events().stream()
            .filter(event -> event.kind() == EventKind.COMPLAINT)
            .toList();
    assertEquals(
        List.of(
            "complaint.opened",
            "complaint.resolved",
            "complaint.closed",
            "complaint.reopened",
            "complaint.withdrawn",
            "complaint.opened",
            "complaint.opened",
            "complaint.merged"),
        told.stream().map(event -> event.explanation().rule()).toList());
    assertEquals(List.of(id.toString(), "service"), told.get(0).explanation().figures());
    assertEquals(StaffId.of("fay"), told.get(0).actor().staff().orElseThrow());
    salon.requireSound(ann);
  }

  @Test
  default void required_E1019_a_log_that_is_full_takes_what_leads_to_the_end() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    cases.take(CaseAction.NOTE, id);
    CaseFile before = cases.file(id);
    ImmutableCaseFile.Builder full =
        ImmutableCaseFile.builder().from(before).version(before.version() + 1);
    CaseEvent note = before.events().get(1);
    for (int seq = 3; seq <= 2_000; seq++) {
      full.addEvents(ImmutableCaseEvent.builder().from(note).seq(seq).build());
    }
    storage()
        .commit(
            ChangeSet.of(LOTUS)
                .addCases(new CaseChange(Optional.of(before), full.build()))
                .build());
    for (CaseAction action :
        List.of(CaseAction.NOTE, CaseAction.ATTACH, CaseAction.CHANGE_SEVERITY)) {
      cases.refused(
          Reason.CASE_FULL,
          () -> cases.take(cases.desk(), action, id, id),
          id.toString(),
          "2000",
          "2000");
    }
    cases.lead(id, Complaints.way(CaseState.CLOSED).toArray(CaseAction[]::new));
    assertEquals(CaseState.CLOSED, cases.file(id).state());
  }
}
