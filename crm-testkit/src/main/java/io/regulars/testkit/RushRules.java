package io.regulars.testkit;

import static io.regulars.testkit.Rush.CARRIED;
import static io.regulars.testkit.Rush.TILLS;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.benefit.UseBenefit;
import io.regulars.coupon.CouponPlan;
import io.regulars.course.CancelBooking;
import io.regulars.course.EndBooking;
import io.regulars.course.ImmutableReserveSession;
import io.regulars.course.RefundCard;
import io.regulars.course.SellCard;
import io.regulars.course.TransferCard;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.CreditValue;
import io.regulars.ledger.DebitValue;
import io.regulars.ledger.ReserveValue;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Rejection;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * E901 to E905, E971 to E982: sixteen tills at one customer, for every kind of value; {@link
 * #attempts()} says how often.
 */
interface RushRules extends CrmRules {

  /** What is raced for on course cards. */
  AccountKind MASSAGES = AccountKind.course("massage");

  @Test
  default void required_E901_sixteen_threads_redeem_no_point_twice() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    Desk desk = desk(salon);
    Rush rush = points(salon, -10, EntryKind.SPENT);
    rush.run(
        things -> adds(salon, ann, things),
        (till, thing, key) ->
            new Rush.Attempt("redeem/" + key, desk.points().redeem(redemption(ann, 10, key))));
    rush.requireExact(ann);
    assertEquals(7, salon.points(ann));
  }

  @Test
  default void required_E902_sixteen_threads_pay_visits_with_no_point_twice() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    Desk desk = desk(salon);
    Rush rush = points(salon, -10, EntryKind.SPENT);
    rush.run(
        things -> adds(salon, ann, things),
        (till, thing, key) ->
            visit(desk, paid(ann, key, "1.00", Payment.points(10, yuan("1.00")))));
    rush.requireExact(ann);
    assertEquals(7, salon.points(ann));
    assertEquals(rush.done(), salon.books(ann).visits().size(), "no visit was free");
  }

  @Test
  default void required_E903_sixteen_threads_reserve_no_point_twice() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    adds(salon, ann, List.of("once"));
    Desk desk = desk(salon);
    Rush rush = points(salon, 10, EntryKind.HELD);
    rush.run(
        things -> salon.pass(Duration.ofHours(2)),
        (till, thing, key) ->
            new Rush.Attempt(
                "reserve/" + key, desk.ledger().reserve(reservation(salon, ann, key))));
    LedgerAccount held = salon.books(ann).file().account(AccountKind.POINTS);
    assertEquals(CARRIED * 10, held.held(Hold.Kind.RESERVED));
    rush.requireExact(ann);
    salon.pass(Duration.ofHours(2));
    assertEquals(407, desk.points().account(ann).available(), "each lapsed once");
  }

  @Test
  default void required_E904_sixteen_threads_spend_no_reservation_twice() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    Desk desk = desk(salon);
    Rush rush = points(salon, -10, EntryKind.SPENT);
    rush.run(
        things -> {
          adds(salon, ann, things);
          things.forEach(thing -> desk.ledger().reserve(reservation(salon, ann, thing)).orThrow());
        },
        (till, thing, key) ->
            new Rush.Attempt("spend-reserved/" + thing, desk.ledger().spendReserved(thing, 10)));
    rush.requireExact(ann);
    assertEquals(7, salon.points(ann));
  }

  /** Spent, released, or lapsed by a till's clock or in the due pass: one of them. */
  @Test
  default void required_E905_a_reservation_fought_over_ends_one_way() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    Crm crm = salon.builder().retryPolicy(ContentionRules.PATIENT).build();
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    List<String> names = new ArrayList<>();
    for (int round = 0; round < attempts() / (TILLS * 10) + 1; round++) {
      adds(salon, ann, List.of("round " + round));
      List<String> some = new ArrayList<>();
      for (int i = 0; i < CARRIED; i++) {
        some.add("r-" + round + "-" + i);
        desk.ledger().reserve(reservation(salon, ann, some.get(i))).orThrow();
      }
      names.addAll(some);
      Attempts.race(TILLS, till -> () -> fightsOver(some, till, salon, crm));
    }
    salon.pass(Duration.ofHours(1));
    crm.runDue();
    long spent = -salon.books(ann).sum(AccountKind.POINTS, EntryKind.SPENT);
    assertEquals(
        7 + 10L * names.size() - spent,
        salon.books(ann).file().account(AccountKind.POINTS).available());
    requireEndedOnce(salon, ann, names);
  }

  /** Ten times: two tills spend, one lets go, one lets time pass. */
  private static int fightsOver(List<String> names, int till, Salon salon, Crm crm) {
    Desk desk = Salon.desk(crm, Role.RECEPTIONIST);
    for (int i = 0; i < 10; i++) {
      String name = names.get(i * 4 + till / 4);
      if (till % 4 == 3) {
        salon.pass(i == 5 ? Duration.ofMinutes(15) : Duration.ZERO);
        Attempts.persistently(crm::runDue);
      } else {
        Optional<Rejection> refusal =
            (till % 4 == 2 ? desk.ledger().release(name) : desk.ledger().spendReserved(name, 10))
                .refusal();
        assertTrue(
            refusal.filter(no -> no.reason() != Reason.NOTHING_HELD).isEmpty(),
            () -> "over, or not refused: " + refusal);
      }
    }
    return till;
  }

  /** Each by one receipt and its lines, or lapsed. */
  private static void requireEndedOnce(Salon salon, CustomerId ann, List<String> names) {
    Books books = salon.books(ann);
    Map<String, Long> ends = new HashMap<>();
    for (LedgerEntry entry : books.entries()) {
      boolean spent = entry.kind() == EntryKind.SPENT;
      boolean back = entry.kind() == EntryKind.RELEASED && entry.amount() > 0;
      if (spent || back) {
        List<String> figures = entry.explanation().figures();
        String rule = spent ? "spend-reserved/" : "release/";
        boolean lapsed = entry.explanation().rule().startsWith("hold.over.");
        ends.merge((lapsed ? "" : rule) + figures.get(0), Math.abs(entry.amount()), Long::sum);
      }
    }
    for (String name : names) {
      List<Long> ended = new ArrayList<>();
      for (String way : List.of("spend-reserved/", "release/", "")) {
        Optional.ofNullable(ends.get(way + name)).ifPresent(ended::add);
        assertEquals(
            ends.containsKey(way + name) && !way.isEmpty(),
            salon.storage().receipt(Salon.LOTUS, way + name).isPresent(),
            () -> "a receipt of " + way + name);
      }
      assertEquals(List.of(10L), ended, () -> "the ends of " + name);
    }
    books.requireConserved();
    books.requireRunningBalances();
    books.requireLotsExplained();
    books.requireLinesNumbered();
  }

  @Test
  default void required_E971_sixteen_threads_pay_with_no_cent_of_principal_or_bonus_twice() {
    Salon salon = threaded();
    Club club = new Club(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk = Salon.desk(patient(club.builder()), Role.RECEPTIONIST);
    Rush rush =
        new Rush(salon, attempts(), Reason.STORED_VALUE_TOO_LOW)
            .takes(AccountKind.PRINCIPAL, -2_500, EntryKind.SPENT)
            .takes(AccountKind.BONUS, -250, EntryKind.SPENT);
    rush.run(
        things -> club.tops(ann, things.get(0), "1000.00"),
        (till, thing, key) -> visit(desk, paid(ann, key, "27.50", PaymentKind.STORED_VALUE)));
    rush.requireExact(ann);
    club.assertStored(ann, "0.00", "0.00");
    assertEquals(rush.done(), salon.books(ann).visits().size(), "no visit was free");
  }

  @Test
  default void required_E972_sixteen_threads_pay_with_no_cent_that_is_paid_back() {
    Salon salon = threaded();
    Club club = new Club(salon, StoredValuePlan.builder().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk = Salon.desk(patient(club.builder()), Role.STORE_MANAGER);
    Rush rush =
        new Rush(salon, attempts(), Reason.STORED_VALUE_TOO_LOW, Reason.REFUND_EXCEEDS)
            .takes(AccountKind.PRINCIPAL, -2_500, EntryKind.SPENT, EntryKind.REVERSED);
    rush.run(
        things -> club.tops(ann, things.get(0), "1000.00"),
        (till, thing, key) ->
            till % 2 == 0
                ? visit(desk, paid(ann, key, "25.00", PaymentKind.STORED_VALUE))
                : new Rush.Attempt(
                    "refund-stored-value/" + key,
                    desk.storedValue().refund(Club.refund(ann, key).withAmount(yuan("25.00")))));
    rush.requireExact(ann);
    club.assertStored(ann, "0.00", "0.00");
  }

  @Test
  default void required_E973_sixteen_threads_use_no_session_twice() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk = desk(salon);
    Rush rush = sessions(salon, EntryKind.SPENT, Reason.NOT_ENOUGH);
    rush.run(
        things -> sells(salon, ann, things.get(0), CARRIED),
        (till, thing, key) -> visit(desk, paid(ann, key, "100.00", session())));
    rush.requireExact(ann);
    assertEquals(List.of(), salon.desk().courses().cards(ann));
    assertEquals(rush.done(), salon.books(ann).visits().size(), "no visit was free");
  }

  @Test
  default void required_E974_sixteen_threads_reserve_no_session_twice() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    sells(salon, ann, "M-1", CARRIED);
    Desk desk = desk(salon);
    Rush rush = sessions(salon, EntryKind.HELD, Reason.NOT_ENOUGH);
    rush.run(
        things -> salon.pass(Duration.ofHours(2)),
        (till, thing, key) ->
            new Rush.Attempt(
                "session-reserve/" + key,
                desk.courses()
                    .reserve(
                        booking(ann, key, key)
                            .withUntil(salon.clock().instant().plus(Duration.ofHours(1))))));
    rush.requireExact(ann);
    salon.pass(Duration.ofHours(2));
    assertEquals(CARRIED, salon.desk().courses().cards(ann).get(0).left(), "each lapsed once");
  }

  /** Used, cancelled, missed, or cancelled by the shop. */
  @Test
  default void required_E975_a_booking_fought_over_ends_one_way() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk = desk(salon);
    Rush rush =
        new Rush(salon, attempts(), Reason.NOTHING_HELD, Reason.CARD_NOT_OPEN)
            .takes(MASSAGES, -1, EntryKind.SPENT, EntryKind.RELEASED);
    rush.run(
        things -> {
          String card = "card of " + things.get(0);
          sells(salon, ann, card, CARRIED);
          things.forEach(
              thing -> desk.courses().reserve(booking(ann, thing, thing).withCard(card)).orThrow());
        },
        (till, thing, key) ->
            switch (till % 4) {
              case 0 -> visit(desk, paid(ann, key, "100.00", session().with(thing)));
              case 1 ->
                  new Rush.Attempt(
                      "session-cancel/" + key,
                      desk.courses()
                          .cancel(
                              CancelBooking.builder()
                                  .customer(ann)
                                  .booking(thing)
                                  .appointment(salon.clock().instant())
                                  .key(key)
                                  .build()));
              case 2 ->
                  new Rush.Attempt(
                      "session-no-show/" + key, desk.courses().noShow(over(ann, thing, key)));
              default ->
                  new Rush.Attempt(
                      "session-release/" + key, desk.courses().release(over(ann, thing, key)));
            });
    rush.requireExact(ann);
    Books books = salon.books(ann);
    assertEquals(
        rush.done() + books.sum(MASSAGES, EntryKind.SPENT),
        books.file().account(MASSAGES).available(),
        "what was not used is there");
  }

  /** Used by its owner, made another's, paid back, or reserved. */
  @Test
  default void required_E976_a_card_fought_over_goes_one_way() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bea = salon.member("Bea", "13800138002");
    Desk desk =
        Salon.desk(
            salon.builder().retryPolicy(ContentionRules.PATIENT).build(), Role.STORE_MANAGER);
    Rush rush =
        new Rush(salon, attempts(), Reason.NOT_ENOUGH, Reason.CARD_NOT_OPEN, Reason.CARD_HELD)
            .takes(
                MASSAGES,
                -1,
                EntryKind.SPENT,
                EntryKind.TRANSFERRED,
                EntryKind.REVERSED,
                EntryKind.HELD);
    rush.run(
        things -> things.forEach(thing -> sells(salon, ann, thing, 1)),
        (till, thing, key) ->
            switch (till % 4) {
              case 0 -> visit(desk, paid(ann, key, "100.00", session().with(thing)));
              case 1 ->
                  new Rush.Attempt(
                      "card-transfer/" + key,
                      desk.courses()
                          .transfer(
                              TransferCard.builder()
                                  .customer(ann)
                                  .item("massage")
                                  .card(thing)
                                  .to(bea)
                                  .reason("a present")
                                  .key(key)
                                  .build()));
              case 2 ->
                  new Rush.Attempt(
                      "card-refund/" + key,
                      desk.courses()
                          .refund(
                              RefundCard.builder()
                                  .customer(ann)
                                  .item("massage")
                                  .card(thing)
                                  .reason("moves away")
                                  .key(key)
                                  .build()));
              default ->
                  new Rush.Attempt(
                      "session-reserve/" + key,
                      desk.courses().reserve(booking(ann, key, key).withCard(thing)));
            });
    rush.requireExact(ann, bea);
    assertEquals(
        -salon.books(ann).sum(MASSAGES, EntryKind.TRANSFERRED),
        salon.books(bea).file().account(MASSAGES).available(),
        "what went over has arrived");
  }

  @Test
  default void required_E977_sixteen_threads_take_no_coupon_twice() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    Desk desk =
        Salon.desk(crm(salon, Coupons.plan(Coupons.off("fifty", "50.00"))), Role.HEAD_OFFICE);
    List<VisitLine> basket = List.of(VisitLine.of("massage", yuan("300.00")));
    Rush rush =
        new Rush(salon, attempts(), Reason.COUPON_REFUSED)
            .takes(AccountKind.coupon("fifty"), -1, EntryKind.SPENT);
    rush.run(
        things -> things.forEach(thing -> Coupons.issue(desk, ann, "fifty", thing).orThrow()),
        (till, thing, key) -> visit(desk, Coupons.sale(ann, key, basket, thing, "50.00")));
    rush.requireExact(ann);
    assertEquals(List.of(), desk.coupons().list(ann));
    assertEquals(rush.done(), salon.books(ann).visits().size(), "no visit was cheaper");
  }

  @Test
  default void required_E978_sixteen_threads_issue_no_coupon_beyond_the_limit_in_all() {
    Salon salon = threaded();
    CustomerId house = salon.member("House", "13800138000");
    CustomerId[] crowd =
        IntStream.range(0, TILLS)
            .mapToObj(till -> salon.member("C" + till, "139001390" + (10 + till)))
            .toArray(CustomerId[]::new);
    List<Desk> desks = new ArrayList<>();
    Rush rush =
        new Rush(salon, attempts(), Reason.COUPON_LIMIT)
            .takes(AccountKind.coupon("fifty"), 1, EntryKind.GRANTED);
    rush.run(
        things ->
            desks.add(
                Salon.desk(
                    crm(salon, limited(house, CARRIED * (desks.size() + 1))), Role.HEAD_OFFICE)),
        (till, thing, key) ->
            new Rush.Attempt(
                "coupon/" + key,
                Coupons.issue(desks.get(desks.size() - 1), crowd[till], "fifty", key)));
    rush.requireExact(crowd);
    Books pool = salon.books(house);
    pool.requireConserved();
    assertEquals(
        rush.done(),
        pool.file().account(AccountKind.issued(AccountKind.coupon("fifty"))).balance());
  }

  private static CouponPlan limited(CustomerId house, long limit) {
    return CouponPlan.builder()
        .addTypes(Coupons.off("fifty", "50.00").withLimitInAll(limit))
        .pool(house)
        .build();
  }

  @Test
  default void required_E979_sixteen_threads_use_no_benefit_twice() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm =
        crm(
            salon,
            Salon.tiers().build(),
            BenefitPlan.builder()
                .addBenefits(Benefit.of("tea", CARRIED, Every.MONTH, "none", "silver", "gold"))
                .build());
    Desk desk = Salon.desk(crm, Role.RECEPTIONIST);
    Rush rush =
        new Rush(salon, attempts(), Reason.BENEFIT_USED_UP)
            .takes(AccountKind.quota("tea"), -1, EntryKind.SPENT);
    rush.run(
        things -> salon.passDays(31),
        (till, thing, key) ->
            new Rush.Attempt(
                "benefit/" + key,
                desk.benefits()
                    .use(UseBenefit.builder().customer(ann).benefit("tea").key(key).build())));
    rush.requireExact(ann);
    assertEquals(0, desk.benefits().of(ann).get(0).left());
  }

  @Test
  default void required_E980_sixteen_threads_use_nothing_of_the_hosts_own_kind_twice() {
    Salon salon = threaded();
    CustomerId ann = salon.member("Ann", "13800138001");
    AccountKind stamps = AccountKind.of("stamps");
    Desk desk = desk(salon);
    Rush rush = new Rush(salon, attempts(), Reason.NOT_ENOUGH).takes(stamps, -10, EntryKind.SPENT);
    rush.run(
        things ->
            desk.ledger()
                .credit(
                    CreditValue.builder()
                        .customer(ann)
                        .account(stamps)
                        .amount(CARRIED * 10L)
                        .reason("collected")
                        .key(things.get(0))
                        .build())
                .orThrow(),
        (till, thing, key) ->
            new Rush.Attempt(
                "debit/" + key,
                desk.ledger()
                    .debit(
                        DebitValue.builder()
                            .customer(ann)
                            .account(stamps)
                            .amount(10)
                            .reason("a towel")
                            .key(key)
                            .build())));
    rush.requireExact(ann);
    assertEquals(0, desk.ledger().account(ann, stamps).balance());
  }

  @Test
  default void required_E981_a_command_sent_from_four_tills_at_once_spends_once() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    Desk desk = desk(salon);
    Rush rush = new Rush(salon, attempts()).takes(AccountKind.POINTS, -10, EntryKind.SPENT);
    rush.run(
        things -> adds(salon, ann, things),
        (till, thing, key) ->
            new Rush.Attempt("redeem/" + thing, desk.points().redeem(redemption(ann, 10, thing))));
    rush.requireExact(ann);
    assertEquals(7, salon.points(ann));
  }

  /** Refunded whole, voided, or by the till's return under two numbers. */
  @Test
  default void required_E982_what_a_visit_spent_comes_back_once() {
    Salon salon = threaded();
    CustomerId ann = member(salon);
    adds(salon, ann, List.of("once"));
    Desk desk = desk(salon);
    Map<String, VisitId> visits = new HashMap<>();
    Rush rush =
        new Rush(salon, attempts(), Reason.VISIT_ALREADY_TAKEN_BACK, Reason.RETURN_EXCEEDS)
            .takes(AccountKind.POINTS, 10, EntryKind.RESTORED);
    rush.run(
        things -> {
          for (String thing : things) {
            RecordVisit tea = paid(ann, thing, "1.00", Payment.points(10, yuan("1.00")));
            visits.put(thing, desk.visits().record(tea).orThrow().visit().orElseThrow().id());
          }
        },
        (till, thing, key) ->
            takesBack(desk, Optional.ofNullable(visits.get(thing)).orElseThrow(), till % 4, key));
    rush.requireExact(ann);
    assertEquals(407, salon.points(ann));
  }

  private static Rush.Attempt takesBack(Desk desk, VisitId visit, int way, String key) {
    return switch (way) {
      case 0 ->
          new Rush.Attempt(
              "take-back/REFUND/" + visit,
              desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")));
      case 1 ->
          new Rush.Attempt(
              "take-back/VOID/" + visit,
              desk.visits().takeBack(TakeBackVisit.voiding(visit, "keyed in error")));
      default ->
          new Rush.Attempt(
              "return/" + visit + "/" + key,
              desk.visits()
                  .returnItems(
                      ReturnItems.builder()
                          .visit(visit)
                          .receipt(key)
                          .reason("allergy")
                          .addLines(ReturnItems.Item.of(1, 1))
                          .build()));
    };
  }

  private Salon threaded() {
    assumeThreads();
    return salon();
  }

  /** A member with 7 points: too few for anything. */
  private static CustomerId member(Salon salon) {
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.desk().points().adjust(Salon.adjustment(ann, 7, "first")).orThrow();
    return ann;
  }

  /** Ten points for each thing of a round. */
  private static void adds(Salon salon, CustomerId ann, List<String> things) {
    salon.desk().points().adjust(Salon.adjustment(ann, CARRIED * 10, things.get(0))).orThrow();
  }

  private static Desk desk(Salon salon) {
    return Salon.desk(patient(salon.builder()), Role.RECEPTIONIST);
  }

  private static Crm patient(Crm.Builder builder) {
    return builder.retryPolicy(ContentionRules.PATIENT).build();
  }

  private static Crm crm(Salon salon, Plan... plans) {
    return patient(
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Program.of("2026-x", plans))
            .clock(salon.clock()));
  }

  private Rush points(Salon salon, long amount, EntryKind kind) {
    return new Rush(salon, attempts(), Reason.NOT_ENOUGH).takes(AccountKind.POINTS, amount, kind);
  }

  private Rush sessions(Salon salon, EntryKind kind, Reason refusal) {
    return new Rush(salon, attempts(), refusal).takes(MASSAGES, -1, kind);
  }

  private static RecordVisit paid(CustomerId ann, String receipt, String amount, Payment by) {
    return Salon.sale(ann, receipt, amount).withPayments(by);
  }

  private static RecordVisit paid(CustomerId ann, String receipt, String amount, PaymentKind by) {
    return paid(ann, receipt, amount, Payment.of(by, yuan(amount)));
  }

  private static Rush.Attempt visit(Desk desk, RecordVisit visit) {
    return new Rush.Attempt("visit/S1/" + visit.receipt(), desk.visits().record(visit));
  }

  private static Payment session() {
    return Payment.course(1, 1, yuan("100.00"));
  }

  private static void sells(Salon salon, CustomerId ann, String card, long sessions) {
    salon
        .desk()
        .courses()
        .sell(
            SellCard.builder()
                .customer(ann)
                .item("massage")
                .card(card)
                .sessions(sessions)
                .price(yuan("100.00").multipliedBy(sessions))
                .key(card)
                .build())
        .orThrow();
  }

  private static ImmutableReserveSession booking(CustomerId ann, String booking, String key) {
    return ImmutableReserveSession.builder()
        .customer(ann)
        .item("massage")
        .booking(booking)
        .key(key)
        .build();
  }

  private static EndBooking over(CustomerId ann, String booking, String key) {
    return EndBooking.builder().customer(ann).booking(booking).key(key).build();
  }

  private static ReserveValue reservation(Salon salon, CustomerId ann, String name) {
    return ReserveValue.builder()
        .customer(ann)
        .account(AccountKind.POINTS)
        .amount(10)
        .until(salon.clock().instant().plus(Duration.ofHours(1)))
        .reservation(name)
        .build();
  }
}
