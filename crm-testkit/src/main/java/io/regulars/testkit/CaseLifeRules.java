package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.Rank;
import io.regulars.engine.Outcome;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E1001 to E1019: the life of a complaint's case. */
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
  default void required_E1004_a_step_told_twice_is_taken_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    ImmutableOpenComplaint complaint = cases.complaint(Optional.of(ann));
    CaseAnswer opened = cases.desk().open(complaint).orThrow();
    ActOnCase step = cases.act(opened.file().id());
    CaseAnswer first = cases.desk().acknowledge(step).orThrow();
    salon.passDays(1);
    Dump before = salon.dump();

    CaseAnswer again = cases.desk().acknowledge(step).orThrow();
    assertTrue(again.repeated());
    assertEquals(first.events(), again.events());
    CaseAnswer openedAgain = cases.desk().open(complaint).orThrow();
    assertTrue(openedAgain.repeated());
    assertEquals(opened.events(), openedAgain.events());
    assertEquals(opened.file().id(), openedAgain.file().id());
    before.assertUnchanged(storage(), LOTUS);
  }

  @Test
  default void required_E1005_a_key_of_another_step_of_its_kind_is_a_conflict() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    ImmutableOpenComplaint complaint = cases.complaint(Optional.empty());
    CaseId id = cases.open(complaint);
    CaseId other = cases.open();
    ActOnCase note = cases.act(id);
    cases.desk().note(note).orThrow();
    Dump before = salon.dump();
    assertThrows(ConflictException.class, () -> cases.desk().open(complaint.withCategory("music")));
    assertThrows(
        ConflictException.class,
        () -> cases.desk().note(ActOnCase.builder().from(note).words("other").build()));
    assertThrows(
        ConflictException.class,
        () -> cases.desk().note(ActOnCase.builder().from(note).complaint(other).build()));
    before.assertUnchanged(storage(), LOTUS);
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
        Reason.CASE_ACCUSED, () -> cases.desk().assign(to(cases, id, "ben")), id.toString(), "ben");
    cases.refused(
        Reason.CASE_ALREADY,
        () -> cases.desk().assign(to(cases, id, "amy")),
        id.toString(),
        "OWNER",
        "amy");
    CaseAnswer given = cases.desk().assign(to(cases, id, "new-hire")).orThrow();
    assertEquals(Optional.of(StaffId.of("new-hire")), given.file().owner());
    cases.take(CaseAction.WITHDRAW, id);
    cases.refused(
        Reason.CASE_STATE,
        () -> cases.desk().assign(to(cases, id, "ben")),
        "ASSIGN",
        "WITHDRAWN",
        "REOPEN, NOTE, ATTACH");
  }

  private static AssignCase to(Complaints cases, CaseId id, String staff) {
    return AssignCase.builder().complaint(id).to(StaffId.of(staff)).key(cases.key()).build();
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

  @Test
  default void required_E1016_of_many_who_take_one_step_at_once_one_does() {
    assumeThreads();
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    CaseId id = cases.open();
    List<ActOnCase> steps = Stream.generate(() -> cases.act(id)).limit(4).toList();
    List<Outcome<CaseAnswer>> outcomes =
        Attempts.race(
            4,
            thread ->
                () -> Complaints.desk(cases.node(storage()), "fay").acknowledge(steps.get(thread)));
    assertEquals(1, outcomes.stream().filter(each -> each.refusal().isEmpty()).count());
    outcomes.stream()
        .flatMap(each -> each.refusal().stream())
        .forEach(
            refusal ->
                assertEquals(
                    List.of("ACKNOWLEDGE", "ACKNOWLEDGED"), refusal.figures().subList(0, 2)));
    assertEquals(1, cases.lines(id, CaseEventKind.ACKNOWLEDGED).size());

    ActOnCase same = cases.act(id);
    List<CaseAnswer> noted =
        Attempts.race(
            4, thread -> () -> Complaints.desk(cases.node(storage()), "fay").note(same).orThrow());
    assertEquals(1, noted.stream().filter(answer -> !answer.repeated()).count());
    assertEquals(1, cases.lines(id, CaseEventKind.NOTED).size());
  }

  @Test
  default void required_E1017_a_step_whose_answer_is_lost_is_taken_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    FaultyStorage lost =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              real.commit(change);
              if (attempt == 1) {
                throw new StorageException(Kind.TRANSIENT, "the answer is lost");
              }
            });
    CaseAnswer opened =
        Complaints.desk(cases.node(lost), "fay").open(cases.complaint(Optional.of(ann))).orThrow();
    assertEquals(cases.file(opened.file().id()), opened.file());
    assertEquals(1, salon.dump().reads().get("cases") instanceof List<?> all ? all.size() : 0);

    CaseId id = opened.file().id();
    FaultyStorage stale = FaultyStorage.refusing(storage(), Kind.STALE, 2);
    Complaints.desk(cases.node(stale), "fay").acknowledge(cases.act(id)).orThrow();
    assertEquals(3, stale.commits());
    assertEquals(1, cases.lines(id, CaseEventKind.ACKNOWLEDGED).size());
    FaultyStorage down = FaultyStorage.refusing(storage(), Kind.UNAVAILABLE, 1);
    Dump before = salon.dump();
    assertThrows(
        StorageException.class,
        () -> Complaints.desk(cases.node(down), "fay").propose(cases.act(id)));
    before.assertUnchanged(storage(), LOTUS);
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
