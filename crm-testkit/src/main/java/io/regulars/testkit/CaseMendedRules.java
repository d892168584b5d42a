package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.complaint.Rank;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.PostponeTask;
import io.regulars.notify.TaskService;
import io.regulars.preset.Presets;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** E1480 to E1484, E1488 to E1495: what was wrong with complaints once, and how it is now. */
interface CaseMendedRules extends CrmRules {

  /** The till's tasks and how they stand. */
  private static List<String> till(Salon salon) {
    return Stream.of(DeliveryStatus.values())
        .flatMap(status -> salon.storage().messages(LOTUS, status, 1_000).stream())
        .filter(message -> message.content().rule().matches("case.task.(pay|claim)"))
        .map(task -> task.content().rule().substring("case.task.".length()) + " " + task.status())
        .sorted()
        .toList();
  }

  private static CaseId paid(Compensations amends, String phone) {
    CaseId id = amends.investigated(amends.salon().member("Ann", phone));
    amends.gives(amends.money(id, "66.00"));
    amends.resolves(id).orThrow();
    return id;
  }

  private static OutboxMessage pay(Compensations amends) {
    return amends.salon().storage().messages(LOTUS, DeliveryStatus.OPEN, 99).stream()
        .filter(task -> task.content().rule().equals("case.task.pay"))
        .findFirst()
        .orElseThrow();
  }

  private static HandleMessage handling(Compensations amends, OutboxMessage task) {
    return HandleMessage.builder().message(task.id()).key(amends.key()).code("till").build();
  }

  @Test
  default void required_E1480_money_that_was_not_paid_is_not_asked_back_however_grave_the_case() {
    Compensations amends = new Compensations(salon());
    CaseId id = paid(amends, "13800138001");
    amends
        .desk(Role.HEAD_OFFICE)
        .complaints()
        .severity(
            ChangeSeverity.builder()
                .complaint(id)
                .key(amends.key())
                .severity(Severity.HIGH)
                .build())
        .orThrow();
    amends.withdraws(id);
    assertEquals(List.of("pay DROPPED"), till(amends.salon()));
  }

  @Test
  default void required_E1481_money_that_the_customer_would_not_have_is_not_asked_back() {
    Compensations amends = new Compensations(salon());
    CaseId declined = paid(amends, "13800138001");
    Desk office = amends.desk(Role.HEAD_OFFICE);
    office.messages().drop(handling(amends, pay(amends))).orThrow();
    amends.withdraws(declined);
    assertEquals(List.of("pay DROPPED"), till(amends.salon()));
    CaseId taken = paid(amends, "13800138002");
    office.tasks().done(handling(amends, pay(amends))).orThrow();
    amends.withdraws(taken);
    assertEquals(List.of("claim OPEN", "pay DONE", "pay DROPPED"), till(amends.salon()));
  }

  @Test
  default void required_E1482_a_preset_tells_somebody_of_a_case_that_lies_still_reopened_or_not() {
    CurrencyUnit yuan = CurrencyUnit.of("CNY");
    for (Program program :
        List.of(Presets.beautySalon(yuan), Presets.bathhouse(yuan), Presets.hairSalon(yuan))) {
      ComplaintPlan plan = program.plan(ComplaintPlan.class).orElseThrow();
      for (CaseClock clock : CaseClock.values()) {
        assertTrue(plan.target(clock, Severity.URGENT, "counter").isPresent(), clock::name);
      }
      Salon salon = salon();
      Complaints cases = new Complaints(salon, plan);
      for (CaseState state : CaseState.values()) {
        if (state.isOpen() && state.compareTo(CaseState.ACKNOWLEDGED) >= 0) {
          CaseId id = cases.in(CaseState.CLOSED);
          cases.take(CaseAction.REOPEN, id);
          Complaints.way(state).stream().skip(1).forEach(step -> cases.take(step, id));
          assertEquals(state, cases.file(id).state());
          assertTrue(
              cases.desk().clocks(id).stream().anyMatch(ClockReading::running),
              () -> program.version() + " reopened, " + state);
          assertTrue(cases.file(id).wakeAt().isPresent(), state::name);
        }
      }
    }
  }

  @Test
  default void required_E1483_a_case_with_a_booked_compensation_goes_on_in_no_other() {
    Compensations amends = new Compensations(salon());
    CustomerId ann = amends.salon().member("Ann", "13800138001");
    CaseId booked = amends.investigated(ann);
    amends.gives(amends.points(booked, 5000, "50.00"));
    amends.resolves(booked).orThrow();
    CaseId other = amends.investigated(ann);
    Desk office = amends.desk(Role.HEAD_OFFICE);
    office.complaints().reopen(amends.step(booked)).orThrow();
    Outcome<CaseAnswer> refused = office.complaints().merge(merging(amends, booked, other));
    Compensations.refused(refused, Reason.CASE_BOOKED, booked, 1, other);
    String said = refused.refusal().orElseThrow().message();
    assertTrue(said.contains("merge case " + other + " into " + booked + " instead"), said);
    office.complaints().merge(merging(amends, other, booked)).orThrow();
    amends.withdraws(booked);
    assertEquals(0, amends.salon().points(ann), "taken back with its case");
  }

  private static MergeCases merging(Compensations amends, CaseId id, CaseId into) {
    return MergeCases.builder().complaint(id).into(into).key(amends.key()).build();
  }

  @Test
  default void required_E1484_a_duplicate_goes_on_only_where_somebody_still_works_on_it() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    for (CaseState state : CaseState.values()) {
      CaseId id = cases.open();
      CaseId into = cases.in(state, false, cases.open());
      if (state.compareTo(CaseState.AGREED) <= 0) {
        cases.take(cases.desk(), CaseAction.MERGE, id, into).orThrow();
      } else {
        cases.refused(
            Reason.CASE_ALREADY,
            () -> cases.take(cases.desk(), CaseAction.MERGE, id, into),
            into.toString(),
            "STATE",
            state.name());
      }
    }
  }

  @Test
  default void required_E1488_who_was_never_answered_waits_for_an_answer_when_it_is_taken_up() {
    Complaints cases = new Complaints(salon(), Complaints.bare().build());
    cases.at("2026-09-01T09:00");
    CaseId nobodys = cases.open();
    CaseId somebodys = cases.lead(cases.open(), CaseAction.ASSIGN);
    CaseId answered = cases.lead(cases.open(), CaseAction.ACKNOWLEDGE);
    cases.at("2026-09-01T09:14");
    for (CaseId id : List.of(nobodys, somebodys, answered)) {
      cases.take(CaseAction.WITHDRAW, id);
    }
    cases.at("2026-09-03T09:00");
    for (CaseId id : List.of(nobodys, somebodys, answered)) {
      cases.take(CaseAction.REOPEN, id);
    }
    assertEquals(CaseState.OPEN, cases.file(nobodys).state());
    assertEquals(CaseState.ASSIGNED, cases.file(somebodys).state());
    assertEquals(CaseState.ACKNOWLEDGED, cases.file(answered).state());
    for (CaseId id : List.of(nobodys, somebodys)) {
      cases.assertDue("2026-09-03T09:01", id, CaseClock.FIRST_RESPONSE);
    }
    cases.at("2026-09-03T09:02");
    cases.crm().runDue();
    assertEquals(1, cases.lines(nobodys, CaseEventKind.ESCALATED).size());
    assertEquals(1, cases.lines(somebodys, CaseEventKind.ESCALATED).size());
    assertEquals(0, cases.lines(answered, CaseEventKind.ESCALATED).size());
    cases.take(CaseAction.ACKNOWLEDGE, somebodys);
    assertFalse(cases.clock(somebodys, CaseClock.FIRST_RESPONSE).running());
  }

  @Test
  default void required_E1489_by_hand_a_case_climbs_wherever_it_is_though_clocks_have_told_all() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    cases.at("2026-09-01T09:20");
    cases.crm().runDue();
    assertHand(cases, id, Rank.STORE_MANAGER, "the clock has told the senior just now");
    cases.at("2026-09-01T10:20");
    cases.crm().runDue();
    assertEquals(Optional.of(Rank.HEAD_OFFICE), cases.desk().find(id).standing().told());
    cases.lead(id, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.NEGOTIATE);
    assertHand(cases, id, Rank.HEAD_OFFICE, "after the manager, who was told by hand");
    assertHand(cases, id, Rank.HEAD_OFFICE, "again");
    CaseId late = cases.open();
    cases.at("2026-09-01T14:00");
    cases.crm().runDue();
    cases.lead(late, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE);
    assertHand(cases, late, Rank.SENIOR, "what a clock told is over with the step");
  }

  private static void assertHand(Complaints cases, CaseId id, Rank to, String why) {
    cases.take(CaseAction.ESCALATE, id);
    List<String> told =
        cases.lines(id, CaseEventKind.ESCALATED).stream()
            .filter(line -> line.figure(0).equals(Optional.of("HAND")))
            .map(line -> line.figure(2).orElseThrow())
            .toList();
    assertEquals(to.name(), told.get(told.size() - 1), why);
  }

  @Test
  default void required_E1490_a_later_look_under_the_same_key_is_on_the_record_too() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    ActOnCase look = ActOnCase.builder().complaint(id).key("look").words("to call").build();
    for (int day = 1; day <= 3; day++) {
      salon.passDays(1);
      assertEquals(1, cases.desk("amy").contact(look).size());
      assertEquals(day, cases.lines(id, CaseEventKind.CONTACT_SEEN).size());
    }
  }

  @Test
  default void required_E1491_whom_a_case_is_about_has_no_part_in_the_words_to_its_customer() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases =
        new Complaints(salon, Complaints.plan().addChannels(ChannelKind.SMS).build());
    cases.open(cases.complaint(Optional.of(ann)).withAccused(StaffId.of("dan")));
    OutboxMessage word =
        salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 9).stream()
            .filter(message -> message.channel().equals(ChannelKind.SMS))
            .findFirst()
            .orElseThrow();
    Desk dan = Complaints.full(cases.crm(), "dan");
    assertEquals(List.of(), dan.messages().of(ann, Instant.EPOCH));
    HandleMessage dropped =
        HandleMessage.builder().message(word.id()).key("drop").code("oops").build();
    assertThrows(NotAllowedException.class, () -> dan.messages().drop(dropped));
    cases.crm().deliver();
    assertEquals(1, salon.sms().shown().size());
    assertTrue(Complaints.full(cases.crm(), "amy").messages().find(word.id()).isPresent());
  }

  @Test
  default void required_E1492_a_proposal_said_twice_is_answered_alike_under_another_program() {
    Compensations amends = new Compensations(salon());
    CaseId id = amends.investigated(amends.salon().member("Ann", "13800138001"));
    ProposeCompensation coupon = amends.proposal(id, CompensationKind.COUPON, "fifty", 1, "50.00");
    CaseAnswer first = amends.gives(coupon);
    Crm without =
        Crm.builder()
            .storage(amends.salon().storage())
            .merchant(
                Salon.merchant(),
                Salon.program().with("2026-z", Compensations.plan(amends.house()).build()))
            .clock(amends.salon().clock())
            .build();
    Desk office = Salon.desk(without, Role.HEAD_OFFICE);
    CaseAnswer again = office.complaints().compensate(coupon).orThrow();
    assertTrue(again.repeated());
    assertEquals(first.events(), again.events());
    assertThrows(
        InvalidCommandException.class,
        () ->
            office
                .complaints()
                .compensate(amends.proposal(id, CompensationKind.COUPON, "fifty", 1, "50.00")));
    assertEquals(yuan("50.00"), again.standing().compensations().get(0).worth());
  }

  @Test
  default void required_E1493_a_task_put_off_is_answered_alike_when_its_time_has_come() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    cases.open();
    TaskService amy = Complaints.full(cases.crm(), "amy").tasks();
    PostponeTask off =
        PostponeTask.builder()
            .message(amy.mine(9).get(0).id())
            .key("off")
            .code("busy")
            .until(Complaints.instant("2026-09-01T10:00"))
            .build();
    OutboxMessage first = amy.postpone(off).orThrow();
    cases.at("2026-09-01T10:00");
    assertEquals(first, amy.postpone(off).orThrow());
    PostponeTask late = PostponeTask.builder().from(off).key("late").build();
    assertThrows(InvalidCommandException.class, () -> amy.postpone(late));
  }

  /** What is open of a person's: what, how grave, due when. */
  private static List<String> tasks(Complaints cases, String staff) {
    return Complaints.full(cases.crm(), staff).tasks().mine(99).stream()
        .map(
            task ->
                task.content().rule().substring("case.task.".length())
                    + " "
                    + task.content().figures().get(2)
                    + " "
                    + LocalDateTime.ofInstant(task.dueAt().orElseThrow(), Salon.SHANGHAI))
        .toList();
  }

  @Test
  default void required_E1494_a_task_is_as_grave_and_due_as_its_case() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.lead(cases.open(), CaseAction.ACKNOWLEDGE);
    cases.desk().assign(cases.to(id, "ben")).orThrow();
    assertEquals(List.of("owner NORMAL 2026-09-01T12:00"), tasks(cases, "ben"));
    cases.desk().severity(cases.severity(id, Severity.URGENT)).orThrow();
    assertEquals(List.of("owner URGENT 2026-09-01T09:05"), tasks(cases, "ben"));
    cases.desk().severity(cases.severity(id, Severity.NORMAL)).orThrow();
    assertEquals(List.of("owner NORMAL 2026-09-01T12:00"), tasks(cases, "ben"));
    cases.take(CaseAction.PAUSE, id);
    assertEquals(List.of("owner NORMAL 2026-10-01T09:00"), tasks(cases, "ben"), "30 days");
    cases.at("2026-09-03T09:00");
    cases.take(CaseAction.RESUME, id);
    assertEquals(List.of("owner NORMAL 2026-09-03T12:00"), tasks(cases, "ben"));
    cases.take(CaseAction.NOTE, id);
    assertEquals(List.of("owner NORMAL 2026-09-03T12:00"), tasks(cases, "ben"));
  }

  @Test
  default void required_E1495_a_case_given_to_somebody_while_it_waits_is_not_due_at_once() {
    Complaints cases = new Complaints(salon(), Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.lead(cases.open(), CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    cases.at("2026-09-02T09:00");
    cases.desk().assign(cases.to(id, "ben")).orThrow();
    assertEquals(List.of("owner NORMAL 2026-10-01T09:00"), tasks(cases, "ben"));
  }
}
