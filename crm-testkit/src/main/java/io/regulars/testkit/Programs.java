package io.regulars.testkit;

import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.benefit.ImmutableBenefitPlan;
import io.regulars.care.AnnouncementPlan;
import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.coupon.CouponValue;
import io.regulars.coupon.ImmutableCouponPlan;
import io.regulars.coupon.ImmutableCouponType;
import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.ImmutableOfflinePlan;
import io.regulars.ledger.LotTerm;
import io.regulars.ledger.OfflinePlan;
import io.regulars.ledger.Shortfall;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.EarningStep;
import io.regulars.points.GrowthPlan;
import io.regulars.points.ImmutableGrowthPlan;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.tier.TierCode;
import io.regulars.storedvalue.BonusOnRefund;
import io.regulars.storedvalue.Rung;
import io.regulars.storedvalue.SpendOrder;
import io.regulars.storedvalue.StoredValuePlan;
import io.regulars.tier.ImmutableTierPlan;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Programs of every kind the library accepts, as jqwik arbitraries. */
public final class Programs {

  private static final List<String> RUNGS = List.of("silver", "gold", "black", "jade", "dragon");

  private Programs() {}

  /** Programs for a merchant in {@code currency}; each part is sometimes switched off. */
  public static Arbitrary<Program> any(CurrencyUnit currency) {
    return Combinators.combine(
            pointsPlans(currency).optional(0.95),
            growthPlans(currency).optional(0.4),
            tierPlans(currency).optional(0.95),
            lifecyclePlans().optional(0.9),
            Arbitraries.of(true, false),
            prepaidPlans(currency),
            benefits().list().ofMinSize(1).ofMaxSize(2).optional(0.5),
            offlinePlans().optional(0.4))
        .as(
            (points, growth, tiers, lifecycle, announces, prepaid, benefits, offline) -> {
              Optional<TierPlan> ladder = tiers.map(plan -> fitting(plan, growth));
              List<Plan> plans = new ArrayList<>(prepaid);
              points
                  .map(
                      plan ->
                          ImmutablePointsPlan.copyOf(plan)
                              .withMultipliers(fitting(plan.multipliers(), ladder)))
                  .ifPresent(plans::add);
              growth
                  .map(
                      plan ->
                          ImmutableGrowthPlan.copyOf(plan)
                              .withMultipliers(fitting(plan.multipliers(), ladder)))
                  .ifPresent(plans::add);
              ladder.ifPresent(plans::add);
              lifecycle.ifPresent(plans::add);
              if (ladder.isPresent() && benefits.isPresent()) {
                plans.add(fitting(benefits.get(), ladder.get()));
              }
              offline.ifPresent(plans::add);
              if (announces) {
                plans.add(AnnouncementPlan.builder().addChannels(ChannelKind.SMS).build());
              }
              return Program.of("law-1", plans.toArray(Plan[]::new));
            });
  }

  /** The multipliers without those of tiers that a ladder does not have. */
  private static Map<TierCode, BigDecimal> fitting(
      Map<TierCode, BigDecimal> all, Optional<TierPlan> tiers) {
    Map<TierCode, BigDecimal> multipliers = new LinkedHashMap<>(all);
    tiers.ifPresent(
        plan ->
            multipliers
                .keySet()
                .removeIf(code -> plan.rank(code) == 0 && !code.equals(plan.base())));
    return multipliers;
  }

  /** The ladder in growth value instead of money, if there is any. */
  private static TierPlan fitting(TierPlan plan, Optional<GrowthPlan> growth) {
    boolean byGrowth = growth.filter(earning -> earning.points() > 1).isPresent();
    return byGrowth
        ? ImmutableTierPlan.copyOf(plan)
            .withTiers(
                plan.tiers().stream()
                    .map(tier -> Tier.of(tier.code().value(), tier.from()))
                    .toList())
        : plan;
  }

  /** The benefits for the base and the first rungs of the ladder, as many as it has. */
  private static BenefitPlan fitting(List<Benefit> benefits, TierPlan ladder) {
    ImmutableBenefitPlan.Builder plan = BenefitPlan.builder();
    for (int i = 0; i < benefits.size(); i++) {
      Benefit benefit = benefits.get(i);
      List<TierCode> tiers =
          benefit.tiers().stream()
              .filter(code -> ladder.rank(code) > 0 || code.equals(ladder.base()))
              .toList();
      plan.addBenefits(
          new Benefit(
              benefit.code() + "-" + i,
              tiers.isEmpty() ? List.of(ladder.base()) : tiers,
              benefit.uses(),
              benefit.every()));
    }
    return plan.build();
  }

  /** Overdrafts of points, stored value or both, from a little to more than anybody pays. */
  public static Arbitrary<OfflinePlan> offlinePlans() {
    Arbitrary<Optional<Long>> most = Arbitraries.of(40L, 1_000L, 1_000_000_000L).optional(0.8);
    return Combinators.combine(Arbitraries.of("PT0S", "PT5M", "PT24H"), most, most)
        .as(
            (lateAfter, points, principal) -> {
              ImmutableOfflinePlan.Builder plan =
                  OfflinePlan.builder().lateAfter(Duration.parse(lateAfter));
              points.ifPresent(overdraft -> plan.putOverdraft(AccountKind.POINTS, overdraft));
              principal.ifPresent(overdraft -> plan.putOverdraft(AccountKind.PRINCIPAL, overdraft));
              return plan.build();
            });
  }

  /** Stored value, course cards and coupons, each sometimes. */
  private static Arbitrary<List<Plan>> prepaidPlans(CurrencyUnit currency) {
    return Combinators.combine(
            storedValuePlans(currency).optional(0.75),
            coursePlans().optional(0.75),
            couponPlans(currency).optional(0.75))
        .as(
            (storedValue, courses, coupons) ->
                Stream.<Optional<? extends Plan>>of(storedValue, courses, coupons)
                    .<Plan>flatMap(Optional::stream)
                    .toList());
  }

  /** Every spend order and refund policy, with and without a ladder and an end. */
  public static Arbitrary<StoredValuePlan> storedValuePlans(CurrencyUnit currency) {
    Arbitrary<List<Rung>> ladders =
        Arbitraries.of(
            List.of(),
            List.of(rung(currency, 100, 7), rung(currency, 10_000, 3_333)),
            List.of(rung(currency, 9_900, 990)));
    return Combinators.combine(
            ladders,
            Arbitraries.of(true, false),
            Arbitraries.of(SpendOrder.values()),
            Arbitraries.of(BonusOnRefund.values()),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(LotTerm.UNLIMITED)), Tuple.of(1, windows())),
            lotTerms(),
            Arbitraries.of("P0D", "P0D", "P7D").map(Period::parse))
        .as(
            (ladder, perMultiple, order, onRefund, term, bonusTerm, restoredFor) ->
                StoredValuePlan.builder()
                    .ladder(ladder)
                    .perMultiple(perMultiple)
                    .order(order)
                    .onRefund(onRefund)
                    .term(term)
                    .bonusTerm(bonusTerm)
                    .restoredFor(restoredFor)
                    .build());
  }

  private static Rung rung(CurrencyUnit currency, long charge, long bonus) {
    return new Rung(Money.ofMinor(currency, charge), Money.ofMinor(currency, bonus));
  }

  /** Cards that end and cards that do not, strict and lenient with bookings. */
  public static Arbitrary<CoursePlan> coursePlans() {
    return Combinators.combine(
            lotTerms(),
            Arbitraries.of(Duration.ZERO, Duration.ofHours(1)).optional(0.5),
            Arbitraries.of(true, false),
            Arbitraries.of("P0D", "P0D", "P7D").map(Period::parse))
        .as(
            (term, lateCancel, noShowSpends, restoredFor) ->
                CoursePlan.builder()
                    .general(
                        CourseTerms.builder()
                            .term(term)
                            .lateCancel(lateCancel)
                            .noShowSpends(noShowSpends)
                            .restoredFor(restoredFor)
                            .build())
                    .build());
  }

  /** One to three offers of every kind, some limited in what they are for and how many. */
  public static Arbitrary<CouponPlan> couponPlans(CurrencyUnit currency) {
    return Combinators.combine(
            couponTypes(currency).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of("P0D", "P0D", "P7D").map(Period::parse))
        .as(
            (types, restoredFor) -> {
              ImmutableCouponPlan.Builder plan = CouponPlan.builder().restoredFor(restoredFor);
              for (int i = 0; i < types.size(); i++) {
                plan.addTypes(types.get(i).withCode("T-" + i));
              }
              return plan.build();
            });
  }

  private static Arbitrary<ImmutableCouponType> couponTypes(CurrencyUnit currency) {
    Arbitrary<Optional<Money>> thresholds =
        Arbitraries.of(1L, 9_900L).map(from -> Money.ofMinor(currency, from)).optional(0.3);
    Arbitrary<Optional<String>> scopes = Arbitraries.of("item 1", "item 2").optional(0.2);
    Arbitrary<OptionalLong> limits =
        Arbitraries.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(3));
    Arbitrary<ImmutableCouponType> offers =
        Combinators.combine(
                couponValues(currency),
                thresholds,
                scopes,
                Arbitraries.of(false, false, false, true),
                Arbitraries.of(CouponType.Base.values()),
                Arbitraries.of(1, 2),
                lotTerms())
            .as(
                (value, threshold, scope, exclusive, base, perVisit, term) ->
                    ImmutableCouponType.builder()
                        .code("any")
                        .value(value)
                        .threshold(threshold)
                        .addAllItems(value.givesPiece() ? List.of() : scope.stream().toList())
                        .exclusive(exclusive)
                        .base(base)
                        .perVisit(perVisit)
                        .term(term)
                        .build());
    return Combinators.combine(offers, limits, limits)
        .as(
            (offer, perCustomer, perDay) ->
                offer.withLimitPerCustomer(perCustomer).withLimitPerDay(perDay));
  }

  /** Values of every kind, in minor units of {@code currency}. */
  static Arbitrary<CouponValue> couponValues(CurrencyUnit currency) {
    Arbitrary<String> items = Arbitraries.of("item 1", "item 2", "item 3");
    return Arbitraries.oneOf(
        Arbitraries.of(1L, 333L, 5_000L, 1_000_000L)
            .map(off -> new CouponValue.AmountOff(Money.ofMinor(currency, off))),
        Combinators.combine(
                Arbitraries.of("0.1", "10", "33.3", "100").map(BigDecimal::new),
                Arbitraries.of(1L, 20_000L)
                    .map(most -> Money.ofMinor(currency, most))
                    .optional(0.3))
            .as(CouponValue.PercentOff::new),
        items.map(CouponValue.FreeService::new),
        items.map(CouponValue.Gift::new));
  }

  private static Arbitrary<Benefit> benefits() {
    return Combinators.combine(
            Arbitraries.of(1L, 2L, 3L),
            Arbitraries.of(Every.values()),
            Arbitraries.of(
                List.of("none"), List.of("none", "silver", "gold", "black"), List.of("gold")))
        .as(
            (uses, every, tiers) ->
                Benefit.of("benefit", uses, every, tiers.toArray(String[]::new)));
  }

  /**
   * Rates from nothing to many points, whole and odd amounts, every rounding, every term, steps in
   * any order, some of them pending, with and without a price.
   */
  public static Arbitrary<PointsPlan> pointsPlans(CurrencyUnit currency) {
    Arbitrary<Optional<PointsPrice>> prices =
        Combinators.combine(Arbitraries.of(100L, 1L, 7L), Arbitraries.of(100L, 1L, 30L))
            .as((points, minor) -> new PointsPrice(points, Money.ofMinor(currency, minor)))
            .optional(0.3);
    return Combinators.combine(
            earnings(currency),
            prices,
            Arbitraries.of(Shortfall.values()),
            Arbitraries.of("P0D", "P0D", "P7D", "P1M").map(Period::parse))
        .as(
            (earning, price, shortfall, restoredFor) ->
                PointsPlan.builder()
                    .points(earning.points())
                    .per(earning.per())
                    .factors(earning.factors())
                    .multipliers(earning.multipliers())
                    .steps(earning.steps())
                    .rounding(earning.rounding())
                    .term(earning.term())
                    .pendingFor(earning.pendingFor())
                    .confirmed(earning.confirmed())
                    .price(price)
                    .shortfall(fitting(shortfall, price))
                    .restoredFor(restoredFor)
                    .build());
  }

  /** Nothing is owed in money by points that have no price. */
  private static Shortfall fitting(Shortfall shortfall, Optional<PointsPrice> price) {
    boolean owed = shortfall == Shortfall.CASH_OWED;
    return owed && price.isEmpty() ? Shortfall.DEFICIT : shortfall;
  }

  /** Growth earned as points are. */
  public static Arbitrary<GrowthPlan> growthPlans(CurrencyUnit currency) {
    return earnings(currency);
  }

  private static Arbitrary<GrowthPlan> earnings(CurrencyUnit currency) {
    Arbitrary<GrowthPlan> plain =
        Combinators.combine(
                Arbitraries.of(1L, 1L, 2L, 10L, 0L),
                Arbitraries.of(100L, 1L, 30L, 1_000L, 700L),
                multipliers(),
                Arbitraries.of(RoundingMode.values())
                    .filter(mode -> mode != RoundingMode.UNNECESSARY),
                lotTerms())
            .as(
                (points, per, multipliers, rounding, term) ->
                    GrowthPlan.builder()
                        .points(points)
                        .per(Money.ofMinor(currency, per))
                        .multipliers(multipliers)
                        .rounding(rounding)
                        .term(term)
                        .build());
    return Combinators.combine(
            plain,
            factors(),
            steps().list().ofMaxSize(5).optional(0.5),
            Arbitraries.of("P0D", "P0D", "P0D", "P1D", "P7D", "P1M").map(Period::parse),
            Arbitraries.of(false, false, false, false, true))
        .as(
            (plan, factors, steps, pendingFor, confirmed) ->
                ImmutableGrowthPlan.copyOf(plan)
                    .withFactors(factors)
                    .withSteps(steps.orElse(plan.steps()))
                    .withPendingFor(pendingFor)
                    .withConfirmed(confirmed));
  }

  private static Arbitrary<Map<String, BigDecimal>> factors() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(Map.of())),
        Tuple.of(
            1,
            Arbitraries.maps(
                    Arbitraries.of("item 1", "item 2", "item 3", "sort 0", "sort 1"),
                    Arbitraries.of("0", "0.5", "1", "2", "1.333").map(BigDecimal::new))
                .ofMaxSize(3)));
  }

  /** Steps of every kind. */
  private static Arbitrary<EarningStep> steps() {
    Arbitrary<BigDecimal> factors = Arbitraries.of("2", "1.5", "0.5", "1").map(BigDecimal::new);
    Arbitrary<Instant> begins =
        Arbitraries.of("2023-12-31T16:00:00Z", "2024-03-01T00:00:00Z", "2024-10-01T00:00:00Z")
            .map(Instant::parse);
    Arbitrary<Granularity> periods =
        Arbitraries.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR);
    return Arbitraries.oneOf(
        Arbitraries.just(new EarningStep.TierFactor()),
        factors.map(EarningStep.BirthdayMonth::new),
        Combinators.combine(begins, Arbitraries.of(1, 40, 400), factors, Arbitraries.of(0L, 5L))
            .as(
                (from, days, factor, bonus) ->
                    new EarningStep.Campaign(
                        "spring", from, from.plus(Duration.ofDays(days)), factor, bonus)),
        Combinators.combine(Arbitraries.of(1L, 100L, 200L), Arbitraries.of(1L, 10L))
            .as(EarningStep.Threshold::new),
        Combinators.combine(periods, Arbitraries.of(1L, 50L, 500L, 10_000L))
            .as(EarningStep.Cap::new),
        Combinators.combine(factors, Arbitraries.of(0L, 5L)).as(Weekend::new));
  }

  /**
   * A step as a host may write one: more on Saturdays and Sundays of the store.
   *
   * @param factor times so much
   * @param bonus and so much more for each line of the receipt
   */
  record Weekend(BigDecimal factor, long bonus) implements EarningStep.Custom {

    @Override
    public String code() {
      return "weekend";
    }

    @Override
    public EarningStep.Effect on(EarningStep.Facts facts) {
      return switch (facts.visit().occurredAt().atZone(facts.zone()).getDayOfWeek()) {
        case SATURDAY, SUNDAY ->
            new EarningStep.Effect(factor, bonus * facts.visit().lines().size());
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> EarningStep.Effect.NONE;
      };
    }
  }

  /** Ladders of one to five tiers over every window, with every grace. */
  public static Arbitrary<TierPlan> tierPlans(CurrencyUnit currency) {
    Arbitrary<SortedSet<Long>> thresholds =
        Arbitraries.of(100L, 9_900L, 10_000L, 10_001L, 50_000L, 100_000L, 200_000L, 1_000_000L)
            .set()
            .ofMinSize(1)
            .ofMaxSize(RUNGS.size())
            .map(TreeSet::new);
    return Combinators.combine(thresholds, windows(), graces())
        .as(
            (rising, window, grace) ->
                TierPlan.builder()
                    .tiers(ladder(List.copyOf(rising), currency))
                    .window(window)
                    .grace(grace)
                    .build());
  }

  /** Stages of days, months and years. */
  public static Arbitrary<LifecyclePlan> lifecyclePlans() {
    return Arbitraries.of(
            List.of(Period.ofDays(15), Period.ofYears(1)),
            List.of(Period.ofDays(15), Period.ofMonths(6)),
            List.of(Period.ofDays(1), Period.ofDays(2)),
            List.of(Period.ofDays(27), Period.ofMonths(1)),
            List.of(Period.ofMonths(1), Period.ofDays(90)))
        .map(
            periods ->
                LifecyclePlan.builder()
                    .newFor(periods.get(0))
                    .dormantAfter(periods.get(1))
                    .build());
  }

  /** Terms of every granularity, and none. */
  public static Arbitrary<LotTerm> lotTerms() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(LotTerm.UNLIMITED)), Tuple.of(4, windows()));
  }

  private static Arbitrary<LotTerm> windows() {
    Arbitrary<Period> lengths =
        Arbitraries.of("P1D", "P7D", "P30D", "P1M", "P3M", "P1Y").map(Period::parse);
    return Combinators.combine(lengths, Arbitraries.of(Granularity.values())).as(LotTerm::of);
  }

  private static Arbitrary<Period> graces() {
    return Arbitraries.of("P0D", "P1D", "P7D", "P1M", "P3M").map(Period::parse);
  }

  private static Arbitrary<Map<TierCode, BigDecimal>> multipliers() {
    Arbitrary<TierCode> codes =
        Arbitraries.of(Stream.concat(Stream.of("none"), RUNGS.stream()).map(TierCode::of).toList());
    Arbitrary<BigDecimal> factors =
        Arbitraries.of("1", "2", "1.5", "0.5", "1.333", "0").map(BigDecimal::new);
    return Arbitraries.maps(codes, factors).ofMaxSize(4);
  }

  private static List<Tier> ladder(List<Long> rising, CurrencyUnit currency) {
    List<Tier> tiers = new ArrayList<>();
    for (int i = 0; i < rising.size(); i++) {
      tiers.add(Tier.of(RUNGS.get(i), Money.ofMinor(currency, rising.get(i))));
    }
    return tiers;
  }
}
