package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.Rulebook;
import io.regulars.engine.Action;
import io.regulars.engine.Answer;
import io.regulars.engine.Booking;
import io.regulars.engine.CommandRunner;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.engine.Tenants;
import io.regulars.engine.Texts;
import io.regulars.engine.Validation;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.Take;
import io.regulars.notify.NotificationRules;
import io.regulars.points.EarningStep;
import io.regulars.points.PointsPrice;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** E90x: what is there is spent once, and what comes back comes back to where it was. */
interface SpendingRules extends CrmRules {

  /** How many threads spend at once. */
  int TILLS = 16;

  @Test
  default void required_E901_sixteen_threads_redeem_no_point_twice() {
    Salon salon = rich();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    CustomerId ann = member(salon);
    long done =
        succeeded(
            i -> Salon.desk(crm, Role.RECEPTIONIST).points().redeem(redemption(ann, 10, "k-" + i)));
    assertEquals(10, done);
    assertEquals(-100, spent(salon, ann));
    requireSpentOnce(salon, ann, 7);
  }

  @Test
  default void required_E902_sixteen_threads_pay_visits_with_no_point_twice() {
    Salon salon = rich();
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    CustomerId ann = member(salon);
    long done =
        succeeded(
            i -> Salon.desk(crm, Role.RECEPTIONIST).visits().record(paidByPoints(ann, "P-" + i)));
    assertEquals(10, done);
    assertEquals(11, salon.books(ann).visits().size());
    requireSpentOnce(salon, ann, 7);
  }

  private static RecordVisit paidByPoints(CustomerId customer, String receipt) {
    return RecordVisit.builder()
        .customer(customer)
        .store(SHOP)
        .receipt(receipt)
        .addLines(VisitLine.of("tea", yuan("1.00")))
        .addPayments(Payment.points(10, yuan("1.00")))
        .build();
  }

  @Test
  default void required_E903_sixteen_threads_reserve_no_point_twice() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    long done = succeeded(i -> book(desk, ann, "h-" + i, draft -> reserve(draft, 10, "r-" + i)));
    assertEquals(10, done);
    LedgerAccount points = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(100, points.held(Hold.Kind.RESERVED));
    assertEquals(7, points.available());
    requireSpentOnce(salon, ann, 107);
  }

  @Test
  default void required_E904_sixteen_threads_spend_no_reservation_twice() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    for (int i = 0; i < 10; i++) {
      String ref = "r-" + i;
      book(desk, ann, ref, draft -> reserve(draft, 10, ref)).orThrow();
    }
    long done =
        succeeded(
            i ->
                book(
                    desk,
                    ann,
                    "s-" + i,
                    draft ->
                        LedgerRules.spendReserved(
                            draft,
                            AccountKind.POINTS,
                            "r-" + i % 10,
                            10,
                            Source.command("s-" + i),
                            Explanation.of("points.redeemed", "10", "comb"))));
    assertEquals(10, done);
    requireSpentOnce(salon, ann, 7);
  }

  @Test
  default void required_E905_a_reservation_fought_over_ends_one_way() {
    Salon salon = rich();
    CustomerId ann = member(salon);
    DeskContext desk = desk(salon);
    Source source = Source.command("till");
    Explanation why = Explanation.of("points.redeemed", "10", "comb");
    succeeded(
        i -> {
          String ref = "r-" + i / 4;
          return book(
              desk,
              ann,
              "x-" + i,
              draft ->
                  switch (i % 4) {
                    case 0, 1 -> reserve(draft, 1, ref);
                    case 2 ->
                        LedgerRules.spendReserved(draft, AccountKind.POINTS, ref, 1, source, why);
                    default -> {
                      LedgerRules.release(
                          draft, AccountKind.POINTS, Hold.Kind.RESERVED, ref, source, why);
                      yield Optional.empty();
                    }
                  });
        });
    requireSpentOnce(salon, ann, 107 + spent(salon, ann));
  }

  private Salon rich() {
    assumeThreads();
    return salon();
  }

  /** A member with 107 points. */
  private static CustomerId member(Salon salon) {
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-0", "107.00");
    return ann;
  }

  /** Has all threads attempt; how many attempts succeeded. */
  private long succeeded(IntFunction<Outcome<Answer>> attempt) {
    int each = attempts() / TILLS;
    return race(
            TILLS,
            thread ->
                () -> {
                  long done = 0;
                  for (int i = 0; i < each; i++) {
                    Outcome<Answer> outcome = attempt.apply(i * TILLS + thread);
                    assertTrue(
                        outcome
                            .refusal()
                            .map(Rejection::reason)
                            .filter(reason -> reason != Rejection.Reason.NOT_ENOUGH)
                            .isEmpty(),
                        () -> "refused for want of points or not at all: " + outcome);
                    done += outcome.refusal().isEmpty() ? 1 : 0;
                  }
                  return done;
                })
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long spent(Salon salon, CustomerId customer) {
    return salon.books(customer).sum(AccountKind.POINTS, EntryKind.SPENT);
  }

  private static void requireSpentOnce(Salon salon, CustomerId customer, long balance) {
    Books books = salon.books(customer);
    assertEquals(balance, salon.points(customer));
    assertEquals(balance, 107 + books.sum(AccountKind.POINTS, EntryKind.SPENT));
    books.requireConserved();
    books.requireRunningBalances();
    books.requireLotsExplained();
    books.requireLinesNumbered();
  }

  /** A desk for commands of the test's own. */
  private static DeskContext desk(Salon salon) {
    Tenants tenants = Tenants.of(List.of(new Tenant(Salon.merchant(), Salon.program())));
    CommandRunner runner =
        new CommandRunner(
            salon.storage(),
            tenants,
            salon.clock(),
            Rulebook.advance(),
            List.of(),
            new NotificationRules(),
            ContentionRules.PATIENT,
            Texts.in(Locale.ENGLISH, ZoneOffset.UTC));
    return new DeskContext(
        runner, new Validation(Locale.ENGLISH, salon.clock()), Actor.system(LOTUS));
  }

  private static Outcome<Answer> book(
      DeskContext desk,
      CustomerId customer,
      String key,
      Function<FileDraft, Optional<Refusal>> rule) {
    String digest = new Fingerprint().put(key).digest();
    return desk.run(
        new Booking(desk, Action.REDEEM_POINTS, customer, new IdempotencyKey(key, digest), rule));
  }

  private static Optional<Refusal> reserve(FileDraft draft, long points, String ref) {
    return LedgerRules.hold(
        draft,
        AccountKind.POINTS,
        new Hold(Hold.Kind.RESERVED, ref, points, draft.asOf(), Optional.empty()),
        Take.ANY,
        Source.command(ref),
        Explanation.of("points.redeemed", Long.toString(points), "comb"));
  }

  /** 100 points earned, spent on a second visit, taken back as a deficit; then that visit too. */
  @Test
  default void required_E906_what_was_spent_can_come_back_after_what_earned_it_was_taken_back() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    VisitId second = pays(salon, ann, "R-2", Payment.points(100, yuan("10.00")));
    refund(salon, first);
    assertEquals(-100, salon.points(ann), "owed");
    refund(salon, second);
    LedgerAccount points = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(LedgerAccount.empty(AccountKind.POINTS), points, "what came back paid it");
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }

  /** As before, but the deficit is forgiven: the points are not there a second time. */
  @Test
  default void required_E907_what_was_forgiven_is_taken_when_what_it_bought_comes_back() {
    Salon salon = salon();
    assertEquals(0, forgiving(salon, 0), "on the lot it was spent of");
    assertEquals(40, forgiving(salon, 2), "on another lot, in parts as at once");
  }

  /**
   * A visit paid with 100 points that earns 60, which are spent too; then the earning line comes
   * back, and then the rest.
   *
   * @param days between the two visits: their points are on one lot, or on two
   */
  private long forgiving(Salon salon, int days) {
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(
                Salon.merchant(),
                Program.of(
                    "forgiving",
                    Salon.points()
                        .price(new PointsPrice(10, yuan("1.00")))
                        .shortfall(Shortfall.FORGIVEN)
                        .build(),
                    Salon.tiers().build()))
            .clock(salon.clock())
            .build();
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "1380013800" + days);
    VisitId first =
        desk.visits()
            .record(Salon.sale(ann, "A-" + days, "100.00"))
            .orThrow()
            .visit()
            .orElseThrow()
            .id();
    salon.passDays(days);
    VisitId second =
        desk.visits()
            .record(
                Salon.sale(ann, "B-" + days, "10.00")
                    .withLines(
                        VisitLine.of("mask", yuan("10.00")), VisitLine.of("massage", yuan("60.00")))
                    .withPayments(
                        Payment.points(100, yuan("10.00")).forLine(1),
                        Payment.of(PaymentKind.CASH, yuan("60.00"))))
            .orThrow()
            .visit()
            .orElseThrow()
            .id();
    desk.points().redeem(redemption(ann, 60, "k-" + days)).orThrow();
    if (days == 0) {
      desk.visits().takeBack(TakeBackVisit.refund(first, "allergy")).orThrow();
      assertEquals(0, salon.points(ann), "forgiven");
    }
    desk.visits()
        .returnItems(
            ReturnItems.builder()
                .visit(second)
                .receipt("back-" + days)
                .reason("allergy")
                .addLines(ReturnItems.Item.of(2, 1))
                .build())
        .orThrow();
    assertEquals(0, salon.points(ann), "forgiven");
    desk.visits().takeBack(TakeBackVisit.refund(second, "allergy")).orThrow();
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
    return salon.points(ann);
  }

  private static VisitId pays(Salon salon, CustomerId customer, String receipt, Payment... by) {
    return salon
        .desk()
        .visits()
        .record(
            Salon.sale(
                    customer,
                    receipt,
                    Payment.total(List.of(by)).orElseThrow().getAmount().toPlainString())
                .withPayments(by))
        .orThrow()
        .visit()
        .orElseThrow()
        .id();
  }

  private static Answer refund(Salon salon, VisitId visit) {
    return salon.desk().visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
  }

  @Test
  default void required_E908_of_two_payments_alike_each_comes_back_to_its_own_lots() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(1);
    salon.pays(ann, "R-2", "20.00");
    List<Lot> before = salon.books(ann).file().account(AccountKind.POINTS).lots();
    VisitId visit =
        pays(salon, ann, "R-3", Payment.points(10, yuan("1.00")), Payment.points(20, yuan("2.00")));
    assertEquals(0, salon.points(ann));
    refund(salon, visit);
    assertEquals(before, salon.books(ann).file().account(AccountKind.POINTS).lots());
  }

  @Test
  default void required_E909_several_caps_of_one_period_count_a_visit_once() {
    Salon salon = salon();
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(
                Salon.merchant(),
                Program.of(
                    "capped",
                    Salon.points()
                        .steps(
                            List.of(
                                new EarningStep.Cap(Granularity.DAY, 100),
                                new EarningStep.TierFactor(),
                                new EarningStep.Cap(Granularity.DAY, 100)))
                        .build(),
                    Salon.tiers().build()))
            .clock(salon.clock())
            .build();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (String receipt : List.of("R-1", "R-2", "R-3")) {
      Salon.desk(crm, Role.RECEPTIONIST)
          .visits()
          .record(Salon.sale(ann, receipt, "60.00"))
          .orThrow();
    }
    assertEquals(100, salon.points(ann), "60, 40 and nothing");
  }

  /** 40 of 100 points come back to an ended lot with a new end; the 60 that ended are not owed. */
  @Test
  default void required_E910_what_ended_is_not_owed_when_its_lot_is_open_again() {
    Salon salon = salon();
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(
                Salon.merchant(),
                Program.of("lenient", Salon.points().restoredFor(Period.ofDays(30)).build()))
            .clock(salon.clock())
            .build();
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first =
        desk.visits().record(Salon.sale(ann, "R-1", "100.00")).orThrow().visit().orElseThrow().id();
    VisitId second =
        desk.visits()
            .record(Salon.sale(ann, "R-2", "4.00").withPayments(Payment.points(40, yuan("4.00"))))
            .orThrow()
            .visit()
            .orElseThrow()
            .id();
    salon.passDays(400);
    desk.visits().takeBack(TakeBackVisit.refund(second, "allergy")).orThrow();
    LedgerAccount back = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(40, back.available(), "for thirty days more");
    desk.visits().takeBack(TakeBackVisit.refund(first, "allergy")).orThrow();
    assertEquals(0, salon.points(ann), "40 are taken, the 60 that ended are gone already");
    List<LedgerEntry> ended =
        salon.books(ann).entries().stream()
            .filter(entry -> entry.kind() == EntryKind.ENDED)
            .filter(entry -> entry.account().equals(AccountKind.POINTS))
            .toList();
    assertEquals(List.of(-60L), ended.stream().map(LedgerEntry::amount).toList());
  }

  /**
   * The lot that was spent and reversed has ended: what comes back to it still pays what is owed.
   */
  @Test
  default void required_E911_what_comes_back_too_late_still_pays_what_was_owed_for_it() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId first = salon.pays(ann, "R-1", "100.00").visit().orElseThrow().id();
    VisitId second = pays(salon, ann, "R-2", Payment.points(100, yuan("10.00")));
    refund(salon, first);
    salon.passDays(400);
    assertEquals(-100, salon.desk().points().account(ann).balance(), "a deficit has no end");
    refund(salon, second);
    assertEquals(0, salon.points(ann), "everything has come back, so nothing is owed");
  }

  @Test
  default void required_E912_in_parts_what_was_taken_last_comes_back_first() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "10.00");
    salon.passDays(1);
    salon.pays(ann, "R-2", "20.00");
    List<Lot> before = salon.books(ann).file().account(AccountKind.POINTS).lots();
    VisitId visit = pays(salon, ann, "R-3", Payment.points(30, yuan("3.00")));
    salon
        .desk()
        .visits()
        .returnItems(
            ReturnItems.builder()
                .visit(visit)
                .receipt("back")
                .reason("allergy")
                .addLines(ReturnItems.Item.money(1, yuan("2.00")))
                .build())
        .orThrow();
    assertEquals(
        before.subList(1, 2),
        salon.books(ann).file().account(AccountKind.POINTS).lots(),
        "the lot that ends last, which was taken last");
    refund(salon, visit);
    assertEquals(before, salon.books(ann).file().account(AccountKind.POINTS).lots());
  }

  /** The 10 of the second lot cover a part of the first one's 100, and are then forgiven too. */
  @Test
  default void required_E913_what_was_forgiven_on_a_lot_that_covered_another_is_taken_as_well() {
    Salon salon = salon();
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(
                Salon.merchant(),
                Program.of(
                    "forgiving",
                    Salon.points()
                        .shortfall(Shortfall.FORGIVEN)
                        .price(new PointsPrice(10, yuan("1.00")))
                        .build(),
                    Salon.tiers().build()))
            .clock(salon.clock())
            .build();
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    CustomerId ann = salon.member("Ann", "13800138001");
    List<VisitId> visits = new ArrayList<>();
    for (RecordVisit visit :
        List.of(
            Salon.sale(ann, "R-1", "100.00"),
            Salon.sale(ann, "R-2", "10.00"),
            Salon.sale(ann, "R-3", "10.00").withPayments(Payment.points(100, yuan("10.00"))))) {
      visits.add(desk.visits().record(visit).orThrow().visit().orElseThrow().id());
      salon.passDays(1);
    }
    for (VisitId visit : visits) {
      desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
    }
    assertEquals(0, salon.points(ann), "nothing is kept, so there is nothing to keep points for");
    salon.books(ann).requireConserved();
    salon.books(ann).requireLotsExplained();
  }
}
