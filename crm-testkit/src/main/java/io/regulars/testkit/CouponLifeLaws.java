package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableCouponType;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.CustomerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** L55x: coupons against a model in which each is a piece of paper. */
interface CouponLifeLaws extends Laws {

  /** What can be done with coupons. */
  enum Deed {
    /** Time passes. */
    PASS,
    /** A coupon is issued. */
    ISSUE,
    /** A coupon is taken away. */
    WITHDRAW,
    /** A visit takes coupons. */
    VISIT,
    /** A line, a piece or all of a visit comes back. */
    RETURN
  }

  /**
   * One step of a sequence.
   *
   * @param deed what to do
   * @param who whose coupons: 0 or 1
   * @param type which of the types, counted round
   * @param name which number
   * @param pick whatever else there is to choose, counted round
   */
  record Turn(Deed deed, int who, int type, int name, int pick) {

    private static final List<Duration> PASSING =
        List.of(
            Duration.ofMinutes(20),
            Duration.ofHours(5),
            Duration.ofHours(14),
            Duration.ofDays(1),
            Duration.ofMinutes(20),
            Duration.ofDays(3),
            Duration.ofDays(40));

    /** Any step; more of what opens something than of what ends it. */
    static Arbitrary<Turn> any() {
      return Combinators.combine(
              Arbitraries.frequencyOf(
                  Tuple.of(2, Arbitraries.of(Deed.PASS)),
                  Tuple.of(6, Arbitraries.of(Deed.ISSUE)),
                  Tuple.of(1, Arbitraries.of(Deed.WITHDRAW)),
                  Tuple.of(6, Arbitraries.of(Deed.VISIT)),
                  Tuple.of(5, Arbitraries.of(Deed.RETURN))),
              Arbitraries.of(0, 0, 0, 1),
              Arbitraries.of(0, 0, 1),
              Arbitraries.integers().between(0, 11),
              Arbitraries.integers().between(0, 29))
          .as(Turn::new);
    }

    /** The instant the step is at, if all before it were at {@code now}. */
    Instant at(Instant now) {
      return deed == Deed.PASS ? now.plus(PASSING.get(pick % PASSING.size())) : now;
    }

    /**
     * Does it.
     *
     * @param shown where to look for what there is
     */
    String play(CouponTill till, CouponTill shown, Book book, Instant now) {
      return sensible(shown).done(till, shown, book, now);
    }

    /** Mostly by somebody who has a coupon; if nobody has, mostly somebody gets one. */
    private Turn sensible(CouponTill shown) {
      boolean needed = deed == Deed.VISIT || deed == Deed.WITHDRAW;
      if (!needed || pick % 10 == 9 || !shown.coupons(who).isEmpty()) {
        return this;
      }
      boolean nobody = shown.coupons(1 - who).isEmpty();
      return new Turn(nobody ? Deed.ISSUE : deed, 1 - who, type, name, pick);
    }

    private String done(CouponTill till, CouponTill shown, Book book, Instant now) {
      return switch (deed) {
        case PASS -> {
          till.pass(now);
          yield CouponTill.DONE;
        }
        case ISSUE -> {
          Optional<Integer> store = pick % 3 == 2 ? Optional.empty() : Optional.of(pick % 3);
          String code = book.plan().types().get(type % book.plan().types().size()).code();
          yield till.issue(who, code, "N-" + name, store.filter(at -> at < book.stores()));
        }
        case WITHDRAW -> till.withdraw(who, known(shown, 0));
        case VISIT -> {
          Set<String> numbers = new TreeSet<>(Set.of(known(shown, 0)));
          if (pick % 3 == 0) {
            numbers.add(known(shown, 1));
          }
          yield till.visit(who, pick % book.stores(), numbers);
        }
        case RETURN ->
            shown.visits() == 0 ? CouponTill.DONE : comesBack(till, name % shown.visits());
      };
    }

    /** Mostly the number of a coupon that is there; of two, another. */
    private String known(CouponTill shown, int another) {
      List<CouponTill.Shown> there = shown.coupons(who);
      return there.isEmpty() || pick % 10 == 9
          ? "N-" + name
          : there.get((name + another) % there.size()).number();
    }

    private String comesBack(CouponTill till, int which) {
      return switch (pick % 7) {
        case 0 -> till.giveBack(which, 1, 1);
        case 1 -> till.giveBack(which, 1, 2);
        case 2, 3 -> till.giveBack(which, 2, 1);
        case 4 -> till.giveBack(which, 3, 1);
        default -> till.takeBack(which, pick % 7 == 5);
      };
    }
  }

  /**
   * A program with coupons, and what happens under it.
   *
   * @param tenant merchant and program; the plan comes as soon as its pool is registered
   * @param plan the coupons
   * @param start when it begins
   * @param turns what happens
   */
  record Book(Tenant tenant, CouponPlan plan, Instant start, List<Turn> turns) {

    /** Two types, and up to twenty steps. */
    static Arbitrary<Book> any(Arbitrary<Tenant> tenants, Arbitrary<Instant> starts) {
      return tenants.flatMap(
          tenant ->
              Combinators.combine(
                      anyPlan(tenant.merchant().currency()),
                      starts,
                      Turn.any().list().ofMinSize(5).ofMaxSize(20))
                  .as((plan, start, turns) -> new Book(tenant, plan, start, turns)));
    }

    private static Arbitrary<CouponPlan> anyPlan(CurrencyUnit currency) {
      return Combinators.combine(
              anyType("T-0", currency),
              anyType("T-1", currency),
              Arbitraries.of(Period.ZERO, Period.ofDays(2)))
          .as(
              (one, other, restoredFor) ->
                  CouponPlan.builder()
                      .addTypes(one, other)
                      .pool(new CustomerId(new UUID(0, 1)))
                      .restoredFor(restoredFor)
                      .build());
    }

    /** What a coupon is for: any of the lines of {@link CouponTill}. */
    private record Kind(CouponValue value, List<String> items) {}

    private static List<Kind> kinds(CurrencyUnit currency) {
      CouponValue amount = new CouponValue.AmountOff(Money.ofMinor(currency, 77));
      CouponValue percent = new CouponValue.PercentOff(BigDecimal.TEN, Optional.empty());
      List<String> oil = List.of("oil");
      return List.of(
          new Kind(amount, List.of()),
          new Kind(amount, oil),
          new Kind(percent, List.of()),
          new Kind(percent, oil),
          new Kind(new CouponValue.FreeService("massage"), List.of()),
          new Kind(new CouponValue.Gift("comb"), List.of()));
    }

    private static Arbitrary<CouponType> anyType(String code, CurrencyUnit currency) {
      return Combinators.combine(
              Arbitraries.of(kinds(currency)),
              Arbitraries.of(true, false, false, false),
              Arbitraries.of(1, 2),
              Arbitraries.of(0, 1),
              Arbitraries.of(
                  LotTerm.UNLIMITED,
                  LotTerm.of(Period.ofDays(1)),
                  LotTerm.of(Period.ofDays(1), Granularity.DAY),
                  LotTerm.endOf(Granularity.MONTH)),
              Arbitraries.of(3L, 5L).optional(0.5),
              Arbitraries.of(2L, 3L).optional(0.5),
              Arbitraries.of(1L, 2L).optional(0.5))
          .as(
              (kind, exclusive, perVisit, rank, term, inAll, perCustomer, perDay) ->
                  ImmutableCouponType.builder()
                      .code(code)
                      .value(kind.value())
                      .items(kind.items())
                      .exclusive(exclusive)
                      .perVisit(perVisit)
                      .rank(rank)
                      .term(term)
                      .limitInAll(limit(inAll))
                      .limitPerCustomer(limit(perCustomer))
                      .limitPerDay(limit(perDay))
                      .build());
    }

    private static OptionalLong limit(Optional<Long> limit) {
      return limit.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private int stores() {
      return tenant.merchant().stores().size();
    }
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L551_a_coupon_is_in_one_place_at_any_moment_and_limits_hold(
      @ForAll("books") Book book) {
    CouponsUnderTest real = new CouponsUnderTest(bench(), book);
    CouponModel model = new CouponModel(book);
    Instant now = book.start();
    for (Turn turn : book.turns()) {
      now = turn.at(now);
      String done = turn.play(real, model, book, now);
      assertEquals(turn.play(model, model, book, now), done, () -> "" + turn);
      for (int who = 0; who < CouponTill.CROWD; who++) {
        assertEquals(model.coupons(who), real.coupons(who), () -> "coupons after " + turn);
      }
    }
    assertEquals(model.issued(), real.issued(), "issued");
    for (Books books : real.books()) {
      books.requireConserved();
      books.requireLotsExplained();
      books.requireRunningBalances();
    }
  }
}
