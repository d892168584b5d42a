package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.coupon.Coupon;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponQuote;
import io.regulars.coupon.CouponQuote.Applied;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableCouponType;
import io.regulars.coupon.ImmutableQuoteCoupons;
import io.regulars.coupon.Skipped;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StoreId;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** L86x: coupons of every kind on baskets of every size. */
interface CouponLaws extends Laws {

  /**
   * A basket, and the coupons held out for it.
   *
   * @param tenant merchant and program, with these offers instead of its own
   * @param lines the basket
   * @param types the offers, no two of one code; there are two coupons of each
   * @param seed of another order of the coupons
   */
  record Checkout(Tenant tenant, List<VisitLine> lines, List<CouponType> types, long seed) {

    /** Baskets of up to five lines and up to five offers. */
    static Arbitrary<Checkout> any(Arbitrary<Tenant> tenants) {
      return tenants.flatMap(
          tenant -> {
            CurrencyUnit currency = tenant.merchant().currency();
            return Combinators.combine(
                    anyLine(currency).list().ofMinSize(1).ofMaxSize(5),
                    anyType(currency).list().ofMaxSize(5),
                    Arbitraries.longs())
                .as((lines, types, seed) -> numbered(tenant, lines, types, seed));
          });
    }

    private static Checkout numbered(
        Tenant tenant, List<VisitLine> lines, List<ImmutableCouponType> types, long seed) {
      List<CouponType> numbered = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        numbered.add(types.get(i).withCode("T-" + i));
      }
      return new Checkout(
          new Tenant(
              tenant.merchant(),
              tenant.program().with("law", CouponPlan.builder().types(numbered).build())),
          lines,
          numbered,
          seed);
    }

    private static Arbitrary<VisitLine> anyLine(CurrencyUnit currency) {
      return Combinators.combine(
              items(),
              Arbitraries.of(1L, 1L, 2L, 3L),
              minor(currency, 0L, 1L, 10L, 100L, 9_999L, 30_000L))
          .as(
              (item, quantity, paid) ->
                  VisitLine.builder().item(item).quantity(quantity).paid(paid).build());
    }

    private static Arbitrary<ImmutableCouponType> anyType(CurrencyUnit currency) {
      return Combinators.combine(
              values(currency),
              minor(currency, 1L, 100L, 10_000L, 30_000L).optional(0.4),
              items().optional(0.3),
              Arbitraries.of(true, false, false, false),
              Arbitraries.integers().between(0, 2),
              Arbitraries.of(CouponType.Base.values()),
              Arbitraries.of(1, 2))
          .as(
              (value, from, item, exclusive, rank, base, perVisit) ->
                  ImmutableCouponType.builder()
                      .code("any")
                      .value(value)
                      .threshold(from)
                      .addAllItems(value.givesPiece() ? List.of() : item.stream().toList())
                      .exclusive(exclusive)
                      .rank(rank)
                      .base(base)
                      .perVisit(perVisit)
                      .build());
    }

    private static Arbitrary<CouponValue> values(CurrencyUnit currency) {
      return Arbitraries.oneOf(
          minor(currency, 1L, 10L, 333L, 5_000L, 1_000_000L).map(CouponValue.AmountOff::new),
          Combinators.combine(
                  Arbitraries.of("0.1", "10", "33.3", "50", "100").map(BigDecimal::new),
                  minor(currency, 1L, 500L, 20_000L).optional(0.5))
              .as(CouponValue.PercentOff::new),
          items().map(CouponValue.FreeService::new),
          items().map(CouponValue.Gift::new));
    }

    private static Arbitrary<String> items() {
      return Arbitraries.of("massage", "oil", "comb");
    }

    private static Arbitrary<Money> minor(CurrencyUnit currency, Long... amounts) {
      return Arbitraries.of(amounts).map(minor -> Money.ofMinor(currency, minor));
    }
  }

  /** Ann of a new merchant like that of {@code given}, and her coupons. */
  final class Counter {

    final Desk desk;
    final CustomerId ann;
    final List<String> coupons;
    final Checkout given;
    final StoreId store;

    Counter(Bench bench, Checkout given) {
      Tenant tenant = bench.newTenant(given.tenant());
      this.store = tenant.merchant().stores().get(0).id();
      MerchantId merchant = tenant.merchant().id();
      this.desk = bench.at(Salon.OPENING, merchant).desk(Actor.system(merchant));
      this.ann =
          desk.customers().register(Salon.newcomer("Ann", "13800138001")).orThrow().file().id();
      this.coupons =
          given.types().stream()
              .map(CouponType::code)
              .flatMap(code -> Stream.of("C", "D").map(first -> issued(code, first + code)))
              .toList();
      this.given = given;
    }

    private String issued(String type, String number) {
      Coupons.issue(desk, ann, type, number).orThrow();
      return number;
    }

    CouponQuote quote(List<String> refs) {
      return desk.coupons()
          .quote(
              ImmutableQuoteCoupons.builder()
                  .customer(ann)
                  .store(store)
                  .lines(given.lines())
                  .coupons(refs)
                  .build());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L861_a_quote_is_what_the_sale_takes_to_the_cent(
      @ForAll("checkouts") Checkout given) {
    Counter counter = new Counter(bench(), given);
    CouponQuote quote = counter.quote(counter.coupons);
    for (Skipped skipped : quote.skipped()) {
      List<Payment> payments = new ArrayList<>(payments(quote));
      payments.add(Payment.coupon(skipped.ref(), quote.left().minus(quote.left())));
      assertEquals(
          Optional.of(Reason.COUPON_REFUSED), refusal(counter, payments), () -> "" + skipped);
    }
    for (Applied applied : quote.applied()) {
      if (quote.left().isPositive()) {
        List<Payment> payments = new ArrayList<>();
        payments(quote).forEach(payment -> payments.add(oneMore(payment, applied.ref())));
        assertEquals(Optional.of(Reason.COUPON_AMOUNT), refusal(counter, payments));
      }
    }
    counter.desk.visits().record(sale(counter, payments(quote))).orThrow();
    assertEquals(
        quote.skipped().stream().map(Skipped::ref).sorted().toList(),
        counter.desk.coupons().list(counter.ann).stream().map(Coupon::number).sorted().toList());
    Books books = Books.read(bench().storage(), counter.desk.actor().merchant(), counter.ann);
    books.requireConserved();
    books.requireLotsExplained();
  }

  private static List<Payment> payments(CouponQuote quote) {
    List<Payment> payments = new ArrayList<>();
    quote.applied().forEach(coupon -> payments.add(Payment.coupon(coupon.ref(), coupon.off())));
    payments.add(Payment.of(PaymentKind.CASH, quote.left()));
    return payments;
  }

  /** A cent more by this coupon, and one less in cash. */
  private static Payment oneMore(Payment payment, String coupon) {
    boolean more = payment.ref().filter(coupon::equals).isPresent();
    boolean cash = payment.kind() == PaymentKind.CASH;
    long change = more ? 1 : cash ? -1 : 0;
    return new Payment(
        payment.kind(),
        payment.amount().plusMinor(change),
        payment.line(),
        payment.units(),
        payment.ref());
  }

  private static Optional<Reason> refusal(Counter counter, List<Payment> payments) {
    return counter
        .desk
        .visits()
        .preview(sale(counter, payments))
        .refusal()
        .map(rejection -> rejection.reason());
  }

  private static RecordVisit sale(Counter counter, List<Payment> payments) {
    return Coupons.sale(counter.ann, "R-1", counter.given.lines())
        .withStore(counter.store)
        .withPayments(payments);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L862_coupons_never_take_off_more_than_is_left_to_pay(
      @ForAll("checkouts") Checkout given) {
    Counter counter = new Counter(bench(), given);
    CouponQuote quote = counter.quote(counter.coupons);
    Money left = quote.price();
    List<Money> lines = new ArrayList<>(given.lines().stream().map(VisitLine::paid).toList());
    assertEquals(VisitLine.total(given.lines()), left);
    for (Applied applied : quote.applied()) {
      Money off = left.minus(left);
      for (int i = 0; i < lines.size(); i++) {
        Money ofLine = applied.byLine().get(i);
        assertTrue(ofLine.isPositiveOrZero(), () -> "off a line by " + applied);
        lines.set(i, lines.get(i).minus(ofLine));
        assertTrue(lines.get(i).isPositiveOrZero(), () -> "left of a line after " + applied);
        off = off.plus(ofLine);
      }
      left = left.minus(off);
      assertEquals(off, applied.off(), () -> "the lines of " + applied);
      assertEquals(left, applied.left(), () -> "left after " + applied);
    }
    assertEquals(left, quote.left());
    assertEquals(
        counter.coupons.size(), quote.applied().size() + quote.skipped().size(), "none is lost");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L863_the_order_in_which_coupons_are_given_does_not_matter(
      @ForAll("checkouts") Checkout given) {
    Counter counter = new Counter(bench(), given);
    List<String> shuffled = new ArrayList<>(counter.coupons);
    Collections.shuffle(shuffled, new Random(given.seed()));
    assertEquals(counter.quote(counter.coupons), counter.quote(shuffled));
  }

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
      return switch (pick % 6) {
        case 0 -> till.giveBack(which, 1, 1);
        case 1 -> till.giveBack(which, 1, 2);
        case 2, 3 -> till.giveBack(which, 2, 1);
        default -> till.takeBack(which, pick % 6 == 4);
      };
    }
  }

  /**
   * A program with coupons, and what happens under it.
   *
   * @param tenant merchant and program; the plan comes as soon as its pool is registered
   * @param plan the coupons, each for so much off
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
              anyType("T-0", Money.ofMinor(currency, 100)),
              anyType("T-1", Money.ofMinor(currency, 77)),
              Arbitraries.of(Period.ZERO, Period.ofDays(2)))
          .as(
              (one, other, restoredFor) ->
                  CouponPlan.builder()
                      .addTypes(one, other)
                      .pool(new CustomerId(new UUID(0, 1)))
                      .restoredFor(restoredFor)
                      .build());
    }

    private static Arbitrary<CouponType> anyType(String code, Money off) {
      return Combinators.combine(
              Arbitraries.of(true, false),
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
              (oil, exclusive, perVisit, rank, term, inAll, perCustomer, perDay) ->
                  ImmutableCouponType.builder()
                      .code(code)
                      .value(new CouponValue.AmountOff(off))
                      .addAllItems(oil ? List.of("oil") : List.of())
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
