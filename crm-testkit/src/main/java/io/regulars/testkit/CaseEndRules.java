package io.regulars.testkit;

import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.casebook.ClockFigures;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.AssignCase;
import io.regulars.complaint.AttachToCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.CloseCase;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.ProposeCompensation;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.preset.Presets;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** E1356 to E1364: no case lies for ever, and what is said twice is answered alike. */
interface CaseEndRules extends CrmRules {

  /** What was agreed is carried out in two days, what was asked about is closed in one. */
  private static ImmutableComplaintPlan.Builder promising() {
    return Complaints.plan()
        .addClocks(
            ClockTarget.of(CaseClock.FULFILMENT, Target.wall(Duration.ofDays(2)))
                .warnBefore(Duration.ofHours(6))
                .addRungs(
                    Rung.at(Rank.STORE_MANAGER), Rung.after(Duration.ofDays(1), Rank.HEAD_OFFICE))
                .build(),
            ClockTarget.of(CaseClock.CLOSING, Target.wall(Duration.ofDays(1)))
                .addRungs(Rung.at(Rank.STORE_MANAGER))
                .build());
  }

  private static List<String> climbed(Complaints cases, CaseId id) {
    return cases.file(id).events().stream()
        .filter(
            line -> line.kind() == CaseEventKind.WARNED || line.kind() == CaseEventKind.ESCALATED)
        .map(line -> line.kind() + " " + line.figure(0).orElseThrow())
        .toList();
  }

  @Test
  default void required_E1356_what_was_agreed_is_carried_out_in_time_or_climbs() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, promising().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.AGREED);
    cases.assertDue("2026-09-03T09:00", id, CaseClock.FULFILMENT);
    cases.at("2026-09-02T09:00");
    cases.take(CaseAction.PAUSE, id);
    cases.at("2026-09-05T09:00");
    cases.take(CaseAction.RESUME, id);
    cases.assertDue("2026-09-06T09:00", id, CaseClock.FULFILMENT);
    cases.at("2026-09-06T09:01");
    cases.crm().runDue();
    assertEquals(List.of("WARNED FULFILMENT", "ESCALATED FULFILMENT"), climbed(cases, id));
    cases.at("2026-09-07T09:01");
    cases.crm().runDue();
    assertEquals(3, climbed(cases, id).size());
    cases.take(CaseAction.RESOLVE, id);
    assertEquals(
        Optional.of(Complaints.instant("2026-09-07T09:01")),
        cases.clock(id, CaseClock.FULFILMENT).metAt());
    assertTrue(cases.clock(id, CaseClock.FULFILMENT).late(salon.clock().instant()));
    cases.take(CaseAction.REOPEN, id);
    assertEquals(
        Optional.empty(),
        cases
            .clock(id, CaseClock.FULFILMENT)
            .deadline()
            .filter(due -> cases.clock(id, CaseClock.FULFILMENT).running()));
    cases.lead(id, CaseAction.PROPOSE, CaseAction.AGREE);
    cases.assertDue("2026-09-09T09:01", id, CaseClock.FULFILMENT);
  }

  @Test
  default void required_E1357_a_case_that_was_asked_about_is_closed_in_time_or_climbs() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, promising().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.in(CaseState.FOLLOWED_UP);
    cases.assertDue("2026-09-02T09:00", id, CaseClock.CLOSING);
    cases.at("2026-09-02T09:00");
    cases.crm().runDue();
    assertEquals(List.of(), climbed(cases, id), "at the very deadline");
    salon.pass(Duration.ofNanos(1_000));
    cases.crm().runDue();
    assertEquals(List.of("ESCALATED CLOSING"), climbed(cases, id));
    cases.take(CaseAction.REOPEN, id);
    assertEquals(Optional.empty(), cases.clock(id, CaseClock.CLOSING).metAt(), "not closed");
    cases.lead(
        id,
        CaseAction.PROPOSE,
        CaseAction.AGREE,
        CaseAction.RESOLVE,
        CaseAction.FOLLOW_UP,
        CaseAction.CLOSE);
    assertEquals(Optional.of(salon.clock().instant()), cases.clock(id, CaseClock.CLOSING).metAt());
    assertFalse(cases.clock(id, CaseClock.CLOSING).late(salon.clock().instant()));
  }

  @Test
  default void required_E1358_wherever_a_case_is_a_clock_runs_until_it_ends() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, promising().handlers(List.of()).build());
    cases.at("2026-09-01T09:00");
    CaseId into = cases.open();
    for (CaseState state : CaseState.values()) {
      CaseId id = cases.in(state, false, into);
      assertEquals(state.isOpen(), cases.file(id).wakeAt().isPresent(), state::name);
      assertEquals(
          state.isOpen(),
          cases.desk().clocks(id).stream().anyMatch(ClockReading::running),
          state::name);
    }
    for (Program program :
        List.of(
            Presets.beautySalon(CurrencyUnit.of("CNY")),
            Presets.bathhouse(CurrencyUnit.of("CNY")),
            Presets.hairSalon(CurrencyUnit.of("CNY")))) {
      Complaints preset = new Complaints(salon, program.plan(ComplaintPlan.class).orElseThrow());
      for (CaseState state : CaseState.values()) {
        assertEquals(
            state.isOpen(),
            preset.file(preset.in(state, false, into)).wakeAt().isPresent(),
            state::name);
      }
    }
  }

  @Test
  default void required_E1359_a_case_too_old_to_be_taken_up_goes_on_in_one_new_case() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId old = cases.open(cases.complaint(Optional.of(ann)));
    cases.take(CaseAction.WITHDRAW, old);
    salon.pass(Duration.ofDays(31));
    ActOnCase first = cases.act(old);
    CaseAnswer answer = cases.desk().reopen(first).orThrow();
    CaseId next = answer.file().id();
    assertEquals(Optional.of(old), answer.standing().continues());
    assertEquals(
        List.of(Optional.of(next.toString())),
        cases.lines(old, CaseEventKind.CONTINUED).stream().map(line -> line.figure(0)).toList());
    assertEquals(Optional.of(next), cases.desk().find(old).standing().continuedBy());
    assertEquals(CaseState.WITHDRAWN, cases.file(old).state());
    cases.refused(
        Reason.CASE_ALREADY,
        () -> cases.desk("dan").reopen(cases.act(old)),
        old.toString(),
        "CONTINUATION",
        next.toString());
    ComplaintPlan patient =
        ImmutableComplaintPlan.copyOf(Complaints.plan().build())
            .withReopenWithin(Duration.ofDays(300));
    assertTrue(
        Complaints.desk(cases.node(storage(), patient, "2026-2"), "fay")
            .reopen(cases.act(old))
            .refusal()
            .isPresent(),
        "under another plan as well");
    assertEquals(next, cases.desk().reopen(first).orThrow().file().id(), "said again");
    assertEquals(2, cases.desk().list(CaseCriteria.ALL).size());
    salon.requireSound(ann);
  }

  @Test
  default void required_E1360_many_who_reopen_an_old_case_at_once_make_one_new_one()
      throws Exception {
    assumeThreads();
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId old = cases.open();
    cases.take(CaseAction.WITHDRAW, old);
    salon.pass(Duration.ofDays(31));
    List<ActOnCase> commands = Stream.generate(() -> cases.act(old)).limit(8).toList();
    long done =
        commands.parallelStream()
            .map(command -> cases.desk().reopen(command))
            .filter(outcome -> outcome.refusal().isEmpty())
            .count();
    assertEquals(1, done);
    assertEquals(2, cases.desk().list(CaseCriteria.ALL).size());
  }

  /** A step under one key, to be said more than once. */
  @FunctionalInterface
  interface Said {
    Outcome<CaseAnswer> to(ComplaintService desk);
  }

  /** The same command on a case, made once. */
  private static Said said(String key, CaseAction action, CaseId id, CaseId into) {
    ActOnCase act = ActOnCase.builder().complaint(id).key(key).words("why").build();
    return switch (action) {
      case ASSIGN ->
          desk ->
              desk.assign(
                  AssignCase.builder().complaint(id).to(StaffId.of("dan")).key(key).build());
      case ACKNOWLEDGE -> desk -> desk.acknowledge(act);
      case INVESTIGATE -> desk -> desk.investigate(act);
      case CONCLUDE -> desk -> desk.conclude(act);
      case PROPOSE -> desk -> desk.propose(act);
      case NEGOTIATE -> desk -> desk.negotiate(act);
      case AGREE -> desk -> desk.agree(act);
      case COMPENSATE ->
          desk ->
              desk.compensate(
                  ProposeCompensation.builder()
                      .complaint(id)
                      .key(key)
                      .kind(CompensationKind.MONEY)
                      .amount(100)
                      .worth(yuan("1.00"))
                      .build());
      case RESOLVE -> desk -> desk.resolve(act);
      case FOLLOW_UP ->
          desk ->
              desk.followUp(
                  FollowUpCase.builder()
                      .complaint(id)
                      .key(key)
                      .outcome(FollowUpCase.Outcome.CONTENT)
                      .build());
      case CLOSE ->
          desk ->
              desk.close(CloseCase.builder().complaint(id).key(key).rootCause("training").build());
      case REOPEN -> desk -> desk.reopen(act);
      case WITHDRAW -> desk -> desk.withdraw(act);
      case MERGE ->
          desk -> desk.merge(MergeCases.builder().complaint(id).key(key).into(into).build());
      case PAUSE -> desk -> desk.pause(act);
      case RESUME -> desk -> desk.resume(act);
      case CHANGE_SEVERITY ->
          desk ->
              desk.severity(
                  ChangeSeverity.builder()
                      .complaint(id)
                      .key(key)
                      .severity(Severity.URGENT)
                      .build());
      case ESCALATE -> desk -> desk.escalate(act);
      case NOTE -> desk -> desk.note(act);
      case ATTACH ->
          desk ->
              desk.attach(
                  AttachToCase.builder()
                      .complaint(id)
                      .key(key)
                      .sort("photo")
                      .reference("p")
                      .build());
    };
  }

  private static void assertSameAgain(Complaints cases, String what, Said command) {
    CaseAnswer first = command.to(cases.desk()).orThrow();
    CaseAnswer again = command.to(cases.desk()).orThrow();
    assertTrue(again.repeated() && !first.repeated(), what);
    assertEquals(first.events(), again.events(), what);
    assertEquals(first.standing(), again.standing(), what);
    assertEquals(first.file(), again.file(), what);
  }

  @Test
  default void required_E1361_every_step_said_twice_is_answered_alike_however_late_it_was() {
    for (CaseAction action : CaseAction.values()) {
      for (int hours : List.of(0, 2, 200)) {
        Salon salon = salon();
        CustomerId ann = salon.member("Ann", "138001" + (38000 + action.ordinal() * 1_000 + hours));
        CustomerId house = salon.member("H", "139001" + (38000 + action.ordinal() * 1_000 + hours));
        Complaints cases =
            new Complaints(
                salon,
                promising()
                    .addAuthorities(new Authority(Role.HEAD_OFFICE, yuan("9.00"), yuan("999.00")))
                    .house(house)
                    .build());
        cases.at("2026-09-01T09:00");
        CaseId into = cases.open(cases.complaint(Optional.of(ann)));
        CaseId id = cases.open(cases.complaint(Optional.of(ann)));
        before(action).forEach(step -> cases.take(cases.desk(), step, id, into).orThrow());
        salon.pass(Duration.ofHours(hours));
        assertSameAgain(
            cases, action + " after " + hours, said(action + "-" + hours, action, id, into));
      }
    }
  }

  /** The shortest way to where the action is possible. */
  private static List<CaseAction> before(CaseAction action) {
    if (action == CaseAction.RESUME) {
      return List.of(CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    }
    return Stream.of(CaseState.values())
        .filter(state -> action.possible(state, false))
        .findFirst()
        .map(Complaints::way)
        .orElseThrow();
  }

  @Test
  default void required_E1362_a_case_that_silence_ended_unnoticed_is_told_alike_too() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    for (int days : List.of(31, 90)) {
      CaseId id = cases.open(cases.complaint(Optional.of(ann)));
      cases.lead(id, CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
      salon.pass(Duration.ofDays(days));
      ActOnCase act = cases.act(id);
      assertSameAgain(cases, "after " + days, desk -> desk.reopen(act));
      assertEquals(1, cases.lines(id, CaseEventKind.WITHDRAWN).size(), "written with it");
      assertEquals(
          1,
          salon.books(ann).events().stream()
              .filter(event -> event.explanation().rule().equals("complaint.withdrawn"))
              .filter(event -> event.explanation().figures().contains(id.toString()))
              .count(),
          "and told to her timeline");
    }
    salon.requireSound(ann);
  }

  @Test
  default void required_E1363_what_is_given_up_at_the_very_deadline_has_not_missed_it() {
    for (CaseAction end : List.of(CaseAction.WITHDRAW, CaseAction.MERGE)) {
      Salon salon = salon();
      Complaints cases = new Complaints(salon, Complaints.plan().build());
      cases.at("2026-09-01T09:00");
      CaseId into = cases.open();
      CaseId inTime = cases.open();
      CaseId late = cases.open();
      cases.at("2026-09-01T09:15");
      cases.take(CaseAction.ACKNOWLEDGE, into);
      cases.take(cases.desk(), end, inTime, into).orThrow();
      salon.pass(Duration.ofNanos(1_000));
      cases.take(cases.desk(), end, late, into).orThrow();
      cases.at("2026-09-02T09:00");
      ClockFigures figures =
          Complaints.full(cases.crm(), "fay")
              .casebook()
              .report(
                  Complaints.instant("2026-09-01T00:00"), Complaints.instant("2026-09-02T00:00"))
              .clock(CaseClock.FIRST_RESPONSE);
      boolean second = end == CaseAction.MERGE;
      assertEquals(second ? 2 : 1, figures.inTime());
      assertEquals(second ? 2 : 1, figures.dropped(), "given up at the deadline");
      assertEquals(second ? 2 : 1, figures.missed(), "a microsecond after it");
      assertFalse(cases.clock(inTime, CaseClock.FIRST_RESPONSE).late(salon.clock().instant()));
      assertTrue(cases.clock(late, CaseClock.FIRST_RESPONSE).late(salon.clock().instant()));
    }
  }
}
