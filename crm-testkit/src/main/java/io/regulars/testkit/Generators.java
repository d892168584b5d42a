package io.regulars.testkit;

import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Tenant;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.testkit.LedgerStep.Sort;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.joda.money.CurrencyUnit;

/**
 * Merchants, customers and histories as jqwik arbitraries. Instants crowd around the ends of
 * months, leap days and changes of the clock; amounts around the thresholds of {@link Programs}.
 */
public final class Generators {

  /** How many customers a history has at most. */
  private static final int CROWD = 2;

  private Generators() {}

  /** Merchants with {@link Programs#any programs} that fit. */
  public static Arbitrary<Tenant> tenants() {
    return Arbitraries.of("CNY", "CNY", "USD", "JPY")
        .map(CurrencyUnit::of)
        .flatMap(
            currency ->
                Combinators.combine(merchants(currency), Programs.any(currency)).as(Tenant::new));
  }

  /** Merchants in {@code currency}, head office and two stores in zones of their own. */
  public static Arbitrary<Merchant> merchants(CurrencyUnit currency) {
    return Combinators.combine(zones(), zones())
        .as(
            (zone, other) ->
                Merchant.builder()
                    .id(MerchantId.of("lotus"))
                    .name("Lotus 荷花")
                    .currency(currency)
                    .zone(zone)
                    .addStores(Store.of(StoreId.of("S1"), "First", zone))
                    .addStores(Store.of(StoreId.of("S2"), "Second", other))
                    .build());
  }

  /** No change of the clock, changes by an hour, a change by half an hour. */
  public static Arbitrary<ZoneId> zones() {
    return Arbitraries.of("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC")
        .map(ZoneId::of);
  }

  /** Customers with names of all scripts, some with a phone, a source, or consent to be written. */
  public static Arbitrary<RegisterCustomer> customers() {
    Arbitrary<String> names =
        Arbitraries.of("王小明", "Ann", "欧阳 娜娜", "Łukasz Żółć", "O'Neil", "🌸 Hana", "x");
    Arbitrary<Optional<String>> phones =
        Arbitraries.integers()
            .between(0, 99_999_999)
            .map(number -> String.format(Locale.ROOT, "138%08d", number))
            .optional();
    return Combinators.combine(
            names,
            phones,
            Arbitraries.of("meituan", "walk-in").optional(),
            Arbitraries.of(true, false),
            birthdays().optional())
        .as(
            (name, phone, source, agrees, birthday) ->
                RegisterCustomer.builder()
                    .profile(
                        CustomerProfile.builder()
                            .name(name)
                            .birthday(birthday)
                            .source(source)
                            .consents(agrees ? List.of(Consent.to(ChannelKind.SMS)) : List.of())
                            .build())
                    .addAllPhones(phone.stream().toList())
                    .build());
  }

  private static Arbitrary<Birthday> birthdays() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(1, 28),
            Arbitraries.of(true, false))
        .as((month, day, lunar) -> lunar ? Birthday.lunar(month, day) : Birthday.solar(month, day));
  }

  /**
   * Histories of up to thirty steps: sales, redemptions, refunds, what is sold in advance or given,
   * and time passing. The edges are in the amounts and instants themselves: with those of jqwik
   * besides, most visits would be one and the same.
   */
  public static Arbitrary<History> histories() {
    Arbitrary<List<Step>> happenings =
        Arbitraries.frequencyOf(
            Tuple.of(1, steps().list().ofMinSize(1).ofMaxSize(30)), Tuple.of(2, dealings()));
    return Combinators.combine(instants(), members(), happenings.withoutEdgeCases())
        .as(
            (start, members, steps) ->
                new History(
                    start, members.stream().map(member -> member.joining(start)).toList(), steps));
  }

  /**
   * One customer has paid in, bought a card and got coupons, and uses them: few of the steps of
   * {@link #steps} alone meet something that there is.
   */
  private static Arbitrary<List<Step>> dealings() {
    Arbitrary<Integer> mostly = Arbitraries.of(0, 0, 0, 0, 0, 1);
    Arbitrary<List<Step>> bought =
        Combinators.combine(
                Arbitraries.longs().between(100_000, 3_000_000),
                Arbitraries.longs().between(3, 12),
                amounts(),
                Arbitraries.integers().between(0, 2))
            .as(
                (paid, sessions, price, type) ->
                    List.of(
                        new Step.TopUp(0, paid),
                        new Step.SellCard(0, 1, sessions, price),
                        new Step.Issue(0, type),
                        new Step.Issue(0, type + 1)));
    Arbitrary<List<Step>> used =
        Arbitraries.<Step>frequencyOf(
                Tuple.of(
                    9,
                    visits(
                        mostly,
                        Arbitraries.of(1L, 1L, 2L, 3L),
                        Arbitraries.of(
                            PaymentKind.STORED_VALUE,
                            PaymentKind.STORED_VALUE,
                            PaymentKind.COURSE,
                            PaymentKind.COURSE,
                            PaymentKind.COUPON,
                            PaymentKind.BONUS,
                            PaymentKind.POINTS))),
                Tuple.of(6, ahead(mostly, Arbitraries.of(1L, 1L, 1L, 2L))),
                Tuple.of(1, redemptions(mostly)),
                Tuple.of(1, withdrawals(mostly)),
                Tuple.of(1, takingsBack(mostly)),
                Tuple.of(5, returns(mostly)),
                Tuple.of(1, waits().map(Step.Wait::new)),
                Tuple.of(1, alarms(mostly)))
            .list()
            .ofMinSize(3)
            .ofMaxSize(16)
            .withSizeDistribution(RandomDistribution.uniform());
    return Combinators.combine(bought, used)
        .as((before, then) -> Stream.concat(before.stream(), then.stream()).toList());
  }

  /** Any step of a history. */
  public static Arbitrary<Step> steps() {
    return Arbitraries.frequencyOf(
        Tuple.of(7, visits()),
        Tuple.of(1, visits().list().ofMinSize(1).ofMaxSize(4).map(Step.Batch::new)),
        Tuple.of(2, redemptions(who())),
        Tuple.of(1, adjustments()),
        Tuple.of(1, withdrawals(who())),
        Tuple.of(2, takingsBack(who())),
        Tuple.of(3, returns()),
        Tuple.of(6, ahead(who(), Arbitraries.longs().between(1, 3))),
        Tuple.of(4, waits().map(Step.Wait::new)),
        Tuple.of(4, alarms(who())),
        Tuple.of(1, Arbitraries.just(new Step.RunDue())),
        Tuple.of(1, who().map(Step.Rename::new)));
  }

  /** Changes of one account, credits and debits more often than what undoes them. */
  static Arbitrary<LedgerStep> ledgerSteps() {
    Arbitrary<Sort> sorts =
        Arbitraries.frequency(
            Tuple.of(6, Sort.CREDIT),
            Tuple.of(5, Sort.DEBIT),
            Tuple.of(3, Sort.HOLD),
            Tuple.of(2, Sort.RELEASE),
            Tuple.of(2, Sort.SPEND_RESERVED),
            Tuple.of(1, Sort.MOVE_END),
            Tuple.of(1, Sort.HAND_OVER),
            Tuple.of(1, Sort.PAY_BACK),
            Tuple.of(4, Sort.REVERSE),
            Tuple.of(4, Sort.RESTORE),
            Tuple.of(3, Sort.PASS));
    return Combinators.combine(
            sorts,
            Arbitraries.integers().between(1, 9),
            Arbitraries.of(0, 0, 3, 6, 8, 12, 13, 24, 40),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(0, 0, 0, 1, 2),
            Arbitraries.integers().between(0, 5))
        .as(LedgerStep::new);
  }

  /** What may end the reservation {@code hold-9}. */
  static Arbitrary<LedgerStep> reservationEnds() {
    return Combinators.combine(
            Arbitraries.of(Sort.RELEASE, Sort.SPEND_RESERVED, Sort.PASS),
            Arbitraries.integers().between(1, 9))
        .as((sort, amount) -> new LedgerStep(sort, amount, 0, 0, 9, 1));
  }

  static Arbitrary<Step.Come> visits() {
    return visits(
        who(),
        Arbitraries.longs().between(1, 3),
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(PaymentKind.values())),
            Tuple.of(1, Arbitraries.just(PaymentKind.POINTS))));
  }

  private static Arbitrary<Step.Come> visits(
      Arbitrary<Integer> who, Arbitrary<Long> pieces, Arbitrary<PaymentKind> kinds) {
    Arbitrary<Duration> lateness =
        Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.just(Duration.ZERO)), Tuple.of(1, waits()));
    Arbitrary<List<Step.Sale>> sales =
        Combinators.combine(pieces, amounts()).as(Step.Sale::new).list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            who,
            lateness,
            sales,
            kinds.optional(0.6),
            Arbitraries.of(50, 100, 33, 10, 1, 0),
            Arbitraries.of(false, false, true))
        .as(Step.Come::new);
  }

  /** Pieces or money coming back, some of it more than there is. */
  static Arbitrary<Step.Return> returns() {
    return returns(who());
  }

  private static Arbitrary<Step.Return> returns(Arbitrary<Integer> who) {
    return Combinators.combine(
            who,
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 2),
            Arbitraries.longs().between(0, 3),
            Arbitraries.of(1, 7, 33, 50, 99, 100))
        .as(Step.Return::new);
  }

  /** What is sold in advance or given: top-ups, cards, bookings, coupons, benefits. */
  private static Arbitrary<Step> ahead(Arbitrary<Integer> who, Arbitrary<Long> pieces) {
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 3);
    return Arbitraries.frequencyOf(
        Tuple.of(4, Combinators.combine(who, amounts().map(paid -> paid + 1)).as(Step.TopUp::new)),
        Tuple.of(
            2,
            Combinators.combine(who, which, Arbitraries.of(0, 1, 33, 50, 100))
                .as(Step.PayOut::new)),
        Tuple.of(
            4,
            Combinators.combine(who, pieces, Arbitraries.longs().between(1, 7), amounts())
                .as(Step.SellCard::new)),
        Tuple.of(
            1,
            Combinators.combine(who, which, Arbitraries.longs().between(0, 3))
                .as(Step.RefundCard::new)),
        Tuple.of(
            3,
            Combinators.combine(who, pieces, Arbitraries.longs().between(1, 2), waits())
                .as(Step.Book::new)),
        Tuple.of(
            1,
            Combinators.combine(who, which, Arbitraries.of(Step.Fate.values()))
                .as(Step.EndBooking::new)),
        Tuple.of(1, who.map(Step.Suspend::new)),
        Tuple.of(1, Combinators.combine(who, which).as(Step.SuspendCard::new)),
        Tuple.of(1, Combinators.combine(who, which, waits()).as(Step.ExtendCard::new)),
        Tuple.of(2, Combinators.combine(who, points(), waits()).as(Step.SetAside::new)),
        Tuple.of(
            1,
            Combinators.combine(who, which, Arbitraries.of(0L, 1L, 10L, 100L))
                .as(Step.EndSetAside::new)),
        Tuple.of(4, Combinators.combine(who, which).as(Step.Issue::new)),
        Tuple.of(
            2,
            Combinators.combine(who, which, Arbitraries.of(-1, 0, 1, 2)).as(Step.UseBenefit::new)),
        Tuple.of(1, Combinators.combine(who, which).as(Step.GiveBack::new)));
  }

  private static Arbitrary<Step> redemptions(Arbitrary<Integer> who) {
    return Combinators.combine(who, points()).as(Step.Redeem::new);
  }

  private static Arbitrary<Step> adjustments() {
    return Combinators.combine(who(), points(), Arbitraries.of(1, 1, -1))
        .as((who, points, sign) -> new Step.Adjust(who, sign * points));
  }

  private static Arbitrary<Step> withdrawals(Arbitrary<Integer> who) {
    return Combinators.combine(
            who, Arbitraries.integers().between(0, 9), Arbitraries.longs().between(1, 300))
        .as(Step.Withdraw::new);
  }

  private static Arbitrary<Step> takingsBack(Arbitrary<Integer> who) {
    return Combinators.combine(
            who, Arbitraries.integers().between(0, 9), Arbitraries.of(TakeBackVisit.How.values()))
        .as(Step.TakeBack::new);
  }

  private static Arbitrary<Step> alarms(Arbitrary<Integer> who) {
    return Combinators.combine(who, Arbitraries.of(0L, -1L, 1L)).as(Step.WaitForAlarm::new);
  }

  private static Arbitrary<Integer> who() {
    return Arbitraries.integers().between(0, CROWD - 1);
  }

  private static Arbitrary<Long> points() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.longs().between(1, 50)),
        Tuple.of(2, Arbitraries.longs().between(50, 2_000)),
        Tuple.of(1, Arbitraries.longs().between(2_000, 1_000_000)));
  }

  /** Minor units: gifts, odd cents, the thresholds of ladders and what is next to them. */
  private static Arbitrary<Long> amounts() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of(0L, 1L, 99L)),
        Tuple.of(
            3, Arbitraries.of(100L, 9_899L, 9_900L, 9_999L, 10_000L, 50_000L, 99_999L, 100_000L)),
        Tuple.of(3, Arbitraries.longs().between(0, 120_000)),
        Tuple.of(1, Arbitraries.longs().between(100_000, 100_000_000)));
  }

  private static Arbitrary<Duration> waits() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(0L, 1L)),
            Tuple.of(3, Arbitraries.longs().between(0, hours(48))),
            Tuple.of(3, Arbitraries.longs().between(0, 40).map(days -> hours(24 * days))),
            Tuple.of(2, Arbitraries.longs().between(0, hours(24 * 400))),
            Tuple.of(1, Arbitraries.of(hours(24 * 365), hours(24 * 366))))
        .map(micros -> Duration.ofNanos(micros * 1_000));
  }

  private static long hours(long hours) {
    return hours * 3_600_000_000L;
  }

  /** Instants around the ends of months and changes of the clock, and others. */
  public static Arbitrary<Instant> instants() {
    Arbitrary<String> edges =
        Arbitraries.of(
            "2024-01-31T15:59:59.999999Z",
            "2024-02-29T04:00:00Z",
            "2024-03-10T06:59:59.999999Z",
            "2024-11-03T05:30:00.000001Z",
            "2024-04-06T14:45:00Z",
            "2024-10-05T15:30:00Z",
            "2023-12-31T16:00:00Z");
    return Combinators.combine(edges.map(Instant::parse), waits()).as(Instant::plus);
  }

  private static Arbitrary<List<Member>> members() {
    return Combinators.combine(customers(), waits())
        .as(Member::new)
        .list()
        .ofSize(CROWD)
        .uniqueElements(member -> member.customer().phones());
  }

  /** A customer, and how long the merchant has known him at the start. */
  private record Member(RegisterCustomer customer, Duration known) {

    RegisterCustomer joining(Instant start) {
      return RegisterCustomer.builder().from(customer).joinedAt(start.minus(known)).build();
    }
  }
}
