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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
}
