package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.course.CoursePlan;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.ledger.CreditValue;
import io.regulars.ledger.DebitValue;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.OfflinePlan;
import io.regulars.ledger.ReserveValue;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.Statement;
import io.regulars.ledger.StatementText;
import io.regulars.points.CancelRedemption;
import io.regulars.points.EarningStep;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.points.RedeemReward;
import io.regulars.points.Reward;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.BatchOutcome;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E89x and E92x: points and growth in full, reservations, accounts of the host's own, statements,
 * batches of an offline till, and returns of a part.
 */
interface ValueRules extends CrmRules {

  @Test
  default void required_E891_a_reward_is_given_for_points_and_undone_to_the_very_lots() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.goods("comb", 1_000))
                .addRewards(
                    Reward.card("haircuts", 5_000, "cut", 12, LotTerm.of(Period.ofYears(1))))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "4000.00")).orThrow();
    salon.passDays(30);
    desk.visits().record(sale(ann, "R-2", "2000.00")).orThrow();
    List<Lot> before = desk.points().account(ann).lots();

    desk.points().redeem(reward(ann, "haircuts", "K-1", "r-1")).orThrow();
    assertEquals(1_000, desk.points().account(ann).available());
    LedgerAccount cuts = desk.ledger().account(ann, AccountKind.course("cut"));
    assertEquals(12, cuts.lot("K-1").orElseThrow().left());

    CancelRedemption cancel = CancelRedemption.of("r-1", "wrong reward");
    desk.points().cancel(cancel).orThrow();
    assertEquals(before, desk.points().account(ann).lots());
    assertEquals(List.of(), desk.ledger().account(ann, AccountKind.course("cut")).lots());
    assertTrue(desk.points().cancel(cancel).orThrow().repeated());
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }

  @Test
  default void required_E892_a_reward_that_is_not_to_be_had_says_why() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.goods("comb", 1_000))
                .addRewards(Reward.card("cuts", 100, "cut", 2, LotTerm.UNLIMITED))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "500.00")).orThrow();
    Expect.refused(
        desk.points().redeem(reward(ann, "brush", "", "r-1")),
        Reason.NO_SUCH_REWARD,
        "brush",
        "[comb, cuts]");
    Expect.refused(
        desk.points().redeem(reward(ann, "comb", "", "r-1")),
        Reason.NOT_ENOUGH,
        "points",
        "1000",
        "500");
    assertThrows(
        InvalidCommandException.class, () -> desk.points().redeem(reward(ann, "cuts", "", "r-1")));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-1")).orThrow();
    Expect.refused(
        desk.points().redeem(reward(ann, "cuts", "K-1", "r-2")),
        Reason.REF_TAKEN,
        "course/cut",
        "K-1");
    assertThrows(ConflictException.class, () -> desk.points().redeem(redemption(ann, 100, "r-1")));
    assertThrows(
        NotFoundException.class, () -> desk.points().cancel(CancelRedemption.of("r-9", "mistake")));
  }

  @Test
  default void required_E893_pending_points_are_not_spent_before_their_instant() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().pendingFor(Period.ofDays(7)).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    desk.visits().record(sale(ann, "R-1", "100.00")).orThrow();
    Expect.refused(
        desk.points().redeem(redemption(ann, 1, "k")), Reason.NOT_ENOUGH, "points", "1", "0");
    assertEquals(100, desk.points().account(ann).held(Hold.Kind.PENDING));
    salon.pass(Duration.ofDays(7).minusNanos(1_000));
    assertEquals(0, desk.points().account(ann).available());
    salon.pass(Duration.ofNanos(1_000));
    assertEquals(100, desk.points().account(ann).available());
    desk.points().redeem(redemption(ann, 100, "k")).orThrow();
    salon.books(ann).requireLotsExplained();
  }

  @Test
  default void required_E894_points_wait_for_a_person_where_the_program_says_so() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().confirmed(true).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = record(desk, sale(ann, "R-1", "100.00"));
    VisitId second = record(desk, sale(ann, "R-2", "30.00"));
    salon.passDays(100);
    assertEquals(0, desk.points().account(ann).available());
    desk.visits().confirm(first).orThrow();
    assertTrue(desk.visits().confirm(first).orThrow().repeated());
    assertEquals(100, desk.points().account(ann).available());
    desk.visits().takeBack(TakeBackVisit.refund(second, "allergy")).orThrow();
    assertEquals(0, desk.points().account(ann).held(Hold.Kind.PENDING));
    Expect.refused(desk.visits().confirm(second), Reason.NOTHING_HELD, "points", second.toString());
    salon.books(ann).requireLotsExplained();
  }

  /**
   * 288.00 at 1.5 for gold is 432; in the month of the birthday twice that; from 200 on 10 more.
   */
  @Test
  default void required_E895_steps_act_in_their_order_and_are_told_line_by_line() {
    Salon salon = salon();
    List<EarningStep> steps =
        List.of(
            new EarningStep.TierFactor(),
            new EarningStep.BirthdayMonth(new BigDecimal("2")),
            new EarningStep.Threshold(200, 10));
    CustomerId ann = born(salon, Birthday.solar(3, 8));
    PointsPlan plan =
        PointsPlan.builder()
            .per(yuan("1.00"))
            .putMultipliers(TierCode.of("none"), new BigDecimal("1.5"))
            .steps(steps)
            .build();
    Desk desk = salon.deskUnder(plan);
    Answer answer = desk.visits().record(sale(ann, "R-1", "288.00")).orThrow();
    assertEquals(874, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(
        "CNY 288.00 paid x 1 per CNY 1.00, then step by step, rounded = 874"
            + " [tier none x 1.5 = 432; month of the birthday x 2 = 864;"
            + " a visit of 200 or more + 10 = 874]",
        desk.texts(Locale.ENGLISH).explain(answer.entries().get(0).explanation()));

    List<EarningStep> otherOrder = new ArrayList<>(steps);
    Collections.reverse(otherOrder);
    Desk other = salon.deskUnder(PointsPlan.builder().from(plan).steps(otherOrder).build());
    assertEquals(
        894,
        other
            .visits()
            .record(sale(ann, "R-2", "288.00"))
            .orThrow()
            .sum(AccountKind.POINTS, EntryKind.EARNED));
  }

  @Test
  default void required_E896_a_lunar_birthday_is_in_its_lunar_month() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            PointsPlan.builder()
                .per(yuan("1.00"))
                .addSteps(new EarningStep.BirthdayMonth(new BigDecimal("2")))
                .build());
    CustomerId ann = born(salon, Birthday.lunar(1, 13));
    // 17 February 2026 is the first day of the first lunar month, 19 March that of the second.
    assertEquals(200, earned(desk, sale(ann, "R-1", "100.00")));
    salon.clock().set(Instant.parse("2026-03-18T15:59:00Z"));
    assertEquals(200, earned(desk, sale(ann, "R-2", "100.00")));
    salon.clock().set(Instant.parse("2026-03-18T16:00:00Z"));
    assertEquals(100, earned(desk, sale(ann, "R-3", "100.00")));
  }

  @Test
  default void required_E897_a_cap_holds_for_the_day_on_which_the_visit_occurred() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            PointsPlan.builder()
                .per(yuan("1.00"))
                .addSteps(new EarningStep.Cap(Granularity.DAY, 150))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant yesterday = salon.clock().instant();
    assertEquals(100, earned(desk, sale(ann, "R-1", "100.00")));
    salon.passDays(1);
    assertEquals(100, earned(desk, sale(ann, "R-2", "100.00")));
    assertEquals(50, earned(desk, sale(ann, "R-3", "100.00").withOccurredAt(yesterday)));
    assertEquals(50, earned(desk, sale(ann, "R-4", "100.00")));
    assertEquals(0, earned(desk, sale(ann, "R-5", "100.00")));
  }

  @Test
  default void required_E898_categories_count_differently_and_what_comes_back_counts_its_own() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            PointsPlan.builder()
                .per(yuan("1.00"))
                .putFactors("care", new BigDecimal("2"))
                .putFactors("gift card", BigDecimal.ZERO)
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    RecordVisit visit =
        sale(ann, "R-1", "100.00")
            .withLines(
                line("cut", "hair", "100.00"),
                line("mask", "care", "50.00"),
                line("card", "gift card", "500.00"));
    Answer answer = desk.visits().record(visit).orThrow();
    assertEquals(200, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    VisitId id = answer.visit().orElseThrow().id();
    desk.visits().returnItems(back(id, "B-1", 3)).orThrow();
    assertEquals(200, desk.points().account(ann).balance());
    desk.visits().returnItems(back(id, "B-2", 2)).orThrow();
    assertEquals(100, desk.points().account(ann).balance());
    desk.visits().returnItems(back(id, "B-3", 1)).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
  }

  @Test
  default void required_E899_growth_decides_tiers_and_is_never_spent() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            GrowthPlan.builder().per(yuan("1.00")).term(LotTerm.of(Period.ofYears(1))).build(),
            PointsPlan.builder().per(yuan("1.00")).build(),
            TierPlan.builder().addTiers(Tier.of("silver", 500), Tier.of("gold", 2_000)).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(desk, sale(ann, "R-1", "600.00"));
    assertEquals("silver", desk.customers().find(ann).orElseThrow().tier().tier().value());
    desk.points().redeem(redemption(ann, 600, "k")).orThrow();
    assertEquals("silver", desk.customers().find(ann).orElseThrow().tier().tier().value());
    desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals("none", desk.customers().find(ann).orElseThrow().tier().tier().value());
    assertEquals(0, desk.ledger().account(ann, AccountKind.GROWTH).balance());
    assertEquals(600, desk.points().account(ann).deficit());
  }

  @Test
  default void required_E921_a_reservation_ends_in_exactly_one_way() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "300.00");
    Instant noon = salon.clock().instant().plus(Duration.ofHours(3));
    desk.ledger().reserve(reserve(ann, 100, "spent", noon)).orThrow();
    desk.ledger().reserve(reserve(ann, 100, "released", noon)).orThrow();
    desk.ledger().reserve(reserve(ann, 100, "lapsed", noon)).orThrow();
    Expect.refused(
        desk.ledger().reserve(reserve(ann, 1, "more", noon)),
        Reason.NOT_ENOUGH,
        "points",
        "1",
        "0");
    desk.ledger().spendReserved("spent", 60).orThrow();
    desk.ledger().release("released").orThrow();
    assertEquals(140, desk.points().account(ann).available());
    Expect.refused(desk.ledger().release("spent"), Reason.NOTHING_HELD, "points", "spent");
    Expect.refused(
        desk.ledger().spendReserved("released", 1), Reason.NOTHING_HELD, "points", "released");
    salon.pass(Duration.ofHours(3));
    assertEquals(240, desk.points().account(ann).available());
    Expect.refused(
        desk.ledger().spendReserved("lapsed", 1), Reason.NOTHING_HELD, "points", "lapsed");
    assertThrows(NotFoundException.class, () -> desk.ledger().release("never"));
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }

  @Test
  default void required_E922_what_is_reserved_does_not_end_before_it_comes_back() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().term(LotTerm.of(Period.ofDays(10))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "100.00"));
    Instant later = salon.clock().instant().plus(Duration.ofDays(20));
    desk.ledger().reserve(reserve(ann, 40, "b-1", later)).orThrow();
    desk.ledger().reserve(reserve(ann, 10, "b-2", later)).orThrow();
    salon.passDays(15);
    assertEquals(0, desk.points().account(ann).available());
    desk.ledger().spendReserved("b-1", 40).orThrow();
    desk.ledger().release("b-2").orThrow();
    assertEquals(List.of(), desk.points().account(ann).lots());
    assertEquals(-60, salon.books(ann).sum(AccountKind.POINTS, EntryKind.ENDED));
    salon.books(ann).requireConserved();
  }

  @Test
  default void required_E923_a_kind_of_the_hosts_own_needs_no_schema() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    AccountKind stamps = AccountKind.of("stamps/coffee");
    CreditValue credit =
        CreditValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(10)
            .term(LotTerm.endOf(Granularity.YEAR))
            .ref("book 1")
            .reason("welcome")
            .key("c-1")
            .build();
    desk.ledger().credit(credit).orThrow();
    assertTrue(desk.ledger().credit(credit).orThrow().repeated());
    DebitValue debit =
        DebitValue.builder()
            .customer(ann)
            .account(stamps)
            .amount(4)
            .ref("book 1")
            .reason("coffee")
            .key("d-1")
            .build();
    desk.ledger().debit(debit).orThrow();
    assertEquals(6, desk.ledger().account(ann, stamps).available());
    salon.clock().set(Instant.parse("2026-12-31T16:00:00Z"));
    assertEquals(0, desk.ledger().account(ann, stamps).available());
    for (AccountKind own :
        List.of(AccountKind.POINTS, AccountKind.SPEND, AccountKind.course("cut"))) {
      CreditValue forged = CreditValue.builder().from(credit).account(own).key("f").build();
      assertThrows(InvalidCommandException.class, () -> desk.ledger().credit(forged));
    }
  }

  @Test
  default void required_E924_a_statement_tells_any_past_instant_in_both_languages() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "500.00");
    Instant morning = salon.clock().instant();
    salon.passDays(1);
    salon.redeems(ann, 120, "comb").orThrow();
    Instant evening = salon.clock().instant();
    salon.passDays(400);
    salon.pays(ann, "R-2", "8.00");

    assertEquals(500, desk.ledger().statement(ann, AccountKind.POINTS, morning).balance());
    Statement then = desk.ledger().statement(ann, AccountKind.POINTS, evening);
    assertEquals(380, then.balance());
    assertEquals(380, then.available());
    assertEquals(
        List.of(
            "points as of 2026-03-02 09:00: 380",
            "earned +500",
            "spent -120",
            "380 to be used until 2027-03-02 00:00, line 3:"
                + " CNY 500.00 paid x 1 per CNY 1.00 x 1 for tier none, rounded = 500"),
        StatementText.lines(then, desk.texts(Locale.ENGLISH)));
    assertEquals(
        List.of(
            "2026-03-02 09:00 的 积分:380",
            "获得 +500",
            "使用 -120",
            "380 可用,至 2027-03-02 00:00,第 3 行:"
                + "实付 CNY 500.00 x 每 CNY 1.00 积 1 分 x none 等级倍数 1,取整 = 500"),
        StatementText.lines(then, desk.texts(Locale.CHINESE)));
    Statement now = desk.ledger().statement(ann, AccountKind.POINTS, salon.clock().instant());
    assertEquals(desk.points().account(ann).balance(), now.balance());
    assertEquals(-380, now.sums().get(EntryKind.ENDED));
  }

  @Test
  default void required_E925_a_batch_of_an_offline_till_has_an_outcome_each() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 50).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-0", "100.00"));
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    RecordVisit first = byPoints(ann, "R-1", 80).withOccurredAt(opening.plusSeconds(60));
    RecordVisit second = byPoints(ann, "R-2", 60).withOccurredAt(opening.plusSeconds(120));
    RecordVisit third = byPoints(ann, "R-3", 60).withOccurredAt(opening.plusSeconds(180));
    RecordVisit unknown = sale(Samples.customer(77), "R-4", "8.00");

    List<BatchOutcome> outcomes = desk.visits().recordAll(List.of(third, unknown, second, first));
    assertEquals(
        List.of(third, unknown, second, first),
        outcomes.stream().map(BatchOutcome::visit).toList());
    assertInstanceOf(BatchOutcome.Refused.class, outcomes.get(0));
    assertInstanceOf(BatchOutcome.Failed.class, outcomes.get(1));
    BatchOutcome.Recorded overdrawn =
        assertInstanceOf(BatchOutcome.Recorded.class, outcomes.get(2));
    assertEquals(1, overdrawn.overdrawn().size());
    assertTrue(overdrawn.needsAttention());
    assertFalse(outcomes.get(3).needsAttention());
    assertEquals(40, desk.points().account(ann).deficit());
    for (BatchOutcome again : desk.visits().recordAll(List.of(second, first))) {
      assertTrue(assertInstanceOf(BatchOutcome.Recorded.class, again).answer().repeated());
    }
    salon.books(ann).requireConserved();

    desk.visits()
        .takeBack(TakeBackVisit.refund(overdrawn.answer().visit().orElseThrow().id(), "not there"))
        .orThrow();
    assertEquals(0, desk.points().account(ann).deficit());
    assertEquals(20, desk.points().account(ann).available());
  }

  @Test
  default void required_E926_independent_visits_count_the_same_in_any_order() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    Desk desk = salon.deskUnder(Salon.points().build());
    Instant opening = salon.clock().instant();
    salon.passDays(40);
    List<RecordVisit> visits = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      Instant at = opening.plus(Duration.ofDays(day));
      visits.add(sale(ann, "A-" + day, day + ".50").withOccurredAt(at));
    }
    desk.visits().recordAll(visits);
    Collections.reverse(visits);
    for (RecordVisit visit : visits) {
      desk.visits()
          .record(
              RecordVisit.builder()
                  .from(visit)
                  .customer(bea)
                  .receipt(visit.receipt().replace('A', 'B'))
                  .build())
          .orThrow();
    }
    assertEquals(ends(desk.points().account(ann)), ends(desk.points().account(bea)));
  }

  /** 3 pieces for 100.00, returned one by one: 33.33, 33.33 and 33.34; 34, 33 and 33 points. */
  @Test
  default void required_E927_parts_that_come_back_add_up_to_the_whole() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitLine combs = VisitLine.builder().item("comb").quantity(3).paid(yuan("100.00")).build();
    VisitId visit =
        record(
            desk,
            sale(ann, "R-1", "100.00")
                .withLines(combs)
                .withPayments(
                    Payment.of(PaymentKind.CASH, yuan("50.00")),
                    Payment.of(PaymentKind.CARD, yuan("50.00"))));
    List<String> paidBack = new ArrayList<>();
    List<Long> balances = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      ReturnItems one = back(visit, "B-" + i, 1);
      Answer preview = desk.visits().preview(one).orThrow();
      Answer done = desk.visits().returnItems(one).orThrow();
      assertEquals(preview.returned(), done.returned());
      assertEquals(preview.entries(), done.entries());
      done.returned().orElseThrow().payments().forEach(p -> paidBack.add(p.amount().toString()));
      balances.add(desk.points().account(ann).balance());
      assertEquals(done.returned(), desk.visits().returnItems(one).orThrow().returned());
    }
    assertEquals(
        List.of("CNY 16.67", "CNY 16.66", "CNY 16.67", "CNY 16.66", "CNY 16.66", "CNY 16.68"),
        paidBack);
    assertEquals(List.of(66L, 33L, 0L), balances);
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-4", 1)),
        Reason.VISIT_ALREADY_TAKEN_BACK,
        visit.toString(),
        "REFUNDED");
  }

  @Test
  default void required_E928_no_more_comes_back_than_was_sold_under_whatever_number() {
    Salon salon = salon();
    Desk desk = salon.desk();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitLine combs = VisitLine.builder().item("comb").quantity(2).paid(yuan("20.00")).build();
    VisitId visit =
        record(
            desk, sale(ann, "R-1", "20.00").withLines(combs, VisitLine.of("cut", yuan("80.00"))));
    desk.visits().returnItems(back(visit, "B-1", 2)).orThrow();
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-2", 2)), Reason.RETURN_EXCEEDS, "2", "1", "0");
    Expect.refused(
        desk.visits().returnItems(back(visit, "B-3", 3)), Reason.RETURN_EXCEEDS, "3", "1", "0");
    Expect.refused(
        desk.visits()
            .returnItems(
                ReturnItems.builder()
                    .from(back(visit, "B-4", 1))
                    .lines(List.of(ReturnItems.Item.money(1, yuan("20.01"))))
                    .build()),
        Reason.RETURN_EXCEEDS,
        "1",
        "CNY 20.01",
        "CNY 20.00");
    assertThrows(ConflictException.class, () -> desk.visits().returnItems(back(visit, "B-1", 1)));
    assertEquals(20, desk.points().account(ann).balance());
    desk.visits().takeBack(TakeBackVisit.refund(visit, "rest")).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
  }

  @Test
  default void required_E929_spent_points_become_deficit_or_money_or_are_forgiven() {
    Salon salon = salon();
    PointsPlan base = Salon.points().price(new PointsPrice(100, yuan("1.00"))).build();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (Shortfall policy : Shortfall.values()) {
      Desk desk = salon.deskUnder(PointsPlan.builder().from(base).shortfall(policy).build());
      VisitId visit = record(desk, sale(ann, "R-" + policy, "500.00"));
      desk.points().redeem(redemption(ann, 400, "k-" + policy)).orThrow();
      Answer answer = desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
      LedgerAccount account = desk.points().account(ann);
      assertEquals(0, account.available());
      Optional<List<String>> told =
          answer.events().stream()
              .filter(event -> event.explanation().rule().startsWith("shortfall."))
              .map(event -> event.explanation().figures())
              .findFirst();
      switch (policy) {
        case DEFICIT -> {
          assertEquals(400, account.deficit());
          desk.points().adjust(Salon.adjustment(ann, 400, "even")).orThrow();
        }
        case CASH_OWED -> assertEquals(Optional.of(List.of("points", "400", "CNY 4.00")), told);
        case FORGIVEN -> assertEquals(Optional.of(List.of("points", "400", "")), told);
      }
      assertEquals(0, desk.points().account(ann).balance());
      salon.books(ann).requireConserved();
      salon.books(ann).requireLotsExplained();
    }
  }

  @Test
  default void required_E930_points_pay_at_the_till_and_come_back_to_their_lots() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().price(new PointsPrice(100, yuan("1.00"))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "500.00"));
    List<Lot> before = desk.points().account(ann).lots();
    salon.passDays(1);
    RecordVisit tooFew =
        sale(ann, "R-2", "10.00").withPayments(Payment.points(199, yuan("2.00")), cash("8.00"));
    Expect.refused(
        desk.visits().record(tooFew), Reason.PAYMENT_TOO_LOW, "POINTS", "199", "CNY 2.00", "200");
    VisitId visit =
        record(
            desk,
            sale(ann, "R-2", "10.00")
                .withPayments(Payment.of(PaymentKind.POINTS, yuan("2.00")), cash("8.00")));
    assertEquals(500 - 200 + 8, desk.points().account(ann).available());
    desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    assertEquals(before, desk.points().account(ann).lots());
  }

  /** Points reserved are not spent: nobody keeps them when the sale they came from is undone. */
  @Test
  default void required_E941_what_is_reserved_is_owed_and_not_forgiven() {
    for (Shortfall policy : List.of(Shortfall.FORGIVEN, Shortfall.CASH_OWED)) {
      Salon salon = salon();
      Desk desk =
          salon.deskUnder(
              Salon.points().shortfall(policy).price(new PointsPrice(100, yuan("1.00"))).build());
      CustomerId ann = salon.member("Ann " + policy, "1380013800" + policy.ordinal());
      for (int i = 0; i < 3; i++) {
        String name = policy + "-" + i;
        VisitId visit = record(desk, sale(ann, name, "100.00"));
        Instant until = salon.clock().instant().plus(Duration.ofDays(1));
        desk.ledger().reserve(reserve(ann, 100, name, until)).orThrow();
        desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
        assertEquals(100, desk.points().account(ann).deficit());
        desk.ledger().release(name).orThrow();
        assertEquals(0, desk.points().account(ann).balance());
        assertEquals(0, desk.points().account(ann).available());
      }
      salon.books(ann).requireConserved();
    }
  }

  @Test
  default void required_E942_everything_undone_leaves_no_point_whatever_was_forgiven() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().shortfall(Shortfall.FORGIVEN).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = record(desk, sale(ann, "R-1", "100.00"));
    salon.passDays(3);
    VisitId second = record(desk, sale(ann, "R-2", "50.00"));
    desk.points().redeem(redemption(ann, 100, "k")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(first, "allergy")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(second, "allergy")).orThrow();
    desk.points().cancel(CancelRedemption.of("k", "all undone")).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
    salon.books(ann).requireConserved();
  }

  @Test
  default void required_E943_what_was_overdrawn_and_comes_back_makes_good_for_what_was_forgiven() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().shortfall(Shortfall.FORGIVEN).build(),
            OfflinePlan.builder().putOverdraft(AccountKind.POINTS, 1_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    VisitId late = record(desk, byPoints(ann, "R-1", 100).withOccurredAt(opening));
    VisitId paid = record(desk, sale(ann, "R-2", "100.00"));
    desk.visits().takeBack(TakeBackVisit.refund(paid, "allergy")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(late, "allergy")).orThrow();
    assertEquals(0, desk.points().account(ann).balance());
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }

  @Test
  default void required_E944_a_card_of_a_used_up_rewards_number_is_not_taken_for_it() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .addRewards(Reward.card("cuts", 100, "cut", 1, LotTerm.UNLIMITED))
                .build(),
            CoursePlan.builder().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    record(desk, sale(ann, "R-1", "200.00"));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-1")).orThrow();
    record(
        desk,
        sale(ann, "R-2", "50.00")
            .withLines(VisitLine.of("cut", yuan("50.00")))
            .withPayments(Payment.course(1, 1, yuan("50.00"))));
    desk.points().redeem(reward(ann, "cuts", "K-1", "r-2")).orThrow();
    Expect.refused(
        desk.points().cancel(CancelRedemption.of("r-1", "mistake")),
        Reason.REWARD_USED,
        "course/cut",
        "1",
        "0");
    assertEquals(1, desk.ledger().account(ann, AccountKind.course("cut")).available());
  }

  @Test
  default void required_E945_overdrawn_stored_value_that_comes_back_can_be_paid_back() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Club.storedValue().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.PRINCIPAL, 100_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    VisitId late =
        record(
            desk,
            sale(ann, "R-1", "100.00")
                .withPayments(Payment.of(PaymentKind.STORED_VALUE, yuan("100.00")))
                .withOccurredAt(opening));
    desk.storedValue().topUp(Club.topUp(ann, "T-1", "1000.00")).orThrow();
    desk.visits().takeBack(TakeBackVisit.refund(late, "not there")).orThrow();
    assertEquals(100_000, desk.ledger().account(ann, AccountKind.PRINCIPAL).available());
    desk.storedValue().refund(Club.refund(ann, "all")).orThrow();
    assertEquals(0, desk.ledger().account(ann, AccountKind.PRINCIPAL).balance());
    salon.books(ann).requireConserved();
  }

  @Test
  default void required_E946_a_reservation_may_span_more_lots_than_a_page_has_lines() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(Salon.points().term(LotTerm.of(Period.ofYears(1))).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    for (int i = 0; i < 510; i++) {
      salon.pass(Duration.ofMinutes(1));
      record(desk, sale(ann, "R-" + i, "1.00"));
    }
    Instant until = salon.clock().instant().plus(Duration.ofDays(1));
    desk.ledger().reserve(reserve(ann, 510, "all", until)).orThrow();
    desk.ledger().release("all").orThrow();
    assertEquals(510, desk.points().account(ann).available());
    assertThrows(
        InvalidCommandException.class,
        () -> desk.ledger().reserve(reserve(ann, 1, "ever", Instant.MAX)));
  }

  @Test
  default void required_E947_growth_that_is_confirmed_raises_the_tier_at_once() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            GrowthPlan.builder().per(yuan("1.00")).confirmed(true).build(),
            TierPlan.builder().addTiers(Tier.of("gold", 100)).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(desk, sale(ann, "R-1", "100.00"));
    assertEquals("none", desk.customers().find(ann).orElseThrow().tier().tier().value());
    desk.visits().confirm(visit).orThrow();
    assertEquals("gold", desk.customers().find(ann).orElseThrow().tier().tier().value());
  }

  /** While it runs: twice as many and 5 more; end-exclusive, by when the visit occurred. */
  @Test
  default void required_E937_a_campaign_counts_while_it_runs() {
    Salon salon = salon();
    Instant from = salon.clock().instant().plus(Duration.ofDays(1));
    Instant until = from.plus(Duration.ofDays(7));
    Desk desk =
        salon.deskUnder(
            PointsPlan.builder()
                .per(yuan("1.00"))
                .addSteps(new EarningStep.Campaign("spring", from, until, new BigDecimal("2"), 5))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant micro = from.minusNanos(1_000);
    salon.passDays(30);
    assertEquals(100, earned(desk, sale(ann, "R-1", "100.00").withOccurredAt(micro)));
    assertEquals(205, earned(desk, sale(ann, "R-2", "100.00").withOccurredAt(from)));
    assertEquals(
        205, earned(desk, sale(ann, "R-3", "100.00").withOccurredAt(until.minusNanos(1_000))));
    assertEquals(100, earned(desk, sale(ann, "R-4", "100.00").withOccurredAt(until)));
    assertEquals(0, earned(desk, sale(ann, "R-5", "0.00").withOccurredAt(from)));
  }

  @Test
  default void required_E938_stored_value_is_overdrawn_as_far_as_the_program_allows() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            StoredValuePlan.builder().build(),
            OfflinePlan.builder().putOverdraft(AccountKind.PRINCIPAL, 2_000).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Instant opening = salon.clock().instant();
    salon.passDays(1);
    ImmutableRecordVisit late =
        sale(ann, "R-1", "20.00")
            .withPayments(Payment.of(PaymentKind.STORED_VALUE, yuan("20.00")))
            .withOccurredAt(opening);
    assertTrue(desk.visits().record(late.withOccurredAt(Optional.empty())).refusal().isPresent());
    BatchOutcome outcome = desk.visits().recordAll(List.of(late)).get(0);
    assertTrue(outcome.needsAttention());
    assertEquals(2_000, desk.ledger().account(ann, AccountKind.PRINCIPAL).deficit());
    assertInstanceOf(
        BatchOutcome.Refused.class,
        desk.visits()
            .recordAll(List.of(RecordVisit.builder().from(late).receipt("R-2").build()))
            .get(0));
    salon.books(ann).requireConserved();
  }

  private static VisitId record(Desk desk, RecordVisit visit) {
    return desk.visits().record(visit).orThrow().visit().orElseThrow().id();
  }

  private static long earned(Desk desk, RecordVisit visit) {
    Outcome<Answer> outcome = desk.visits().record(visit);
    return outcome.orThrow().sum(AccountKind.POINTS, EntryKind.EARNED);
  }

  private static Payment cash(String amount) {
    return Payment.of(PaymentKind.CASH, yuan(amount));
  }

  private static ImmutableRecordVisit byPoints(CustomerId customer, String receipt, long points) {
    return sale(customer, receipt, "5.00").withPayments(Payment.points(points, yuan("5.00")));
  }

  private static VisitLine line(String item, String category, String paid) {
    return VisitLine.builder().item(item).category(category).paid(yuan(paid)).build();
  }

  private static ReturnItems back(VisitId visit, String receipt, int line) {
    return ReturnItems.builder()
        .visit(visit)
        .receipt(receipt)
        .reason("not as wished")
        .addLines(ReturnItems.Item.of(line, 1))
        .build();
  }

  private static RedeemReward reward(CustomerId customer, String reward, String card, String key) {
    return RedeemReward.builder()
        .customer(customer)
        .reward(reward)
        .card(card.isEmpty() ? Optional.empty() : Optional.of(card))
        .key(key)
        .build();
  }

  private static ReserveValue reserve(
      CustomerId customer, long points, String reservation, Instant until) {
    return ReserveValue.builder()
        .customer(customer)
        .account(AccountKind.POINTS)
        .amount(points)
        .until(until)
        .reservation(reservation)
        .build();
  }

  private static CustomerId born(Salon salon, Birthday birthday) {
    return salon
        .desk()
        .customers()
        .register(
            RegisterCustomer.builder()
                .profile(CustomerProfile.builder().name("Ann").birthday(birthday).build())
                .addPhones("13800138001")
                .build())
        .orThrow()
        .file()
        .id();
  }

  private static List<String> ends(LedgerAccount account) {
    return account.lots().stream().map(lot -> lot.endsAt() + " " + lot.left()).toList();
  }
}
