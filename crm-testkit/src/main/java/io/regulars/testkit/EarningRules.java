package io.regulars.testkit;

import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.back;
import static io.regulars.testkit.Till.earned;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.returns;
import static io.regulars.testkit.Till.takeBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.engine.Program;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.points.EarningStep;
import io.regulars.points.GrowthPlan;
import io.regulars.points.PointsPlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.BatchOutcome;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * E893 to E899, E909, E937, E947, E1470 to E1472: what a visit earns in points and growth, step by
 * step.
 */
interface EarningRules extends CrmRules {

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
    salon.requireSound(ann);
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
    takeBack(desk, second);
    assertEquals(0, desk.points().account(ann).held(Hold.Kind.PENDING));
    Expect.refused(desk.visits().confirm(second), Reason.NOTHING_HELD, "points", second.toString());
    salon.requireSound(ann);
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
    CustomerId ann = salon.born("Ann", Birthday.solar(3, 8));
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
    CustomerId ann = salon.born("Ann", Birthday.lunar(1, 13));
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

  private static VisitLine line(String item, String category, String paid) {
    return VisitLine.builder().item(item).category(category).paid(yuan(paid)).build();
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
    takeBack(desk, visit);
    assertEquals("none", desk.customers().find(ann).orElseThrow().tier().tier().value());
    assertEquals(0, desk.ledger().account(ann, AccountKind.GROWTH).balance());
    assertEquals(600, desk.points().account(ann).deficit());
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

  @Test
  default void required_E914_a_cap_counts_stores_in_all_zones_together() {
    Salon salon = salon();
    StoreId abroad = StoreId.of("S2");
    Crm crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(
                ImmutableMerchant.copyOf(Salon.merchant())
                    .withStores(
                        Store.of(Salon.SHOP, "First", ZoneId.of("Asia/Shanghai")),
                        Store.of(abroad, "Second", ZoneId.of("America/New_York"))),
                Program.of(
                    "2026-x",
                    PointsPlan.builder()
                        .per(yuan("1.00"))
                        .addSteps(new EarningStep.Cap(Granularity.MONTH, 100))
                        .build()))
            .clock(salon.clock())
            .build();
    salon.clock().set(Instant.parse("2026-03-10T04:00:00Z"));
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "13800138001");
    assertEquals(60, earned(desk, sale(ann, "R-1", "60.00").withStore(abroad)));
    assertEquals(40, earned(desk, sale(ann, "R-2", "100.00")));
    assertEquals(0, earned(desk, sale(ann, "R-3", "60.00").withStore(abroad)));
    assertEquals(0, earned(desk, sale(ann, "R-4", "60.00")));
  }

  @Test
  default void required_E909_several_caps_of_one_period_count_a_visit_once() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .steps(
                    List.of(
                        new EarningStep.Cap(Granularity.DAY, 100),
                        new EarningStep.TierFactor(),
                        new EarningStep.Cap(Granularity.DAY, 100)))
                .build(),
            Salon.tiers().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    for (String receipt : List.of("R-1", "R-2", "R-3")) {
      desk.visits().record(Salon.sale(ann, receipt, "60.00")).orThrow();
    }
    assertEquals(100, salon.points(ann), "60, 40 and nothing");
  }

  /**
   * 1 March 2026 is a Sunday: 100 x 1.5, and 5 for each of two lines; at 150 more so much again.
   */
  @Test
  default void required_E1470_a_step_of_the_hosts_own_counts_is_told_and_comes_back() {
    Salon salon = salon();
    EarningStep atLeast =
        custom(
            "from 160 on",
            facts ->
                facts.soFar().intValueExact() >= 160
                    ? EarningStep.Effect.plus(40)
                    : EarningStep.Effect.NONE);
    Desk desk =
        salon.deskUnder(
            Salon.points()
                .steps(List.of(new Programs.Weekend(new BigDecimal("1.5"), 5), atLeast))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    RecordVisit sunday =
        sale(ann, "R-1", "100.00")
            .withLines(VisitLine.of("massage", yuan("80.00")), VisitLine.of("tea", yuan("20.00")));
    assertEquals(
        200, desk.visits().preview(sunday).orThrow().sum(AccountKind.POINTS, EntryKind.EARNED));
    Answer answer = desk.visits().record(sunday).orThrow();
    assertEquals(200, answer.sum(AccountKind.POINTS, EntryKind.EARNED));
    assertEquals(
        "CNY 100.00 paid x 1 per CNY 1.00, then step by step, rounded = 200"
            + " [weekend x 1.5 = 150; weekend + 10 = 160; from 160 on + 40 = 200]",
        desk.texts(Locale.ENGLISH).explain(answer.entries().get(0).explanation()));
    returns(desk, answer.visit().orElseThrow().id(), "B-1", ReturnItems.Item.of(1, 1));
    assertEquals(40, salon.points(ann), "a fifth of the 200 is kept");
    salon.passDays(1);
    assertEquals(100, earned(desk, sale(ann, "R-2", "100.00")), "a Monday");
    takeBack(desk, answer.visit().orElseThrow().id());
    assertEquals(100, salon.points(ann));
    salon.requireSound(ann);
  }

  @Test
  default void required_E1471_a_step_of_the_hosts_own_that_fails_writes_nothing() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk taking = under(salon, facts -> EarningStep.Effect.plus(-1));
    RecordVisit visit = sale(ann, "R-1", "100.00");
    InvalidProgramException refusal =
        assertThrows(InvalidProgramException.class, () -> taking.visits().record(visit));
    assertTrue(
        refusal.getMessage().contains("step own of program")
            && refusal.getMessage().contains("gives -1 more; it takes nothing away"),
        refusal::getMessage);
    Desk broken =
        under(
            salon,
            facts -> {
              throw new IllegalStateException("no table of factors");
            });
    assertThrows(InvalidProgramException.class, () -> broken.visits().record(visit));
    assertTrue(
        broken.visits().recordAll(List.of(visit)).get(0) instanceof BatchOutcome.Failed,
        "a batch says of each visit what became of it");
    assertEquals(List.of(), salon.books(ann).visits());
    Desk huge = under(salon, facts -> EarningStep.Effect.times(BigDecimal.TEN.pow(30)));
    assertEquals(Reason.OVERFLOW, huge.visits().record(visit).refusal().orElseThrow().reason());
    assertEquals(
        100,
        earned(under(salon, facts -> EarningStep.Effect.NONE), visit),
        "the same receipt under a program that works");
    salon.requireSound(ann);
  }

  private static Desk under(Salon salon, Function<EarningStep.Facts, EarningStep.Effect> effect) {
    return salon.deskUnder(Salon.points().steps(List.of(custom("own", effect))).build());
  }

  private static EarningStep.Custom custom(
      String code, Function<EarningStep.Facts, EarningStep.Effect> effect) {
    return new EarningStep.Custom() {
      @Override
      public String code() {
        return code;
      }

      @Override
      public EarningStep.Effect on(EarningStep.Facts facts) {
        return effect.apply(facts);
      }
    };
  }

  @Test
  default void required_E1472_a_step_of_the_hosts_own_needs_a_name() {
    assertThrows(
        InvalidProgramException.class,
        () -> Salon.points().steps(List.of(custom(" ", facts -> EarningStep.Effect.NONE))).build());
  }

  /** Points wait for a person, growth for a week. */
  @Test
  default void required_E1553_a_person_confirms_only_what_waits_for_a_person() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            Salon.points().confirmed(true).build(),
            GrowthPlan.builder().per(yuan("1.00")).pendingFor(Period.ofDays(7)).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = record(desk, sale(ann, "R-1", "100.00"));
    desk.visits().confirm(visit).orThrow();
    assertEquals(100, salon.points(ann));
    assertEquals(0, desk.ledger().account(ann, AccountKind.GROWTH).available());
    salon.passDays(7);
    assertEquals(100, desk.ledger().account(ann, AccountKind.GROWTH).available());
    salon.requireSound(ann);
  }
}
