package io.regulars.testkit;

import static io.regulars.testkit.Compensations.refused;
import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.complaint.Compensation.Status;
import io.regulars.complaint.CompensationKind;
import io.regulars.course.ReserveSession;
import io.regulars.engine.Tenant;
import io.regulars.engine.Texts;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.StatementText;
import io.regulars.notify.HandleMessage;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Payment;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** E1073 to E1084: what compensation is in the ledger, and what is left of it when taken back. */
interface CompensationBookRules extends CrmRules {

  /** A salon with authority to make amends. */
  default Compensations amends() {
    return new Compensations(salon());
  }

  @Test
  default void required_E1073_every_kind_is_booked_and_taken_back_exactly() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    c.salon().pays(ann, "R-1", "1200.00");
    c.salon().pass(Duration.ofHours(1));
    CaseId id = c.investigated(ann);
    List<LedgerAccount> before = worn(c, ann);
    TierCode tier = c.salon().books(ann).file().tier().tier();
    assertEquals(TierCode.of("silver"), tier);
    c.gives(c.points(id, 700, "7.00"));
    c.gives(c.proposal(id, CompensationKind.COUPON, "fifty", 2, "100.00"));
    c.gives(c.proposal(id, CompensationKind.SESSIONS, "massage", 3, "240.00"));
    c.gives(c.proposal(id, CompensationKind.SERVICE_AGAIN, "massage", 1, "80.00"));
    c.gives(c.proposal(id, CompensationKind.TIER, "gold", 90, "0.00"));
    c.gives(c.money(id, "66.00"));
    c.resolves(id).orThrow();
    assertEquals(1_200 + 700, c.salon().points(ann));
    assertEquals(
        List.of(id + "/2/1", id + "/2/2"),
        c.desk(Role.RECEPTIONIST).coupons().list(ann).stream().map(each -> each.number()).toList());
    LedgerAccount cards = account(c, ann, AccountKind.course("massage"));
    assertEquals(List.of(3L, 1L), cards.lots().stream().map(Lot::left).toList());
    assertTrue(cards.lots().stream().allMatch(lot -> lot.worth() == 0), "given, not paid for");
    assertEquals(TierCode.of("gold"), c.salon().books(ann).file().tier().tier());
    assertTrue(
        c.statuses(id).stream().allMatch(Status.BOOKED::equals) && c.statuses(id).size() == 6);
    c.salon().requireSound(ann);

    c.withdraws(id);
    assertTrue(c.statuses(id).stream().allMatch(Status.TAKEN_BACK::equals));
    assertEquals(before, worn(c, ann));
    assertEquals(tier, c.salon().books(ann).file().tier().tier());
    assertEquals(List.of(), c.desk(Role.RECEPTIONIST).coupons().list(ann));
    assertEquals(
        List.of("complaint.money", "complaint.money-back"),
        c.salon().books(ann).events().stream()
            .map(event -> event.explanation().rule())
            .filter(rule -> rule.startsWith("complaint.money"))
            .toList());
    c.salon().requireSound(ann, c.house());
  }

  /** The accounts that have something on them. */
  private static List<LedgerAccount> worn(Compensations c, CustomerId customer) {
    return c.salon().books(customer).file().accounts().stream()
        .filter(account -> !account.lots().isEmpty() || account.deficit() > 0)
        .toList();
  }

  private static LedgerAccount account(Compensations c, CustomerId customer, AccountKind kind) {
    return c.salon().books(customer).file().account(kind);
  }

  @Test
  default void
      required_E1074_points_used_meanwhile_are_owed_forgiven_or_paid_as_the_program_says() {
    Compensations c = amends();
    for (Shortfall shortfall : Shortfall.values()) {
      CustomerId ann = c.salon().member("Ann", "1380013800" + shortfall.ordinal());
      CaseId id = c.investigated(ann);
      c.gives(c.points(id, 500, "5.00"));
      c.resolves(id).orThrow();
      c.salon().redeems(ann, 400, c.key()).orThrow();
      PointsPlan points =
          Salon.points().price(new PointsPrice(100, yuan("1.00"))).shortfall(shortfall).build();
      Salon.desk(c.crm(points), Role.HEAD_OFFICE).complaints().withdraw(c.step(id)).orThrow();
      LedgerAccount account = account(c, ann, AccountKind.POINTS);
      boolean owed = shortfall == Shortfall.DEFICIT;
      assertEquals(owed ? 400 : 0, account.deficit(), shortfall.name());
      assertEquals(owed ? -400 : 0, account.balance(), shortfall.name());
      assertEquals(
          switch (shortfall) {
            case DEFICIT -> List.of();
            case CASH_OWED -> List.of(List.of("points", "400", "CNY 4.00"));
            case FORGIVEN -> List.of(List.of("points", "400", ""));
          },
          c.salon().books(ann).events().stream()
              .filter(event -> event.kind() == EventKind.SHORTFALL)
              .map(event -> event.explanation().figures())
              .toList(),
          shortfall.name());
      c.salon().requireSound(ann);
    }
  }

  @Test
  default void required_E1075_of_coupons_and_sessions_only_what_was_given_is_taken() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    Desk desk = c.desk(Role.HEAD_OFFICE);
    Coupons.issue(desk, ann, "fifty", "HERS").orThrow();
    desk.courses().sell(Cards.card(ann, "PAID", 2, "200.00")).orThrow();
    CaseId id = c.investigated(ann);
    c.gives(c.proposal(id, CompensationKind.COUPON, "fifty", 2, "100.00"));
    c.gives(c.proposal(id, CompensationKind.SESSIONS, "massage", 3, "240.00"));
    c.resolves(id).orThrow();
    desk.visits().record(Coupons.sale(ann, "R-1", BASKET, id + "/1/2", "50.00")).orThrow();
    desk.visits().record(massage(ann, "R-2", id + "/2")).orThrow();
    desk.courses()
        .reserve(
            ReserveSession.builder()
                .customer(ann)
                .item("massage")
                .booking("B-1")
                .card(id + "/2")
                .key("b-1")
                .build())
        .orThrow();
    c.withdraws(id);
    assertEquals(
        List.of("HERS"), desk.coupons().list(ann).stream().map(each -> each.number()).toList());
    LedgerAccount cards = account(c, ann, AccountKind.course("massage"));
    assertEquals(
        List.of("coupon/fifty", "course/massage"),
        c.salon().books(ann).events().stream()
            .filter(event -> event.kind() == EventKind.SHORTFALL)
            .map(event -> event.explanation().figures().get(0))
            .toList());
    assertEquals(2, cards.available(), "hers stay hers");
    assertEquals(1, cards.deficit(), "the one that is reserved");
    desk.courses().release(Cards.ending(ann, "B-1", "b-2")).orThrow();
    assertEquals(0, account(c, ann, AccountKind.course("massage")).deficit());
    assertEquals(2, account(c, ann, AccountKind.course("massage")).available());
    c.salon().requireSound(ann);
  }

  private static RecordVisit massage(CustomerId ann, String receipt, String card) {
    return sale(ann, receipt, "100.00")
        .withPayments(Payment.course(1, 1, yuan("100.00")).with(card));
  }

  @Test
  default void required_E1076_silence_takes_back_what_a_reopened_case_had_given() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.points(id, 500, "5.00"));
    c.resolves(id).orThrow();
    Desk desk = c.desk(Role.HEAD_OFFICE);
    desk.complaints().reopen(c.step(id)).orThrow();
    assertEquals(500, c.salon().points(ann), "reopening keeps what was booked");
    assertEquals(List.of(Status.BOOKED), c.statuses(id));
    desk.complaints().investigate(c.step(id)).orThrow();
    desk.complaints().conclude(c.step(id)).orThrow();
    c.gives(c.points(id, 100, "1.00"));
    c.resolves(id).orThrow();
    assertEquals(600, c.salon().points(ann), "and nothing is booked twice");
    desk.complaints().reopen(c.step(id)).orThrow();
    desk.complaints().pause(c.step(id)).orThrow();
    c.salon().passDays(7);
    c.salon().pass(Duration.ofNanos(1_000));
    c.crm().runDue();
    assertEquals(CaseState.WITHDRAWN, c.file(id).state());
    assertEquals(0, c.salon().points(ann));
    assertEquals(List.of(Status.TAKEN_BACK, Status.TAKEN_BACK), c.statuses(id));
    c.crm().runDue();
    assertEquals(2, taken(c, id).size(), "once");
    assertTrue(taken(c, id).stream().allMatch(event -> event.actor().staff().isEmpty()));
    c.salon().requireSound(ann);
  }

  private static List<CaseEvent> taken(Compensations c, CaseId id) {
    return c.file(id).events().stream()
        .filter(event -> event.kind() == CaseEventKind.COMPENSATION_TAKEN_BACK)
        .toList();
  }

  /** The one who takes the case up again finds that it had ended by silence. */
  @Test
  default void required_E1077_it_does_not_matter_who_finds_that_a_case_ended_by_silence() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.points(id, 500, "5.00"));
    c.resolves(id).orThrow();
    Desk desk = c.desk(Role.HEAD_OFFICE);
    desk.complaints().reopen(c.step(id)).orThrow();
    desk.complaints().pause(c.step(id)).orThrow();
    c.salon().passDays(8);
    desk.complaints().reopen(c.step(id)).orThrow();
    assertEquals(CaseState.ACKNOWLEDGED, c.file(id).state());
    assertEquals(0, c.salon().points(ann));
    assertEquals(List.of(Status.TAKEN_BACK), c.statuses(id));
    assertTrue(taken(c, id).get(0).actor().staff().isEmpty(), "the system's doing");
    c.salon().requireSound(ann);
  }

  @Test
  default void required_E1078_a_tier_given_for_a_term_is_a_floor_until_its_end() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.proposal(id, CompensationKind.TIER, "gold", 90, "0.00"));
    c.resolves(id).orThrow();
    Tenant tenant = new Tenant(Salon.merchant(), c.program());
    assertEquals(TierCode.of("gold"), tier(c, ann));
    assertEquals(
        200,
        c.desk(Role.RECEPTIONIST)
            .visits()
            .record(sale(ann, "R-1", "100.00"))
            .orThrow()
            .sum(AccountKind.POINTS, EntryKind.EARNED));
    c.salon().pays(ann, "R-2", "1000.00");
    assertEquals(TierCode.of("gold"), tier(c, ann), "what is lower changes nothing");
    Instant end = OPENING.plus(Duration.ofDays(90));
    assertEquals(
        Optional.of(end), account(c, ann, AccountKind.tier("gold")).lots().get(0).endsAt());
    c.salon().pass(Duration.ofDays(90).minusNanos(1_000));
    c.crm().runDue();
    assertEquals(Optional.empty(), c.salon().books(ann).file().tier().graceUntil());
    c.salon().pass(Duration.ofNanos(1_000));
    c.crm().runDue();
    assertEquals(TierCode.of("gold"), tier(c, ann), "in grace");
    assertEquals(
        Optional.of(end.plus(Duration.ofDays(30))),
        c.salon().books(ann).file().tier().graceUntil());
    c.salon().books(ann).requireStandings(tenant);
    c.salon().passDays(30);
    c.crm().runDue();
    assertEquals(TierCode.of("silver"), tier(c, ann), "what she spent carries");
    assertEquals(
        List.of("tier.given", "grace.begun", "tier.lowered"),
        c.salon().books(ann).events().stream()
            .map((FileEvent event) -> event.explanation().rule())
            .filter(rule -> rule.startsWith("tier") || rule.startsWith("grace"))
            .toList());
    c.salon().requireSound(ann);
    c.salon().books(ann).requireStandings(tenant);
  }

  @Test
  default void required_E1079_of_several_tiers_given_the_highest_that_lasts_holds() {
    Compensations c = amends();
    TierPlan strict =
        TierPlan.builder()
            .addTiers(Tier.of("silver", yuan("1000.00")), Tier.of("gold", yuan("3000.00")))
            .build();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    Desk desk = Salon.desk(c.crm(strict), Role.HEAD_OFFICE);
    CaseId first = c.investigated(ann);
    c.gives(c.proposal(first, CompensationKind.TIER, "silver", 60, "0.00"));
    c.resolves(desk, first).orThrow();
    assertEquals(TierCode.of("silver"), tier(c, ann));
    CaseId second = c.investigated(ann);
    c.gives(c.proposal(second, CompensationKind.TIER, "gold", 30, "0.00"));
    c.gives(c.proposal(second, CompensationKind.TIER, "gold", 40, "0.00"));
    c.resolves(desk, second).orThrow();
    assertEquals(TierCode.of("gold"), tier(c, ann));
    c.salon().passDays(39);
    c.crm(strict).runDue();
    assertEquals(TierCode.of("gold"), tier(c, ann));
    desk.complaints().withdraw(c.step(second)).orThrow();
    assertEquals(TierCode.of("silver"), tier(c, ann), "the other case's is still there");
    c.salon().passDays(21);
    c.crm(strict).runDue();
    assertEquals(TierCode.of("none"), tier(c, ann));
    c.salon().requireSound(ann);
    Tenant tenant = new Tenant(Salon.merchant(), c.program(strict));
    c.salon().books(ann).requireStandings(tenant);
  }

  @Test
  default void required_E1080_a_grace_goes_on_beneath_a_tier_that_is_given() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    c.salon().pays(ann, "R-1", "1200.00");
    c.salon().passDays(367);
    c.crm().runDue();
    Optional<Instant> until = graceUntil(c, ann);
    assertTrue(until.isPresent());
    CaseId first = c.investigated(ann);
    c.gives(c.proposal(first, CompensationKind.TIER, "silver", 60, "0.00"));
    c.resolves(first).orThrow();
    assertEquals(until, graceUntil(c, ann));
    c.withdraws(first);
    assertEquals(TierCode.of("silver"), tier(c, ann), "by her grace");
    assertEquals(until, graceUntil(c, ann));
    CaseId second = c.investigated(ann);
    c.gives(c.proposal(second, CompensationKind.TIER, "silver", 60, "0.00"));
    c.resolves(second).orThrow();
    c.salon().clock().set(until.orElseThrow());
    c.crm().runDue();
    assertEquals(TierCode.of("silver"), tier(c, ann), "as it is given");
    assertEquals(Optional.empty(), graceUntil(c, ann));
    c.withdraws(second);
    assertEquals(TierCode.of("none"), tier(c, ann), "grace is for time, not for taking back");
    c.salon().requireSound(ann);
    c.salon().books(ann).requireStandings(new Tenant(Salon.merchant(), c.program()));
  }

  private static Optional<Instant> graceUntil(Compensations c, CustomerId customer) {
    return c.salon().books(customer).file().tier().graceUntil();
  }

  private static TierCode tier(Compensations c, CustomerId customer) {
    return c.salon().books(customer).file().tier().tier();
  }

  @Test
  default void required_E1081_tasks_ask_for_approval_and_for_the_money() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.desk(Role.RECEPTIONIST).complaints().compensate(c.money(id, "66.00")).orThrow();
    c.desk(Role.STORE_MANAGER).complaints().approve(c.decision(id, 1)).orThrow();
    c.gives(c.points(id, 100, "1.00"));
    c.resolves(id).orThrow();
    c.desk(Role.RECEPTIONIST)
        .tasks()
        .list(TaskCriteria.ALL, 9)
        .forEach(
            task ->
                c.desk(Role.RECEPTIONIST)
                    .tasks()
                    .done(
                        HandleMessage.builder().message(task.id()).key("paid").code("cash").build())
                    .orThrow());
    c.withdraws(id);
    List<OutboxMessage> tasks =
        Stream.of(DeliveryStatus.values())
            .flatMap(status -> c.salon().storage().messages(LOTUS, status, 100).stream())
            .filter(message -> message.content().rule().startsWith("case.task."))
            .sorted((a, b) -> a.content().rule().compareTo(b.content().rule()))
            .toList();
    assertEquals(
        List.of("case.task.approve", "case.task.claim", "case.task.pay"),
        tasks.stream().map(task -> task.content().rule()).toList());
    for (OutboxMessage task : tasks) {
      assertEquals(
          List.of(id.toString(), "service", "NORMAL", "CNY 66.00", "1"), task.content().figures());
      for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        Expect.assertSaid(Complaints.said(language, task), language, id.toString(), "CNY 66.00");
      }
    }
  }

  @Test
  default void required_E1082_statement_and_timeline_say_what_it_was_for_in_both_languages() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CaseId id = c.investigated(ann);
    c.gives(c.points(id, 500, "5.00"));
    c.gives(c.proposal(id, CompensationKind.TIER, "gold", 90, "0.00"));
    c.gives(c.money(id, "66.00"));
    c.resolves(id).orThrow();
    Desk desk = c.desk(Role.HEAD_OFFICE);
    for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      Texts texts = desk.texts(language);
      List<String> statement =
          StatementText.lines(
              desk.ledger().statement(ann, AccountKind.POINTS, c.salon().clock().instant()), texts);
      assertTrue(
          statement.stream().anyMatch(line -> line.contains(id.toString())), statement.toString());
      statement.forEach(line -> Expect.assertSaid(line, language));
    }
    c.withdraws(id);
    refused(
        desk.complaints().approve(c.decision(id, 1)),
        Reason.CASE_STATE,
        "COMPENSATE",
        "WITHDRAWN",
        "REOPEN, NOTE, ATTACH");
    for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      Texts texts = desk.texts(language);
      for (LedgerEntry entry : c.salon().books(ann).entries()) {
        Expect.assertSaid(texts.explain(entry.explanation()), language);
        assertFalse(texts.account(entry.account()).contains("/"));
      }
      for (LedgerEntry entry : c.salon().books(c.house()).entries()) {
        Expect.assertSaid(texts.explain(entry.explanation()), language, id.toString());
        assertFalse(texts.account(entry.account()).contains("/"));
      }
      for (FileEvent event : c.salon().books(ann).events()) {
        Expect.assertSaid(texts.explain(event.explanation()), language);
      }
      for (CaseEvent event : c.file(id).events()) {
        Expect.assertSaid(texts.explain(event.explanation()), language);
      }
    }
    assertEquals(
        List.of(Optional.of("sorry"), Optional.of("sorry"), Optional.of("sorry")),
        taken(c, id).stream().map(CaseEvent::words).toList(),
        "with the reason");
  }

  @Test
  default void required_E1083_a_limit_in_all_counts_what_cases_give() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    CustomerId ben = c.salon().member("Ben", "13800138002");
    CaseId hers = c.investigated(ann);
    CaseId his = c.investigated(ben);
    c.gives(c.proposal(hers, CompensationKind.COUPON, "rare", 1, "10.00"));
    c.gives(c.proposal(his, CompensationKind.COUPON, "rare", 1, "10.00"));
    c.resolves(hers).orThrow();
    refused(c.resolves(his), Reason.COUPON_LIMIT, "rare", "IN_ALL", 1, 1);
    c.withdraws(hers);
    refused(
        c.desk(Role.HEAD_OFFICE).complaints().resolve(c.step(his)),
        Reason.COUPON_LIMIT,
        "rare",
        "IN_ALL",
        1,
        1);
    CaseId again = c.investigated(ann);
    CaseId never = c.investigated(ann);
    c.gives(c.proposal(again, CompensationKind.COUPON, "once", 1, "10.00"));
    c.gives(c.proposal(never, CompensationKind.COUPON, "once", 1, "10.00"));
    c.resolves(again).orThrow();
    c.withdraws(again);
    refused(c.resolves(never), Reason.COUPON_LIMIT, "once", "PER_CUSTOMER", 1, 1);
    c.salon().requireSound(ann, ben, c.house());
  }

  /** Helpdesks that leave the voucher where it is when its ticket is withdrawn. */
  @Test
  default void bug_of_helpdesks_compensation_is_kept_after_the_complaint_is_withdrawn() {
    Compensations c = amends();
    CustomerId ann = c.salon().member("Ann", "13800138001");
    for (int round = 0; round < 3; round++) {
      CaseId id = c.investigated(ann);
      c.gives(c.points(id, 500, "5.00"));
      c.resolves(id).orThrow();
      assertEquals(500, c.salon().points(ann));
      c.withdraws(id);
      assertEquals(0, c.salon().points(ann));
    }
    c.salon().requireSound(ann);
  }

  /** A given session is booked, the complaint withdrawn; a card of two for 200.00 is bought. */
  @Test
  default void required_E1554_no_card_that_was_paid_for_makes_good_for_a_given_one() {
    Salon salon = salon();
    Compensations c = new Compensations(salon);
    for (boolean boughtBefore : List.of(true, false)) {
      String name = "-" + boughtBefore;
      CustomerId ann = salon.member("Ann", boughtBefore ? "13800138001" : "13800138002");
      salon.pays(ann, "R" + name, "1200.00");
      salon.pass(Duration.ofHours(1));
      CaseId id = c.investigated(ann);
      c.gives(c.proposal(id, CompensationKind.SESSIONS, "massage", 1, "80.00"));
      c.resolves(id).orThrow();
      Desk desk = c.desk(Role.HEAD_OFFICE);
      String given = desk.courses().cards(ann).get(0).card().orElseThrow();
      desk.courses().reserve(Cards.reservation(ann, "B" + name).withCard(given)).orThrow();
      if (boughtBefore) {
        desk.courses().sell(Cards.card(ann, "M" + name, 2, "200.00")).orThrow();
      }
      c.withdraws(id);
      if (!boughtBefore) {
        desk.courses().sell(Cards.card(ann, "M" + name, 2, "200.00")).orThrow();
      }
      desk.courses().release(Cards.ending(ann, "B" + name, "end" + name)).orThrow();
      LedgerAccount cards = desk.ledger().account(ann, Cards.MASSAGE);
      assertEquals(0, cards.deficit(), "the booked session came back, and is gone");
      assertEquals(List.of(Optional.of("M" + name)), cards.lots().stream().map(Lot::ref).toList());
      assertEquals(2, cards.available());
      salon.requireSound(ann);
    }
  }
}
