package io.regulars.testkit;

import static io.regulars.testkit.Cards.MASSAGE;
import static io.regulars.testkit.Cards.cancelling;
import static io.regulars.testkit.Cards.card;
import static io.regulars.testkit.Cards.cards;
import static io.regulars.testkit.Cards.ending;
import static io.regulars.testkit.Cards.handing;
import static io.regulars.testkit.Cards.refunding;
import static io.regulars.testkit.Cards.reservation;
import static io.regulars.testkit.Cards.sells;
import static io.regulars.testkit.Cards.session;
import static io.regulars.testkit.Rush.CARRIED;
import static io.regulars.testkit.Rush.TILLS;
import static io.regulars.testkit.Rush.TOO_FEW;
import static io.regulars.testkit.Salon.redemption;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Till.back;
import static io.regulars.testkit.Till.byStoredValue;
import static io.regulars.testkit.Till.record;
import static io.regulars.testkit.Till.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.benefit.UseBenefit;
import io.regulars.coupon.CouponPlan;
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
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import io.regulars.storedvalue.StoredValuePlan;
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
 * #attempts()} says how often. Each race says what an attempt takes, what makes enough of it there
 * for a round, and what a till does.
 */
interface RushRules extends CrmRules {

  private Rush rush(Reason... refusals) {
    assumeThreads();
    return new Rush(salon(), attempts(), refusals);
  }

  private Rush points(long amount, EntryKind kind) {
    return rush(Reason.NOT_ENOUGH).takes(AccountKind.POINTS, amount, kind);
  }

  @Test
  default void required_E901_sixteen_threads_redeem_no_point_twice() {
    Rush rush = points(-10, EntryKind.SPENT);
    rush.run(
        rush::giveTenPoints,
        (till, thing, key) ->
            rush.attempt(
                "redeem/" + key, desk -> desk.points().redeem(redemption(rush.ann(), 10, key))));
    rush.requireExact();
    assertEquals(TOO_FEW, rush.salon().points(rush.ann()));
  }

  @Test
  default void required_E902_sixteen_threads_pay_visits_with_no_point_twice() {
    Rush rush = points(-10, EntryKind.SPENT);
    rush.run(
        rush::giveTenPoints,
        (till, thing, key) -> rush.pays(key, Payment.points(10, yuan("1.00"))));
    rush.requireEveryVisitPaid();
    assertEquals(TOO_FEW, rush.salon().points(rush.ann()));
  }

  @Test
  default void required_E903_sixteen_threads_reserve_no_point_twice() {
    Rush rush = points(10, EntryKind.HELD);
    rush.giveTenPoints(List.of("once"));
    rush.run(
        things -> rush.salon().pass(Duration.ofHours(2)),
        (till, thing, key) ->
            rush.attempt("reserve/" + key, desk -> desk.ledger().reserve(anHour(rush, key))));
    assertEquals(CARRIED * 10, rush.account(AccountKind.POINTS).held(Hold.Kind.RESERVED));
    rush.requireExact();
    rush.salon().pass(Duration.ofHours(2));
    long there = rush.desk().points().account(rush.ann()).available();
    assertEquals(TOO_FEW + CARRIED * 10, there, "each lapsed once");
  }

  /** Ten points for an hour. */
  private static ReserveValue anHour(Rush rush, String name) {
    return anHour(rush.salon(), rush.ann(), name);
  }

  private static ReserveValue anHour(Salon salon, CustomerId ann, String name) {
    return reserve(ann, 10, name, salon.clock().instant().plus(Duration.ofHours(1)));
  }

  @Test
  default void required_E904_sixteen_threads_spend_no_reservation_twice() {
    Rush rush = points(-10, EntryKind.SPENT);
    rush.run(
        things -> {
          rush.giveTenPoints(things);
          things.forEach(thing -> rush.desk().ledger().reserve(anHour(rush, thing)).orThrow());
        },
        (till, thing, key) ->
            rush.attempt(
                "spend-reserved/" + thing, desk -> desk.ledger().spendReserved(thing, 10)));
    rush.requireExact();
    assertEquals(TOO_FEW, rush.salon().points(rush.ann()));
  }

  /** Spent, released, or lapsed by a till's clock or in the due pass: one of them. */
  @Test
  default void required_E905_a_reservation_fought_over_ends_one_way() {
    Rush rush = rush();
    Salon salon = rush.salon();
    CustomerId ann = rush.ann();
    Crm crm = Rush.patient(salon.builder());
    List<String> names = new ArrayList<>();
    for (int round = 0; round < Rush.rounds(attempts() + 1); round++) {
      rush.giveTenPoints(List.of("round " + round));
      List<String> some = new ArrayList<>();
      for (int i = 0; i < CARRIED; i++) {
        some.add("r-" + round + "-" + i);
        rush.desk().ledger().reserve(anHour(rush, some.get(i))).orThrow();
      }
      names.addAll(some);
      Attempts.race(TILLS, till -> () -> fightsOver(some, till, salon, crm));
    }
    salon.pass(Duration.ofHours(1));
    crm.runDue();
    long spent = -salon.books(ann).sum(AccountKind.POINTS, EntryKind.SPENT);
    assertEquals(
        TOO_FEW + 10L * names.size() - spent, rush.account(AccountKind.POINTS).available());
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
    Rush rush =
        rush(Reason.STORED_VALUE_TOO_LOW)
            .takes(AccountKind.PRINCIPAL, -2_500, EntryKind.SPENT)
            .takes(AccountKind.BONUS, -250, EntryKind.SPENT);
    Club club = new Club(rush.salon());
    rush.at(Rush.patient(club.builder()), Role.RECEPTIONIST);
    rush.run(
        things -> club.tops(rush.ann(), things.get(0), "1000.00"),
        (till, thing, key) -> rush.pays(key, byStoredValue("27.50")));
    rush.requireEveryVisitPaid();
    club.assertStored(rush.ann(), "0.00", "0.00");
  }

  @Test
  default void required_E972_sixteen_threads_pay_with_no_cent_that_is_paid_back() {
    Rush rush =
        rush(Reason.STORED_VALUE_TOO_LOW, Reason.REFUND_EXCEEDS)
            .takes(AccountKind.PRINCIPAL, -2_500, EntryKind.SPENT, EntryKind.REVERSED);
    Club club = new Club(rush.salon(), StoredValuePlan.builder().build());
    rush.at(Rush.patient(club.builder()), Role.STORE_MANAGER);
    rush.run(
        things -> club.tops(rush.ann(), things.get(0), "1000.00"),
        (till, thing, key) ->
            till % 2 == 0
                ? rush.pays(key, byStoredValue("25.00"))
                : rush.attempt(
                    "refund-stored-value/" + key,
                    desk ->
                        desk.storedValue()
                            .refund(Club.refund(rush.ann(), key).withAmount(yuan("25.00")))));
    rush.requireExact();
    club.assertStored(rush.ann(), "0.00", "0.00");
  }

  @Test
  default void required_E973_sixteen_threads_use_no_session_twice() {
    Rush rush = rush(Reason.NOT_ENOUGH).takes(MASSAGE, -1, EntryKind.SPENT);
    rush.run(
        things -> sells(rush.salon(), card(rush.ann(), things.get(0), CARRIED, "4000.00")),
        (till, thing, key) -> rush.visit(session(rush.ann(), key)));
    rush.requireEveryVisitPaid();
    assertEquals(List.of(), cards(rush.salon(), rush.ann()));
  }

  @Test
  default void required_E974_sixteen_threads_reserve_no_session_twice() {
    Rush rush = rush(Reason.NOT_ENOUGH).takes(MASSAGE, -1, EntryKind.HELD);
    sells(rush.salon(), card(rush.ann(), "M-1", CARRIED, "4000.00"));
    rush.run(
        things -> rush.salon().pass(Duration.ofHours(2)),
        (till, thing, key) ->
            rush.attempt(
                "session-reserve/" + key,
                desk ->
                    desk.courses()
                        .reserve(
                            reservation(rush.ann(), key)
                                .withKey(key)
                                .withUntil(
                                    rush.salon().clock().instant().plus(Duration.ofHours(1))))));
    rush.requireExact();
    rush.salon().pass(Duration.ofHours(2));
    assertEquals(CARRIED, cards(rush.salon(), rush.ann()).get(0).left(), "each lapsed once");
  }

  /** Used, cancelled, missed, or cancelled by the shop. */
  @Test
  default void required_E975_a_booking_fought_over_ends_one_way() {
    Rush rush =
        rush(Reason.NOTHING_HELD, Reason.CARD_NOT_OPEN)
            .takes(MASSAGE, -1, EntryKind.SPENT, EntryKind.RELEASED);
    CustomerId ann = rush.ann();
    rush.run(
        things -> {
          String card = "card of " + things.get(0);
          sells(rush.salon(), card(ann, card, CARRIED, "4000.00"));
          things.forEach(
              thing ->
                  rush.desk().courses().reserve(reservation(ann, thing).withCard(card)).orThrow());
        },
        (till, thing, key) ->
            switch (till % 4) {
              case 0 -> rush.visit(session(ann, key, thing));
              case 1 ->
                  rush.attempt(
                      "session-cancel/" + key,
                      desk ->
                          desk.courses()
                              .cancel(cancelling(ann, thing, rush.salon().clock().instant(), key)));
              case 2 ->
                  rush.attempt(
                      "session-no-show/" + key,
                      desk -> desk.courses().noShow(ending(ann, thing, key)));
              default ->
                  rush.attempt(
                      "session-release/" + key,
                      desk -> desk.courses().release(ending(ann, thing, key)));
            });
    rush.requireExact();
    assertEquals(
        rush.done() + rush.salon().books(ann).sum(MASSAGE, EntryKind.SPENT),
        rush.account(MASSAGE).available(),
        "what was not used is there");
  }

  /** Used by its owner, made another's, paid back, or reserved. */
  @Test
  default void required_E976_a_card_fought_over_goes_one_way() {
    Rush rush =
        rush(Reason.NOT_ENOUGH, Reason.CARD_NOT_OPEN, Reason.CARD_HELD)
            .takes(
                MASSAGE,
                -1,
                EntryKind.SPENT,
                EntryKind.TRANSFERRED,
                EntryKind.REVERSED,
                EntryKind.HELD);
    rush.at(Rush.patient(rush.salon().builder()), Role.STORE_MANAGER);
    CustomerId ann = rush.ann();
    CustomerId bea = rush.salon().member("Bea", "13800138002");
    rush.run(
        things -> things.forEach(thing -> sells(rush.salon(), card(ann, thing, 1, "100.00"))),
        (till, thing, key) ->
            switch (till % 4) {
              case 0 -> rush.visit(session(ann, key, thing));
              case 1 ->
                  rush.attempt(
                      "card-transfer/" + key,
                      desk -> desk.courses().transfer(handing(ann, bea, thing, key)));
              case 2 ->
                  rush.attempt(
                      "card-refund/" + key,
                      desk -> desk.courses().refund(refunding(ann, thing, Optional.empty(), key)));
              default ->
                  rush.attempt(
                      "session-reserve/" + key,
                      desk ->
                          desk.courses()
                              .reserve(reservation(ann, key).withKey(key).withCard(thing)));
            });
    rush.requireExact(ann, bea);
    assertEquals(
        -rush.salon().books(ann).sum(MASSAGE, EntryKind.TRANSFERRED),
        rush.salon().books(bea).file().account(MASSAGE).available(),
        "what went over has arrived");
  }

  @Test
  default void required_E977_sixteen_threads_take_no_coupon_twice() {
    Rush rush = rush(Reason.COUPON_REFUSED).takes(AccountKind.coupon("fifty"), -1, EntryKind.SPENT);
    CustomerId ann = rush.ann();
    rush.at(
        Coupons.crm(rush.salon(), Coupons.plan(Coupons.off("fifty", "50.00"))), Role.HEAD_OFFICE);
    List<VisitLine> basket = List.of(VisitLine.of("massage", yuan("300.00")));
    rush.run(
        things ->
            things.forEach(thing -> Coupons.issue(rush.desk(), ann, "fifty", thing).orThrow()),
        (till, thing, key) -> rush.visit(Coupons.sale(ann, key, basket, thing, "50.00")));
    rush.requireEveryVisitPaid();
    assertEquals(List.of(), rush.desk().coupons().list(ann));
  }

  @Test
  default void required_E978_sixteen_threads_issue_no_coupon_beyond_the_limit_in_all() {
    Rush rush = rush(Reason.COUPON_LIMIT).takes(AccountKind.coupon("fifty"), 1, EntryKind.GRANTED);
    Salon salon = rush.salon();
    CustomerId house = salon.member("House", "13800138000");
    CustomerId[] crowd =
        IntStream.range(0, TILLS)
            .mapToObj(till -> salon.member("C" + till, "139001390" + (10 + till)))
            .toArray(CustomerId[]::new);
    rush.run(
        things ->
            rush.at(Coupons.crm(salon, limited(house, rush.done() + CARRIED)), Role.HEAD_OFFICE),
        (till, thing, key) ->
            rush.attempt("coupon/" + key, desk -> Coupons.issue(desk, crowd[till], "fifty", key)));
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
    Rush rush = rush(Reason.BENEFIT_USED_UP).takes(AccountKind.quota("tea"), -1, EntryKind.SPENT);
    Benefit tea = Benefit.of("tea", CARRIED, Every.MONTH, "none", "silver", "gold");
    Crm crm =
        Coupons.crm(
            rush.salon(), Salon.tiers().build(), BenefitPlan.builder().addBenefits(tea).build());
    rush.at(crm, Role.RECEPTIONIST);
    rush.run(
        things -> rush.salon().passDays(31),
        (till, thing, key) ->
            rush.attempt(
                "benefit/" + key,
                desk ->
                    desk.benefits()
                        .use(
                            UseBenefit.builder()
                                .customer(rush.ann())
                                .benefit("tea")
                                .key(key)
                                .build())));
    rush.requireExact();
    assertEquals(0, rush.desk().benefits().of(rush.ann()).get(0).left());
  }

  @Test
  default void required_E980_sixteen_threads_use_nothing_of_the_hosts_own_kind_twice() {
    AccountKind stamps = AccountKind.of("stamps");
    Rush rush = rush(Reason.NOT_ENOUGH).takes(stamps, -10, EntryKind.SPENT);
    rush.run(
        things ->
            rush.desk()
                .ledger()
                .credit(
                    CreditValue.builder()
                        .customer(rush.ann())
                        .account(stamps)
                        .amount(CARRIED * 10L)
                        .reason("collected")
                        .key(things.get(0))
                        .build())
                .orThrow(),
        (till, thing, key) ->
            rush.attempt(
                "debit/" + key,
                desk ->
                    desk.ledger()
                        .debit(
                            DebitValue.builder()
                                .customer(rush.ann())
                                .account(stamps)
                                .amount(10)
                                .reason("a towel")
                                .key(key)
                                .build())));
    rush.requireExact();
    assertEquals(0, rush.desk().ledger().account(rush.ann(), stamps).balance());
  }

  @Test
  default void required_E981_a_command_sent_from_four_tills_at_once_spends_once() {
    Rush rush = rush().takes(AccountKind.POINTS, -10, EntryKind.SPENT);
    rush.run(
        rush::giveTenPoints,
        (till, thing, key) ->
            rush.attempt(
                "redeem/" + thing,
                desk -> desk.points().redeem(redemption(rush.ann(), 10, thing))));
    rush.requireExact();
    assertEquals(TOO_FEW, rush.salon().points(rush.ann()));
  }

  /** Refunded whole, voided, or by the till's return under two numbers. */
  @Test
  default void required_E982_what_a_visit_spent_comes_back_once() {
    Rush rush =
        rush(Reason.VISIT_ALREADY_TAKEN_BACK, Reason.RETURN_EXCEEDS)
            .takes(AccountKind.POINTS, 10, EntryKind.RESTORED);
    rush.giveTenPoints(List.of("once"));
    Map<String, VisitId> visits = new HashMap<>();
    Payment points = Payment.points(10, yuan("1.00"));
    rush.run(
        things ->
            things.forEach(
                thing ->
                    visits.put(thing, record(rush.desk(), Till.paidBy(rush.ann(), thing, points)))),
        (till, thing, key) ->
            takesBack(rush, Optional.ofNullable(visits.get(thing)).orElseThrow(), till % 4, key));
    rush.requireExact();
    assertEquals(TOO_FEW + CARRIED * 10, rush.salon().points(rush.ann()));
  }

  private static Rush.Attempt takesBack(Rush rush, VisitId visit, int way, String key) {
    return switch (way) {
      case 0 ->
          rush.attempt(
              "take-back/REFUND/" + visit,
              desk -> desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")));
      case 1 ->
          rush.attempt(
              "take-back/VOID/" + visit,
              desk -> desk.visits().takeBack(TakeBackVisit.voiding(visit, "keyed in error")));
      default ->
          rush.attempt(
              "return/" + visit + "/" + key,
              desk -> desk.visits().returnItems(back(visit, key, 1)));
    };
  }
}
