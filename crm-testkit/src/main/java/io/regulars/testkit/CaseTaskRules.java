package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.DecideCompensation;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.notify.HandOverTask;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.PostponeTask;
import io.regulars.notify.TaskService;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.TaskCriteria;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E1340 to E1349: whose the tasks of a case are, and what becomes of them when it goes on. */
interface CaseTaskRules extends CrmRules {

  private static TaskService tasks(Complaints cases, String staff) {
    return Complaints.full(cases.crm(), staff).tasks();
  }

  private static List<OutboxMessage> all(Salon salon) {
    return Stream.of(DeliveryStatus.values())
        .flatMap(status -> salon.storage().messages(LOTUS, status, 1_000).stream())
        .filter(message -> message.content().rule().startsWith("case.task."))
        .sorted(Comparator.comparing(task -> task.id().toString()))
        .toList();
  }

  /** What each task is, whose, and where it stands. */
  private static List<String> told(Salon salon) {
    return all(salon).stream()
        .map(
            task ->
                task.content().rule().substring("case.task.".length())
                    + " "
                    + (task.to() instanceof Recipient.OfStaff to
                        ? to.staff().value()
                        : ((Recipient.OfRole) task.to()).role().name())
                    + " "
                    + task.status()
                    + task.lastReason().map(reason -> ": " + reason).orElse(""))
        .toList();
  }

  private static List<String> open(Salon salon) {
    return told(salon).stream()
        .filter(task -> task.contains(" OPEN"))
        .map(task -> task.substring(0, task.indexOf(" OPEN")))
        .toList();
  }

  private static HandleMessage handling(Complaints cases, OutboxMessage task) {
    return HandleMessage.builder().message(task.id()).key(cases.key()).code("seen").build();
  }

  /** Lets time pass to these times of the first of September, and applies it each time. */
  private static void dueAt(Complaints cases, String... times) {
    for (String time : times) {
      cases.at("2026-09-01T" + time);
      cases.crm().runDue();
    }
  }

  /** Fails unless exactly these see the tasks and may settle them. */
  private static void assertMay(
      Salon salon, Complaints cases, List<OutboxMessage> tasks, String... staff) {
    for (String each : CaseAccessRules.EVERYBODY) {
      Desk desk = Complaints.full(cases.crm(), each);
      boolean may = List.of(staff).contains(each);
      assertEquals(may ? tasks.size() : 0, desk.tasks().list(TaskCriteria.ALL, 99).size(), each);
      for (OutboxMessage task : tasks) {
        assertEquals(may, desk.messages().find(task.id()).isPresent(), each);
        if (!may) {
          Dump before = salon.dump();
          HandleMessage done = handling(cases, task);
          assertThrows(NotAllowedException.class, () -> desk.tasks().done(done), each);
          assertThrows(NotAllowedException.class, () -> desk.messages().drop(done), each);
          assertThrows(
              NotAllowedException.class,
              () ->
                  desk.tasks()
                      .handOver(
                          HandOverTask.builder()
                              .message(task.id())
                              .key(cases.key())
                              .code("mine")
                              .to(Recipient.staff(StaffId.of(each)))
                              .build()),
              each);
          before.assertUnchanged(salon.storage(), LOTUS);
        }
      }
    }
  }

  @Test
  default void required_E1340_tasks_of_a_case_are_only_for_who_may_work_on_it() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("tia")));
    assertMay(salon, cases, all(salon), "amy", "dan", "fay");
    dueAt(cases, "09:11", "09:20");
    assertEquals(List.of("owner amy", "warned amy", "escalated cao"), open(salon));
    assertMay(salon, cases, all(salon), "amy", "cao", "dan", "fay");
    cases.desk("cao").note(cases.act(id)).orThrow();
    assertThrows(
        NotAllowedException.class, () -> cases.desk("ben").note(cases.act(id)), "of a lower rank");
    OutboxMessage climbed = all(salon).get(2);
    HandleMessage done = handling(cases, climbed);
    assertEquals(DeliveryStatus.DONE, tasks(cases, "cao").done(done).orThrow().status());
    assertEquals(DeliveryStatus.DONE, tasks(cases, "cao").done(done).orThrow().status());
    assertEquals(1, tasks(cases, "dan").list(TaskCriteria.ALL, 1).size(), "behind others'");
  }

  @Test
  default void required_E1341_whom_a_case_is_about_neither_sees_nor_gets_its_tasks() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("dan")));
    dueAt(cases, "09:11", "10:20");
    assertEquals(
        List.of(
            "warned RECEPTIONIST",
            "escalated CONSULTANT",
            "escalated STORE_MANAGER",
            "escalated HEAD_OFFICE"),
        open(salon));
    assertMay(salon, cases, all(salon), "amy", "ben", "cao", "eva", "fay");
    OutboxMessage task = all(salon).get(2);
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class,
            () ->
                tasks(cases, "eva")
                    .handOver(
                        HandOverTask.builder()
                            .message(task.id())
                            .key("over")
                            .code("his")
                            .to(Recipient.staff(StaffId.of("dan"), SHOP))
                            .build()));
    assertEquals("to", e.violations().get(0).field());
    assertContains(e.violations().get(0).message(), "dan");
  }

  @Test
  default void required_E1342_with_a_case_its_tasks_change_hands() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:11");
    cases.crm().runDue();
    cases.desk().assign(cases.to(id, "ben")).orThrow();
    assertEquals(
        List.of("owner amy DROPPED: given to somebody else", "warned ben OPEN", "owner ben OPEN"),
        told(salon));
    cases.desk().assign(cases.to(id, "cao")).orThrow();
    assertEquals(List.of("warned cao", "owner cao"), open(salon));
    CaseId about = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("cao")));
    cases.desk().assign(cases.to(id, "dan")).orThrow();
    tasks(cases, "dan")
        .handOver(
            HandOverTask.builder()
                .message(all(salon).get(1).id())
                .key("over")
                .code("busy")
                .to(Recipient.staff(StaffId.of("fay")))
                .build())
        .orThrow();
    cases.at("2026-09-01T09:16");
    cases.crm().runDue();
    assertEquals(List.of("warned fay", "owner dan", "escalated cao"), open(salon, id));
    cases.take(cases.desk(), CaseAction.MERGE, about, id).orThrow();
    assertEquals(
        List.of("warned fay", "owner dan", "escalated dan", "absorbed dan"),
        open(salon, id),
        "what the one now complained of had goes up");
  }

  private static List<String> open(Salon salon, CaseId id) {
    List<OutboxMessage> tasks =
        salon
            .storage()
            .tasks(
                LOTUS,
                TaskCriteria.builder().about(new About("complaint", id.toString())).build(),
                99)
            .stream()
            .sorted(Comparator.comparing(task -> task.id().toString()))
            .toList();
    return tasks.stream()
        .map(
            task ->
                task.content().rule().substring("case.task.".length())
                    + " "
                    + ((Recipient.OfStaff) task.to()).staff())
        .toList();
  }

  @Test
  default void required_E1343_a_task_is_done_with_the_step_it_asks_for() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    dueAt(cases, "09:11", "09:31");
    cases.desk("dan").escalate(cases.act(id)).orThrow();
    assertEquals(
        List.of(
            "owner amy", "warned amy", "escalated cao", "escalated dan", "escalated-by-hand fay"),
        open(salon));
    cases.take(CaseAction.NOTE, id);
    cases.take(CaseAction.CHANGE_SEVERITY, id);
    assertEquals(5, open(salon).size(), "no step");
    cases.take(CaseAction.ACKNOWLEDGE, id);
    assertEquals(
        List.of(
            "owner amy DONE: case ACKNOWLEDGED",
            "warned amy DONE: FIRST_RESPONSE stopped, case ACKNOWLEDGED",
            "escalated cao DONE: FIRST_RESPONSE stopped, case ACKNOWLEDGED",
            "escalated dan DONE: FIRST_RESPONSE stopped, case ACKNOWLEDGED",
            "escalated-by-hand fay DONE: case ACKNOWLEDGED"),
        told(salon));
    cases.at("2026-09-02T09:30");
    cases.crm().runDue();
    assertEquals(List.of("escalated dan"), open(salon));
    cases.take(CaseAction.INVESTIGATE, id);
    assertEquals(List.of("escalated dan"), open(salon), "not concluded yet");
    cases.take(CaseAction.PROPOSE, id);
    assertEquals(List.of(), open(salon));
  }

  @Test
  default void required_E1344_no_task_of_a_case_is_open_when_it_has_ended() {
    Map<CaseAction, String> ends =
        Map.of(
            CaseAction.WITHDRAW, "escalated cao DROPPED: case WITHDRAWN",
            CaseAction.MERGE, "escalated cao DROPPED: case MERGED",
            CaseAction.CLOSE, "owner cao DONE: case CLOSED");
    for (CaseAction end : ends.keySet()) {
      Salon salon = salon();
      Complaints cases = new Complaints(salon, Complaints.plan().build());
      cases.at("2026-09-01T09:00");
      CaseId into = cases.open();
      CaseId id = cases.open();
      salon.pass(Duration.ofMinutes(45));
      cases.crm().runDue();
      cases.take(CaseAction.ESCALATE, id);
      if (end == CaseAction.CLOSE) {
        Complaints.way(CaseState.FOLLOWED_UP).forEach(action -> cases.take(action, id));
        cases.desk().assign(cases.to(id, "cao")).orThrow();
      }
      assertFalse(open(salon, id).isEmpty());
      cases.take(cases.desk(), end, id, into).orThrow();
      assertEquals(List.of(), open(salon, id));
      assertTrue(told(salon).contains(ends.get(end)), () -> ends.get(end) + " in " + told(salon));
    }
  }

  @Test
  default void required_E1345_silence_ends_the_tasks_too_and_what_is_late_is_not_asked_for() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    CaseId late = cases.open();
    cases.take(CaseAction.ACKNOWLEDGE, id);
    cases.at("2026-09-01T12:00");
    cases.crm().runDue();
    cases.take(CaseAction.ESCALATE, id);
    cases.take(CaseAction.PAUSE, id);
    assertEquals(List.of("escalated-by-hand cao"), open(salon, id));
    salon.pass(Duration.ofDays(31));
    cases.crm().runDue();
    assertEquals(CaseState.WITHDRAWN, cases.file(id).state());
    assertEquals(List.of(), open(salon, id));
    cases.at("2026-10-12T09:00");
    CaseId slow = cases.open();
    salon.pass(Duration.ofHours(25));
    cases.take(CaseAction.ACKNOWLEDGE, slow);
    assertEquals(4, cases.lines(slow, CaseEventKind.ESCALATED).size());
    assertEquals(
        List.of("escalated dan"), open(salon, slow), "of the clock that runs, not of the answer");
    assertTrue(open(salon, late).size() > 1);
  }

  @Test
  default void
      required_E1346_what_is_to_be_paid_outlives_its_case_and_what_was_not_is_not_claimed() {
    Compensations c = new Compensations(salon());
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId unpaid = c.investigated(ann);
    c.gives(c.money(unpaid, "66.00"));
    c.resolves(unpaid).orThrow();
    CaseId paid = c.investigated(ann);
    c.gives(c.money(paid, "77.00"));
    c.resolves(paid).orThrow();
    CaseId closed = c.investigated(ann);
    c.gives(c.money(closed, "88.00"));
    c.resolves(closed).orThrow();
    CaseId hers =
        c.investigated(
            Compensations.complaint(Optional.of(ann), c.key())
                .withAccused(StaffId.of("receptionist")));
    c.gives(c.money(hers, "99.00"));
    c.resolves(hers).orThrow();
    Desk till = c.desk(Role.RECEPTIONIST);
    OutboxMessage pay = ofTheTill(c, "CNY 77.00");
    till.tasks()
        .done(HandleMessage.builder().message(pay.id()).key("paid").code("cash").build())
        .orThrow();
    c.withdraws(unpaid);
    c.withdraws(paid);
    ComplaintService desk = c.desk(Role.HEAD_OFFICE).complaints();
    desk.followUp(
            FollowUpCase.builder()
                .complaint(closed)
                .key(c.key())
                .outcome(FollowUpCase.Outcome.CONTENT)
                .build())
        .orThrow();
    desk.close(CloseCase.builder().complaint(closed).key(c.key()).rootCause("price").build())
        .orThrow();
    assertEquals(
        List.of(
            "pay RECEPTIONIST DROPPED: taken back before it was paid",
            "pay RECEPTIONIST DONE",
            "pay RECEPTIONIST OPEN",
            "pay RECEPTIONIST OPEN",
            "claim RECEPTIONIST OPEN"),
        told(c.salon()));
    assertEquals("CNY 88.00", ofTheTill(c, "CNY 88.00").content().figures().get(3));
    assertEquals(
        3,
        Compensations.desk(c.crm(), "lu", Role.RECEPTIONIST)
            .tasks()
            .list(TaskCriteria.ALL, 9)
            .size());
    assertEquals(2, till.tasks().list(TaskCriteria.ALL, 9).size());
    assertEquals(List.of(), c.desk(Role.THERAPIST).tasks().list(TaskCriteria.ALL, 9));
  }

  private static OutboxMessage ofTheTill(Compensations c, String amount) {
    return c.desk(Role.RECEPTIONIST).tasks().list(TaskCriteria.ALL, 9).stream()
        .filter(task -> task.content().figures().contains(amount))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void required_E1347_approval_is_asked_of_one_who_can_give_it() {
    Salon salon = salon();
    CustomerId house = salon.member("House", "13800138099");
    CustomerId ann = salon.member("Ann", "13800138001");
    ComplaintPlan plan =
        Complaints.plan()
            .addAuthorities(
                new Authority(Role.RECEPTIONIST, yuan("10.00"), yuan("10.00")),
                new Authority(Role.STORE_MANAGER, yuan("50.00"), yuan("90.00")),
                new Authority(Role.HEAD_OFFICE, yuan("500.00"), yuan("900.00")))
            .house(house)
            .build();
    Complaints cases = new Complaints(salon, plan);
    cases.at("2026-09-01T09:00");
    assertEquals("dan", asked(salon, cases, ann, "amy", "", "20.00"));
    assertEquals("dan", asked(salon, cases, ann, "amy", "", "50.00"));
    assertEquals("fay", asked(salon, cases, ann, "amy", "", "50.01"), "beyond the manager's");
    assertEquals("fay", asked(salon, cases, ann, "amy", "dan", "20.00"), "it is about him");
    assertEquals("fay", asked(salon, cases, ann, "dan", "", "60.00"), "his own");
    assertEquals("HEAD_OFFICE", asked(salon, cases, ann, "fay", "", "600.00"), "beyond hers");
    assertEquals(
        List.of(
            "approve dan DONE: compensation APPROVED", "approve dan DONE: compensation REFUSED"),
        told(salon).stream().filter(task -> task.startsWith("approve dan")).toList());
  }

  /** Whom a proposal asks for approval; the first one gets it, the others are turned down. */
  private static String asked(
      Salon salon, Complaints cases, CustomerId ann, String by, String about, String worth) {
    CaseId id =
        cases.open(
            cases
                .complaint(Optional.of(ann))
                .withAccused(about.isEmpty() ? Optional.empty() : Optional.of(StaffId.of(about))));
    if (!cases.file(id).owner().equals(Optional.of(StaffId.of("amy")))) {
      cases.desk().assign(cases.to(id, "amy")).orThrow();
    }
    cases.lead(id, CaseAction.ACKNOWLEDGE, CaseAction.INVESTIGATE, CaseAction.CONCLUDE);
    cases
        .desk(by)
        .compensate(
            ProposeCompensation.builder()
                .complaint(id)
                .key(cases.key())
                .kind(CompensationKind.MONEY)
                .amount(yuan(worth).getAmountMinorLong())
                .worth(yuan(worth))
                .build())
        .orThrow();
    String asked =
        open(salon).stream().filter(task -> task.startsWith("approve ")).findFirst().orElseThrow();
    DecideCompensation decision =
        DecideCompensation.builder().complaint(id).key(cases.key()).number(1).build();
    (worth.equals("20.00") && about.isEmpty()
            ? cases.desk("dan").approve(decision)
            : cases.desk().refuse(decision))
        .orThrow();
    assertEquals(List.of(), open(salon, id));
    return asked.substring("approve ".length());
  }

  @Test
  default void required_E1348_a_task_that_somebody_settled_meanwhile_stops_no_step() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    OutboxMessage task = all(salon).get(0);
    PostponeTask off =
        PostponeTask.builder()
            .message(task.id())
            .key("off")
            .code("busy")
            .until(Complaints.instant("2026-09-01T10:00"))
            .build();
    tasks(cases, "amy").postpone(off).orThrow();
    cases.take(CaseAction.ACKNOWLEDGE, id);
    assertEquals(List.of("owner amy DONE: case ACKNOWLEDGED"), told(salon));
    assertEquals(1, all(salon).get(0).handled().size(), "what people did stays");
    assertEquals(
        Optional.of(Reason.MESSAGE_STATE),
        tasks(cases, "amy").done(handling(cases, task)).refusal().map(Rejection::reason));
  }
}
