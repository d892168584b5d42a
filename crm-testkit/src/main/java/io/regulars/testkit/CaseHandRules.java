package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.Rank;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** E1011 to E1015: what is changed, given, told and written down of a case by hand. */
interface CaseHandRules extends CrmRules {

  @Test
  default void required_E1011_a_severity_is_changed_and_a_case_of_nobody_given_out() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open();
    ComplaintService staffed =
        Complaints.desk(cases.node(storage(), Complaints.plan().build(), "2026-2"), "fay");
    cases.refused(
        Reason.CASE_ALREADY,
        () -> staffed.severity(cases.severity(id, Severity.NORMAL)),
        id.toString(),
        "SEVERITY",
        "NORMAL");
    CaseAnswer graver = staffed.severity(cases.severity(id, Severity.HIGH)).orThrow();
    assertEquals(Severity.HIGH, graver.file().severity());
    assertEquals(Optional.of(StaffId.of("cao")), graver.file().owner(), "senior enough");
    assertEquals(CaseState.ASSIGNED, graver.file().state());
    CaseAnswer milder = staffed.severity(cases.severity(id, Severity.LOW)).orThrow();
    assertEquals(Optional.of(StaffId.of("cao")), milder.file().owner(), "and stays with her");
  }

  @Test
  default void required_E1012_a_case_is_given_by_hand_to_anybody_but_whom_it_is_about() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    CaseId id = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("ben")));
    assertEquals(Optional.of(StaffId.of("amy")), cases.file(id).owner());
    cases.refused(
        Reason.CASE_ACCUSED, () -> cases.desk().assign(cases.to(id, "ben")), id.toString(), "ben");
    cases.refused(
        Reason.CASE_ALREADY,
        () -> cases.desk().assign(cases.to(id, "amy")),
        id.toString(),
        "OWNER",
        "amy");
    CaseAnswer given = cases.desk().assign(cases.to(id, "new-hire")).orThrow();
    assertEquals(Optional.of(StaffId.of("new-hire")), given.file().owner());
    cases.take(CaseAction.WITHDRAW, id);
    cases.refused(
        Reason.CASE_STATE,
        () -> cases.desk().assign(cases.to(id, "ben")),
        "ASSIGN",
        "WITHDRAWN",
        "REOPEN, NOTE, ATTACH");
  }

  @Test
  default void required_E1013_by_hand_a_case_climbs_rank_by_rank_to_head_office() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    CaseId id = cases.open();
    for (Rank rank : List.of(Rank.SENIOR, Rank.STORE_MANAGER, Rank.HEAD_OFFICE)) {
      assertEquals(Optional.of(rank), cases.take(CaseAction.ESCALATE, id).standing().told());
    }
    cases.take(CaseAction.ESCALATE, id);
    assertEquals(
        List.of("SENIOR", "STORE_MANAGER", "HEAD_OFFICE", "HEAD_OFFICE"),
        cases.lines(id, CaseEventKind.ESCALATED).stream()
            .map(line -> line.figure(2).orElseThrow())
            .toList(),
        "head office is told again");
    assertEquals(Optional.of(StaffId.of("amy")), cases.file(id).owner(), "it stays amy's");
  }

  @Test
  default void required_E1014_notes_and_references_are_kept_word_for_word() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    CaseId id = cases.in(CaseState.CLOSED);
    String words = "她说:\"再也不来了\" \uD83D\uDE21\n".repeat(100).strip();
    CaseAnswer noted =
        cases.desk().note(ActOnCase.builder().from(cases.act(id)).words(words).build()).orThrow();
    assertEquals(Optional.of(words), noted.events().get(0).words());
    assertFalse(noted.toString().contains("再也不来了"), "what people say is not printed");
    CaseEvent attached = cases.take(CaseAction.ATTACH, id).events().get(0);
    assertEquals(List.of("photo", "p"), attached.explanation().figures());
    assertEquals(CaseState.CLOSED, cases.file(id).state());
    assertThrows(
        InvalidCommandException.class,
        () ->
            cases
                .desk()
                .note(
                    ActOnCase.builder()
                        .complaint(id)
                        .key("k")
                        .words("x".repeat(CaseEvent.MAX_WORDS + 1))
                        .build()));
  }

  @Test
  default void required_E1015_what_a_complaint_names_must_exist_and_be_the_customers() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    VisitId visit = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    ImmutableOpenComplaint annes = cases.complaint(Optional.of(ann));
    Dump before = salon.dump();
    assertUnknown(cases, annes.withStore(StoreId.of("S9")), "S9");
    CustomerId nobody = CustomerId.of(new UUID(1, 1));
    assertUnknown(cases, annes.withCustomer(nobody), nobody.toString());
    VisitId never = VisitId.of(new UUID(1, 1));
    assertUnknown(cases, annes.withVisit(never), never.toString());
    assertUnknown(cases, annes.withCustomer(bob).withVisit(visit), visit.toString());
    assertUnknown(cases, annes.withCustomer(Optional.empty()).withVisit(visit), visit.toString());
    assertThrows(
        InvalidCommandException.class, () -> cases.desk().open(annes.withCategory(" skin")));
    assertThrows(NotFoundException.class, () -> cases.desk().find(CaseId.of(new UUID(1, 1))));
    assertThrows(
        NotFoundException.class, () -> cases.desk().note(cases.act(CaseId.of(new UUID(1, 1)))));
    before.assertUnchanged(storage(), LOTUS);
    CaseAnswer opened = cases.desk().open(annes.withVisit(visit)).orThrow();
    assertEquals(Optional.of(visit), opened.standing().visit());
    CaseId anonymous = cases.open(cases.complaint(Optional.empty()).withChannel("box"));
    assertEquals(Optional.empty(), cases.file(anonymous).customer());
  }

  private static void assertUnknown(Complaints cases, ImmutableOpenComplaint open, String named) {
    NotFoundException e = assertThrows(NotFoundException.class, () -> cases.desk().open(open));
    assertContains(String.valueOf(e.getMessage()), named);
  }
}
