package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Compensations.complaint;
import static io.regulars.testkit.Compensations.refused;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.Authority;
import io.regulars.complaint.CaseAnswer;
import io.regulars.complaint.Compensation;
import io.regulars.complaint.Compensation.Status;
import io.regulars.complaint.CompensationKind;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ImmutableProposeCompensation;
import io.regulars.complaint.MergeCases;
import io.regulars.engine.Outcome;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.ledger.AccountKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E1061 to E1072: who may propose and approve what, and when. */
interface CompensationRules extends CrmRules {

  /** A salon with authority to make amends. */
  default Compensations compensations() {
    return new Compensations(salon());
  }

  @Test
  default void required_E1061_what_is_within_ones_authority_is_approved_at_once() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    Dump before = c.salon().dump();
    CaseAnswer answer =
        c.desk(Role.RECEPTIONIST).complaints().compensate(c.points(id, 500, "5.00")).orThrow();
    assertEquals(
        List.of(CaseEventKind.COMPENSATION_PROPOSED, CaseEventKind.COMPENSATION_APPROVED),
        answer.events().stream().map(event -> event.kind()).toList());
    Compensation one = answer.standing().compensations().get(0);
    assertEquals(
        new Compensation(
            1,
            CompensationKind.POINTS,
            "",
            500,
            yuan("5.00"),
            Status.APPROVED,
            Optional.of(StaffId.of("receptionist")),
            0),
        one);
    assertEquals(before.reads().get("books of " + ann), c.salon().books(ann), "not booked yet");
    CaseAnswer resolved = c.resolves(id).orThrow();
    assertEquals(
        List.of(CaseEventKind.RESOLVED, CaseEventKind.COMPENSATION_BOOKED),
        resolved.events().stream().map(event -> event.kind()).toList());
    assertEquals(500, c.salon().points(ann));
    assertEquals(List.of(Status.BOOKED), c.statuses(id));
    c.salon().requireSound(ann, c.house());
  }

  @Test
  default void required_E1062_beyond_it_somebody_with_more_authority_approves() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    Desk front = c.desk(Role.RECEPTIONIST);
    CaseAnswer answer = front.complaints().compensate(c.money(id, "50.01")).orThrow();
    assertEquals(Status.PROPOSED, answer.standing().compensations().get(0).status());
    assertEquals(1, answer.events().size());
    refused(
        front.complaints().approve(c.decision(id, 1)),
        Reason.BEYOND_AUTHORITY,
        "CNY 50.01",
        "PER_CASE",
        "CNY 50.00",
        "CNY 0.00");
    refused(
        c.desk(Role.CONSULTANT).complaints().approve(c.decision(id, 1)),
        Reason.BEYOND_AUTHORITY,
        "CNY 50.01",
        "NONE",
        "CNY 0.00",
        "CNY 0.00");
    c.agrees(id);
    refused(front.complaints().resolve(c.step(id)), Reason.CASE_UNDECIDED, id, 1);
    c.desk(Role.STORE_MANAGER).complaints().approve(c.decision(id, 1)).orThrow();
    refused(
        c.desk(Role.STORE_MANAGER).complaints().approve(c.decision(id, 1)),
        Reason.CASE_ALREADY,
        id,
        "COMPENSATION 1",
        "APPROVED");
    front.complaints().resolve(c.step(id)).orThrow();
    assertEquals(List.of(Status.BOOKED), c.statuses(id));
    refused(
        front.complaints().compensate(c.money(id, "1.00")),
        Reason.CASE_STATE,
        "COMPENSATE",
        "RESOLVED",
        "ASSIGN, FOLLOW_UP, REOPEN, WITHDRAW, CHANGE_SEVERITY, ESCALATE, NOTE, ATTACH");
  }

  @Test
  default void required_E1063_a_cases_limit_counts_what_everybody_approved_in_it() {
    Compensations c = compensations();
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    Crm crm = c.crm();
    Desk ina = Compensations.desk(crm, "ina", Role.RECEPTIONIST);
    Desk oda = Compensations.desk(crm, "oda", Role.RECEPTIONIST);
    ina.complaints().compensate(c.money(id, "30.00")).orThrow();
    oda.complaints().compensate(c.money(id, "20.00")).orThrow();
    oda.complaints().compensate(c.money(id, "0.01")).orThrow();
    assertEquals(List.of(Status.APPROVED, Status.APPROVED, Status.PROPOSED), c.statuses(id));
    refused(
        ina.complaints().approve(c.decision(id, 3)),
        Reason.BEYOND_AUTHORITY,
        "CNY 0.01",
        "PER_CASE",
        "CNY 50.00",
        "CNY 50.00");
    oda.complaints().refuse(c.decision(id, 1)).orThrow();
    ina.complaints().approve(c.decision(id, 3)).orThrow();
    assertEquals(List.of(Status.REFUSED, Status.APPROVED, Status.APPROVED), c.statuses(id));
    refused(
        ina.complaints().refuse(c.decision(id, 1)),
        Reason.CASE_ALREADY,
        id,
        "COMPENSATION 1",
        "REFUSED");
    assertThrows(NotFoundException.class, () -> ina.complaints().approve(c.decision(id, 4)));
  }

  /** March ends in Shanghai eight hours before it does in UTC. */
  @Test
  default void required_E1064_a_months_limit_counts_what_one_person_approved_in_all_cases() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    Desk front = c.desk(Role.RECEPTIONIST);
    CaseId first = c.investigated(ann);
    CaseId second = c.investigated(ann);
    CaseId third = c.investigated(ann);
    front.complaints().compensate(c.money(first, "50.00")).orThrow();
    front.complaints().compensate(c.money(second, "50.00")).orThrow();
    long version = c.salon().books(c.house()).file().version();
    front.complaints().compensate(c.money(third, "20.01")).orThrow();
    assertEquals(version, c.salon().books(c.house()).file().version(), "only looked at");
    assertEquals(List.of(Status.PROPOSED), c.statuses(third));
    c.salon().pass(Duration.between(OPENING, Instant.parse("2026-03-31T15:59:59.999999Z")));
    refused(
        front.complaints().approve(c.decision(third, 1)),
        Reason.BEYOND_AUTHORITY,
        "CNY 20.01",
        "PER_MONTH",
        "CNY 120.00",
        "CNY 100.00");
    front.complaints().refuse(c.decision(first, 1)).orThrow();
    front.complaints().compensate(c.money(first, "50.00")).orThrow();
    assertEquals(
        List.of(Status.REFUSED, Status.APPROVED), c.statuses(first), "given back in its month");
    c.salon().pass(Duration.ofNanos(1_000));
    front.complaints().approve(c.decision(third, 1)).orThrow();
    front.complaints().refuse(c.decision(first, 2)).orThrow();
    assertEquals(
        2_001,
        c.salon().books(c.house()).file().account(AccountKind.approved("receptionist")).balance(),
        "March is over, and nothing of it comes back to April");
    c.salon().requireSound(c.house());
  }

  @Test
  default void required_E1065_of_many_cases_approved_at_once_the_months_limit_holds() {
    assumeThreads();
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    Crm crm = c.crm();
    List<ImmutableProposeCompensation> proposals =
        Stream.generate(() -> c.money(c.investigated(ann), "50.00")).limit(8).toList();
    List<Status> statuses =
        race(
            thread ->
                () ->
                    Salon.desk(crm, Role.RECEPTIONIST)
                        .complaints()
                        .compensate(proposals.get(thread))
                        .orThrow()
                        .standing()
                        .compensations()
                        .get(0)
                        .status());
    assertEquals(2, statuses.stream().filter(Status.APPROVED::equals).count());
    assertEquals(6, statuses.stream().filter(Status.PROPOSED::equals).count());
    assertEquals(
        10_000,
        c.salon().books(c.house()).file().account(AccountKind.approved("receptionist")).balance());
    c.salon().requireSound(c.house());
  }

  @Test
  default void required_E1066_the_accused_and_who_has_no_business_with_it_decide_nothing() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id =
        c.investigated(
            complaint(Optional.of(ann), c.key()).withAccused(StaffId.of("store_manager")));
    c.gives(c.money(id, "5.00"));
    c.desk(Role.RECEPTIONIST).complaints().compensate(c.money(id, "60.00")).orThrow();
    for (Role role : List.of(Role.STORE_MANAGER, Role.THERAPIST)) {
      Desk desk = c.desk(role);
      assertThrows(
          NotAllowedException.class, () -> desk.complaints().compensate(c.money(id, "1.00")));
      assertThrows(NotAllowedException.class, () -> desk.complaints().approve(c.decision(id, 2)));
      assertThrows(NotAllowedException.class, () -> desk.complaints().refuse(c.decision(id, 2)));
    }
  }

  @Test
  default void required_E1067_nobody_knows_whom_to_compensate_for_an_anonymous_case() {
    Compensations c = compensations();
    CaseId id = c.investigated(complaint(Optional.empty(), c.key()));
    refused(
        c.desk(Role.HEAD_OFFICE).complaints().compensate(c.money(id, "1.00")),
        Reason.CASE_ANONYMOUS,
        id);
    c.resolves(id).orThrow();
  }

  @Test
  default void required_E1068_what_does_not_fit_its_kind_is_invalid() {
    Compensations c = compensations();
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    long version = c.file(id).version();
    invalid(c, "what", c.points(id, 1, "1.00").withWhat("x"), "x", "POINTS");
    invalid(c, "what", c.money(id, "1.00").withWhat("x"), "x", "MONEY");
    invalid(c, "what", c.proposal(id, CompensationKind.COUPON, "", 1, "1.00"), "fifty");
    invalid(c, "what", c.proposal(id, CompensationKind.COUPON, "sixty", 1, "1.00"), "sixty");
    invalid(c, "what", c.proposal(id, CompensationKind.SESSIONS, "", 1, "1.00"), "SESSIONS");
    invalid(c, "what", c.proposal(id, CompensationKind.TIER, "none", 1, "0.00"), "none", "gold");
    invalid(c, "what", c.proposal(id, CompensationKind.TIER, "tin", 1, "0.00"), "tin", "silver");
    invalid(c, "amount", c.proposal(id, CompensationKind.COUPON, "fifty", 21, "1.00"), "21", "20");
    invalid(
        c, "amount", c.proposal(id, CompensationKind.SESSIONS, "massage", 1_001, "1.00"), "1001");
    invalid(c, "amount", c.proposal(id, CompensationKind.TIER, "gold", 3_661, "0.00"), "3661");
    invalid(c, "worth", c.points(id, 501, "5.00"), "CNY 5.00", "CNY 5.01");
    invalid(c, "worth", c.money(id, "1.00").withAmount(101), "CNY 1.00", "CNY 1.01");
    invalid(c, "worth", c.points(id, 1, "0.00"), "CNY 0.00");
    invalid(c, "worth", c.points(id, 1, "-1.00"), "CNY -1.00");
    invalid(
        c, "worth", c.points(id, 1, "1.00").withWorth(Money.of(CurrencyUnit.USD, 1)), "USD 1.00");
    assertThrows(
        InvalidCommandException.class, () -> c.gives(c.points(id, 1, "1.00").withAmount(0)));
    assertEquals(version, c.file(id).version());
  }

  private static void invalid(
      Compensations c, String field, ImmutableProposeCompensation proposal, String... figures) {
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Desk desk = Salon.desk(c.crm(c.salon().storage(), language), Role.HEAD_OFFICE);
      InvalidCommandException e =
          assertThrows(InvalidCommandException.class, () -> desk.complaints().compensate(proposal));
      assertEquals(field, e.violations().get(0).field());
      Expect.assertSaid(e.violations().get(0).message(), language, figures);
    }
  }

  @Test
  default void required_E1069_a_step_counts_once_whatever_the_line_does() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    ImmutableProposeCompensation proposal = c.points(id, 500, "5.00");
    CaseAnswer first = c.gives(proposal);
    CaseAnswer again = c.gives(proposal);
    assertTrue(again.repeated());
    assertEquals(first.events(), again.events());
    assertThrows(ConflictException.class, () -> c.gives(proposal.withAmount(400)));
    c.agrees(id);
    ActOnCase step = c.step(id);
    FaultyStorage lost =
        new FaultyStorage(
            c.salon().storage(),
            (change, real, attempt) -> {
              real.commit(change);
              throw new StorageException(Kind.UNKNOWN_OUTCOME, "the answer is lost");
            });
    assertThrows(
        StorageException.class,
        () -> Salon.desk(c.crm(lost, Locale.ENGLISH), Role.HEAD_OFFICE).complaints().resolve(step));
    assertEquals(500, c.salon().points(ann));
    CaseAnswer resolved = c.desk(Role.HEAD_OFFICE).complaints().resolve(step).orThrow();
    assertTrue(resolved.repeated());
    assertEquals(2, resolved.events().size());
    refused(
        c.desk(Role.HEAD_OFFICE).complaints().resolve(c.step(id)),
        Reason.CASE_STATE,
        "RESOLVE",
        "RESOLVED",
        "ASSIGN, FOLLOW_UP, REOPEN, WITHDRAW, CHANGE_SEVERITY, ESCALATE, NOTE, ATTACH");
    assertEquals(500, c.salon().points(ann));
    assertEquals(1, c.salon().books(ann).entries().size());

    FaultyStorage stale = FaultyStorage.refusing(c.salon().storage(), Kind.STALE, 3);
    Desk unlucky = Salon.desk(c.crm(stale, Locale.ENGLISH), Role.HEAD_OFFICE);
    unlucky.complaints().withdraw(c.step(id)).orThrow();
    assertEquals(4, stale.commits());
    assertEquals(0, c.salon().points(ann));
    FaultyStorage down =
        FaultyStorage.refusing(c.salon().storage(), Kind.UNKNOWN_OUTCOME, change -> true);
    CaseId other = c.investigated(ann);
    Dump before = c.salon().dump();
    assertThrows(
        StorageException.class,
        () ->
            Salon.desk(c.crm(down, Locale.ENGLISH), Role.HEAD_OFFICE)
                .complaints()
                .compensate(c.points(other, 500, "5.00")));
    before.assertUnchanged(c.salon().storage(), LOTUS);
  }

  @Test
  default void required_E1070_what_the_program_cannot_give_any_more_stops_the_resolving() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.points(id, 100, "1.00"));
    c.gives(c.proposal(id, CompensationKind.COUPON, "once", 2, "20.00"));
    Outcome<CaseAnswer> outcome = c.resolves(id);
    refused(outcome, Reason.COUPON_LIMIT, "once", "PER_CUSTOMER", 1, 1);
    assertEquals(0, c.salon().points(ann), "nothing of it is booked");
    assertEquals(CaseState.AGREED, c.file(id).state());
    Desk changed = Salon.desk(c.crm(Coupons.plan(Coupons.off("other", "1.00"))), Role.HEAD_OFFICE);
    refused(changed.complaints().resolve(c.step(id)), Reason.NO_SUCH_REWARD, "once", "[other]");
    c.desk(Role.HEAD_OFFICE).complaints().refuse(c.decision(id, 2)).orThrow();
    changed.complaints().resolve(c.step(id)).orThrow();
    assertEquals(100, c.salon().points(ann));
    assertEquals(List.of(Status.BOOKED, Status.REFUSED), c.statuses(id));
  }

  @Test
  default void required_E1071_a_case_that_ends_unresolved_gives_nothing_and_its_approvals_back() {
    Compensations c = compensations();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId withdrawn = c.investigated(ann);
    CaseId merged = c.investigated(ann);
    CaseId into = c.investigated(ann);
    Desk front = c.desk(Role.RECEPTIONIST);
    front.complaints().compensate(c.points(withdrawn, 500, "50.00")).orThrow();
    front.complaints().compensate(c.points(withdrawn, 600, "60.00")).orThrow();
    front.complaints().compensate(c.points(merged, 500, "50.00")).orThrow();
    c.withdraws(withdrawn);
    front
        .complaints()
        .merge(MergeCases.builder().complaint(merged).into(into).key(c.key()).build())
        .orThrow();
    assertEquals(List.of(Status.REFUSED, Status.REFUSED), c.statuses(withdrawn));
    assertEquals(List.of(Status.REFUSED), c.statuses(merged));
    assertEquals(
        0,
        c.salon().books(c.house()).file().account(AccountKind.approved("receptionist")).balance());
    front.complaints().reopen(c.step(withdrawn)).orThrow();
    assertEquals(List.of(Status.REFUSED, Status.REFUSED), c.statuses(withdrawn));
    assertEquals(0, c.salon().points(ann));
    c.salon().requireSound(ann, c.house());
  }

  @Test
  default void required_E1072_authority_needs_a_file_to_count_on() {
    InvalidProgramException e =
        assertThrows(
            InvalidProgramException.class,
            () ->
                ComplaintPlan.builder()
                    .hours(Compensations.plan(CustomerId.of(new UUID(1, 1))).build().hours())
                    .addAuthorities(new Authority(Role.HEAD_OFFICE, yuan("1.00"), yuan("1.00")))
                    .build());
    Expect.assertContains(String.valueOf(e.getMessage()), "house");
    Compensations c = compensations();
    CaseId id = c.investigated(c.salon().member("Ann", "13800138001"));
    ComplaintPlan lost = Compensations.plan(CustomerId.of(new UUID(1, 1))).build();
    assertThrows(
        NotFoundException.class,
        () ->
            Salon.desk(c.crm(lost), Role.HEAD_OFFICE).complaints().compensate(c.money(id, "1.00")));
    assertFalse(c.file(id).events().isEmpty());
  }
}
