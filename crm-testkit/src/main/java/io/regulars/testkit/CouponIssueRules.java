package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Coupons.BASKET;
import static io.regulars.testkit.Coupons.TILLS;
import static io.regulars.testkit.Coupons.crm;
import static io.regulars.testkit.Coupons.free;
import static io.regulars.testkit.Coupons.gift;
import static io.regulars.testkit.Coupons.issue;
import static io.regulars.testkit.Coupons.last;
import static io.regulars.testkit.Coupons.off;
import static io.regulars.testkit.Coupons.percent;
import static io.regulars.testkit.Coupons.plan;
import static io.regulars.testkit.Coupons.quote;
import static io.regulars.testkit.Coupons.refused;
import static io.regulars.testkit.Coupons.sale;
import static io.regulars.testkit.Coupons.withdraw;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableIssueCoupon;
import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StoreId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** E861 to E868: coupons are issued within their limits, and withdrawn. */
interface CouponIssueRules extends CrmRules {

  @Test
  default void required_E861_a_coupon_is_issued_listed_and_taken_once() {
    Salon salon = salon();
    CouponType fifty = off("fifty", "50.00").withTerm(LotTerm.of(Period.ofDays(30)));
    Desk desk = salon.deskUnder(plan(fifty));
    CustomerId ann = salon.member("Ann", "13800138001");
    Answer issued = issue(desk, ann, "fifty", "C-1").orThrow();
    LedgerEntry entry = issued.entries().get(0);
    assertEquals(EntryKind.GRANTED, entry.kind());
    assertEquals(AccountKind.coupon("fifty"), entry.account());
    assertEquals(List.of("C-1", "welcome"), entry.explanation().figures());
    Instant end = OPENING.plus(Duration.ofDays(30));
    Coupon listed =
        new Coupon("C-1", "fifty", OPENING, Optional.of(end), Optional.empty(), Optional.of(fifty));
    assertEquals(List.of(listed), desk.coupons().list(ann));

    Visit visit =
        desk.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow().visit().get();
    assertEquals(List.of(), desk.coupons().list(ann));
    assertEquals(1, visit.payments().get(0).units());
    assertEquals(Optional.of("C-1"), visit.payments().get(0).ref());
    assertEquals(yuan("349.99"), visit.earning(), "nothing is earned on what a coupon paid");
    LedgerEntry spent = last(salon, ann, AccountKind.coupon("fifty"));
    assertEquals(EntryKind.SPENT, spent.kind());
    assertEquals(Source.visit(visit.id(), 1), spent.source());
    refused(
        desk.visits().record(sale(ann, "R-2", BASKET, "C-1", "50.00")),
        Reason.COUPON_REFUSED,
        "C-1",
        "NOT_THERE");
    salon.requireSound(ann);
  }

  @Test
  default void required_E862_a_coupon_is_issued_once_and_a_number_is_used_once() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00"), off("ten", "10.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId ben = salon.member("Ben", "13800138002");
    Answer first = issue(desk, ann, "fifty", "C-1").orThrow();
    Answer again = issue(desk, ann, "fifty", "C-1").orThrow();
    assertTrue(again.repeated());
    assertEquals(first.entries(), again.entries());
    assertThrows(ConflictException.class, () -> issue(desk, ben, "fifty", "C-1"));
    assertThrows(ConflictException.class, () -> issue(desk, ann, "ten", "C-1"));
    assertEquals(1, desk.coupons().list(ann).size());

    ImmutableIssueCoupon keyed =
        ImmutableIssueCoupon.builder()
            .customer(ann)
            .type("ten")
            .key("birthday")
            .reason("birthday")
            .build();
    String number = numberOf(desk.coupons().issue(keyed));
    assertEquals(number, numberOf(desk.coupons().issue(keyed)), "made once");
    assertNotEquals(number, numberOf(desk.coupons().issue(keyed.withKey("another"))));
    assertEquals(3, desk.coupons().list(ann).size());

    Expect.assertThrowsAndWritesNothing(
        salon, InvalidCommandException.class, any -> desk.coupons().issue(keyed.withNumber("C-9")));
    InvalidCommandException unknown =
        Expect.assertThrowsAndWritesNothing(
            salon, InvalidCommandException.class, any -> issue(desk, ann, "sixty", "C-8"));
    Expect.assertContains(unknown.getMessage(), "type", "sixty", "[fifty, ten]");
    salon.requireSound(ann);
  }

  private static String numberOf(Outcome<Answer> issued) {
    return issued.orThrow().entries().get(0).lotRef().orElseThrow();
  }

  @Test
  default void required_E863_limits_per_customer_and_day_count_what_was_issued() {
    Salon salon = salon();
    Desk desk =
        salon.deskUnder(
            plan(
                off("fifty", "50.00")
                    .withTerm(LotTerm.of(Period.ofDays(5)))
                    .withLimitPerCustomer(3)
                    .withLimitPerDay(2)));
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId ben = salon.member("Ben", "13800138002");
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "fifty", "C-2").orThrow();
    refused(issue(desk, ann, "fifty", "C-3"), Reason.COUPON_LIMIT, "fifty", "PER_DAY", "2", "2");
    issue(desk, ben, "fifty", "C-4").orThrow();
    salon.clock().set(Instant.parse("2026-03-01T15:59:59.999999Z"));
    assertTrue(issue(desk, ann, "fifty", "C-3").refusal().isPresent(), "the same day in Shanghai");
    salon.clock().set(Instant.parse("2026-03-01T16:00:00Z"));
    issue(desk, ann, "fifty", "C-3").orThrow();
    refused(
        issue(desk, ann, "fifty", "C-5"), Reason.COUPON_LIMIT, "fifty", "PER_CUSTOMER", "3", "3");
    withdraw(desk, ann, "C-3", "k").orThrow();
    salon.passDays(10);
    assertEquals(List.of(), desk.coupons().list(ann), "ended and withdrawn");
    refused(
        issue(desk, ann, "fifty", "C-5"), Reason.COUPON_LIMIT, "fifty", "PER_CUSTOMER", "3", "3");
    issue(desk, ann, "fifty", "C-1").orThrow();
    salon.requireSound(ann);
  }

  @Test
  default void required_E864_a_limit_in_all_holds_over_all_customers() {
    Salon salon = salon();
    CustomerId house = salon.member("House", "13800138000");
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId ben = salon.member("Ben", "13800138002");
    Desk desk = salon.deskUnder(pooled(house, 3));
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ben, "fifty", "C-2").orThrow();
    issue(desk, ann, "fifty", "C-3").orThrow();
    refused(issue(desk, ben, "fifty", "C-4"), Reason.COUPON_LIMIT, "fifty", "IN_ALL", "3", "3");
    withdraw(desk, ann, "C-3", "k").orThrow();
    assertTrue(issue(desk, ben, "fifty", "C-4").refusal().isPresent(), "issued is issued");
    assertEquals(
        3,
        salon
            .books(house)
            .file()
            .account(AccountKind.issued(AccountKind.coupon("fifty")))
            .balance());
    issue(salon.deskUnder(pooled(house, 4)), ben, "fifty", "C-4").orThrow();
    assertThrows(
        InvalidCommandException.class,
        () -> issue(salon.deskUnder(pooled(house, 5)), house, "fifty", "C-5"));
    Stream.of(house, ann, ben).forEach(who -> salon.requireSound(who));
  }

  private static CouponPlan pooled(CustomerId house, long limit) {
    return CouponPlan.builder()
        .addTypes(off("fifty", "50.00").withLimitInAll(limit))
        .pool(house)
        .build();
  }

  @Test
  default void required_E865_of_many_tills_issuing_as_many_succeed_as_the_limit_in_all_allows() {
    assumeThreads();
    Salon salon = salon();
    CustomerId house = salon.member("House", "13800138000");
    List<CustomerId> crowd =
        IntStream.range(0, TILLS)
            .mapToObj(i -> salon.member("C" + i, "139001390" + (10 + i)))
            .toList();
    Crm crm = crm(salon, pooled(house, 7));
    List<Integer> issued =
        race(
            TILLS,
            thread ->
                () -> {
                  Desk desk = Salon.desk(crm, Role.SYSTEM);
                  int done = 0;
                  for (int i = 0; i < 3; i++) {
                    String number = thread + "-" + i;
                    done +=
                        issue(desk, crowd.get(thread), "fifty", number).refusal().isEmpty() ? 1 : 0;
                  }
                  return done;
                });
    assertEquals(7, issued.stream().mapToInt(Integer::intValue).sum());
    assertEquals(
        7,
        crowd.stream()
            .mapToInt(who -> Salon.desk(crm, Role.SYSTEM).coupons().list(who).size())
            .sum());
    assertEquals(
        7,
        salon
            .books(house)
            .file()
            .account(AccountKind.issued(AccountKind.coupon("fifty")))
            .balance());
    salon.requireSound(house);
  }

  @Test
  default void required_E866_offers_that_contradict_themselves_are_refused() {
    Salon salon = salon();
    contradicts("above zero", () -> off("x", "0.00"));
    contradicts("above zero", () -> percent("x", "10", "0.00"));
    contradicts("percent", () -> percent("x", "0"));
    contradicts("percent", () -> percent("x", "100.01"));
    contradicts("from", () -> off("x", "5.00", "0.00"));
    contradicts("blank", () -> off(" ", "5.00"));
    contradicts("blank", () -> gift("x", ""));
    contradicts("at least once", () -> off("x", "5.00").withPerVisit(0));
    contradicts("leave items", () -> free("x", "massage").withItems("oil"));
    contradicts("leave items", () -> gift("x", "comb").withCategories("goods"));
    contradicts("limit of 0", () -> off("x", "5.00").withLimitPerDay(0));
    contradicts("limit of 3", () -> off("x", "5.00").withLimitPerCustomer(2).withLimitPerDay(3));
    contradicts("limit of 9", () -> off("x", "5.00").withLimitInAll(8).withLimitPerCustomer(9));
    contradicts("name it as pool", () -> plan(off("x", "5.00").withLimitInAll(8)));
    contradicts("same code", () -> plan(off("x", "5.00"), off("x", "6.00")));
    contradicts(
        "store S9", () -> salon.deskUnder(plan(off("x", "5.00").withStores(StoreId.of("S9")))));
    contradicts(
        "tier jade",
        () ->
            salon.deskUnder(
                plan(off("x", "5.00").withTiers(TierCode.of("jade"))), Salon.tiers().build()));
    Money dollars = Money.of(CurrencyUnit.USD, 5);
    contradicts(
        "USD 5.00",
        () ->
            salon.deskUnder(plan(off("x", "5.00").withValue(new CouponValue.AmountOff(dollars)))));
    contradicts("USD 5.00", () -> salon.deskUnder(plan(off("x", "5.00").withThreshold(dollars))));
  }

  private static void contradicts(String said, Runnable program) {
    InvalidProgramException e = assertThrows(InvalidProgramException.class, program::run);
    Expect.assertContains(String.valueOf(e.getMessage()), said);
  }

  @Test
  default void required_E867_an_unused_coupon_is_withdrawn_with_a_reason() {
    Salon salon = salon();
    Desk desk = salon.deskUnder(plan(off("fifty", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    issue(desk, ann, "fifty", "C-1").orThrow();
    issue(desk, ann, "fifty", "C-2").orThrow();
    desk.visits().record(sale(ann, "R-1", BASKET, "C-1", "50.00")).orThrow();
    LedgerEntry taken = withdraw(desk, ann, "C-2", "k").orThrow().entries().get(0);
    assertEquals(EntryKind.WITHDRAWN, taken.kind());
    assertEquals(List.of("C-2", "issued by mistake"), taken.explanation().figures());
    assertTrue(withdraw(desk, ann, "C-2", "k").orThrow().repeated());
    for (String number : List.of("C-1", "C-2", "C-3")) {
      refused(
          withdraw(desk, ann, number, "k-" + number), Reason.COUPON_REFUSED, number, "NOT_THERE");
    }
    salon.requireSound(ann);
  }

  @Test
  default void required_E868_who_may_issue_and_withdraw_coupons() {
    Salon salon = salon();
    Crm crm = crm(salon, plan(off("fifty", "50.00")));
    CustomerId ann = salon.member("Ann", "13800138001");
    Set<Role> issuers =
        EnumSet.of(Role.CONSULTANT, Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM);
    Set<Role> withdrawers = EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM);
    for (Role role : Role.values()) {
      Desk desk = Salon.desk(crm, role);
      issue(Salon.desk(crm, Role.SYSTEM), ann, "fifty", "C-" + role).orThrow();
      requireMay(issuers.contains(role), () -> issue(desk, ann, "fifty", "D-" + role));
      requireMay(withdrawers.contains(role), () -> withdraw(desk, ann, "C-" + role, "k" + role));
      assertFalse(quote(desk, ann, BASKET, "C-" + Role.THERAPIST).applied().isEmpty());
      assertFalse(desk.coupons().list(ann).isEmpty());
    }
  }

  private static void requireMay(boolean may, Runnable command) {
    if (may) {
      command.run();
    } else {
      assertThrows(NotAllowedException.class, command::run);
    }
  }

  @Test
  default void bug_12_of_the_peers_a_usage_limit_is_checked_too_late_and_never_counted() {
    assumeThreads();
    Salon salon = salon();
    Crm crm = crm(salon, plan(off("fifty", "50.00").withLimitPerCustomer(2)));
    CustomerId ann = salon.member("Ann", "13800138001");
    List<Outcome<Answer>> outcomes =
        race(TILLS, till -> () -> issue(Salon.desk(crm, Role.SYSTEM), ann, "fifty", "C-" + till));
    assertEquals(2, outcomes.stream().filter(outcome -> outcome.refusal().isEmpty()).count());
    Desk desk = Salon.desk(crm, Role.SYSTEM);
    assertEquals(2, desk.coupons().list(ann).size());
    int used = 0;
    for (Coupon coupon : desk.coupons().list(ann)) {
      desk.visits()
          .record(sale(ann, "R-" + coupon.number(), BASKET, coupon.number(), "50.00"))
          .orThrow();
      used++;
      refused(
          issue(desk, ann, "fifty", "D-" + used),
          Reason.COUPON_LIMIT,
          "fifty",
          "PER_CUSTOMER",
          "2",
          "2");
    }
  }
}
