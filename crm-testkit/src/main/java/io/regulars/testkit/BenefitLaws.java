package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.benefit.Benefit;
import io.regulars.benefit.BenefitPlan;
import io.regulars.benefit.Every;
import io.regulars.engine.Program;
import io.regulars.engine.Tenant;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import org.joda.money.Money;

/** L55x: benefits against a model that counts every use anew. */
interface BenefitLaws extends Laws {

  /** What can happen to benefits. */
  enum Deed {
    /** Time passes. */
    PASS,
    /** A customer comes, and may become gold. */
    VISIT,
    /** A part or all of a visit comes back, and the customer may be gold no more. */
    RETURN,
    /** A benefit is used. */
    USE,
    /** A benefit is used on a visit. */
    USE_ON,
    /** A use is told again. */
    AGAIN,
    /** A use is given back. */
    GIVE_BACK,
    /** A birthday is corrected. */
    CORRECT,
    /** The program gives more, or less. */
    CHANGE
  }

  /**
   * One step of a sequence.
   *
   * @param deed what to do
   * @param who which customer: 0 or 1
   * @param benefit which benefit
   * @param pick whatever else there is to choose, counted round
   */
  record Turn(Deed deed, int who, int benefit, int pick) {

    private static final List<Duration> PASSING =
        List.of(
            Duration.ofHours(10),
            Duration.ofDays(1),
            Duration.ofDays(12),
            Duration.ofDays(31),
            Duration.ofHours(10),
            Duration.ofDays(170),
            Duration.ofDays(365),
            Duration.ofDays(366));

    /** Any step; more uses than visits. */
    static Arbitrary<Turn> any() {
      return Combinators.combine(
              Arbitraries.frequencyOf(
                  Tuple.of(5, Arbitraries.of(Deed.PASS)),
                  Tuple.of(3, Arbitraries.of(Deed.VISIT)),
                  Tuple.of(3, Arbitraries.of(Deed.RETURN)),
                  Tuple.of(5, Arbitraries.of(Deed.USE)),
                  Tuple.of(5, Arbitraries.of(Deed.USE_ON)),
                  Tuple.of(1, Arbitraries.of(Deed.AGAIN)),
                  Tuple.of(2, Arbitraries.of(Deed.GIVE_BACK)),
                  Tuple.of(1, Arbitraries.of(Deed.CORRECT)),
                  Tuple.of(1, Arbitraries.of(Deed.CHANGE))),
              Arbitraries.of(0, 0, 0, 1),
              Arbitraries.of(0, 0, 1),
              Arbitraries.integers().between(0, 27))
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
    String play(BenefitCounter counter, BenefitCounter shown, Instant now) {
      int visits = shown.visits();
      int uses = shown.uses();
      return switch (deed) {
        case PASS -> {
          counter.pass(now);
          yield BenefitCounter.DONE;
        }
        case VISIT -> visit(counter);
        case RETURN -> visits == 0 ? visit(counter) : comesBack(counter, pick / 4 % visits);
        case USE -> counter.use(who, benefit);
        case USE_ON ->
            visits == 0
                ? visit(counter)
                : counter.useOn(Math.max(0, visits - 1 - pick % 3), benefit);
        case AGAIN -> uses == 0 ? counter.use(who, benefit) : counter.tellAgain(pick % uses);
        case GIVE_BACK -> uses == 0 ? counter.use(who, benefit) : counter.giveUseBack(pick % uses);
        case CORRECT -> {
          counter.correct(near(now, pick));
          yield BenefitCounter.DONE;
        }
        case CHANGE -> {
          counter.change(benefit, pick % 3 > 0);
          yield BenefitCounter.DONE;
        }
      };
    }

    /** A day about then, or some time after. */
    private static LocalDate near(Instant now, int pick) {
      List<Integer> days = List.of(0, 1, 12, 31, 0, 300);
      return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(days.get(pick % days.size()));
    }

    private String visit(BenefitCounter counter) {
      return counter.visit(who, pick % 3 == 0 ? 500 : BenefitCounter.GOLD);
    }

    private String comesBack(BenefitCounter counter, int which) {
      return switch (pick % 4) {
        case 0 -> counter.giveBack(which, 500);
        case 1 -> counter.giveBack(which, 1);
        default -> counter.takeBack(which, pick % 4 == 2);
      };
    }
  }

  /**
   * A program with two benefits, and what happens under it.
   *
   * @param tenant merchant and program
   * @param benefits what the program has
   * @param born the first customer's birthday
   * @param start when it begins
   * @param turns what happens
   */
  record Round(
      Tenant tenant, List<Benefit> benefits, LocalDate born, Instant start, List<Turn> turns) {

    /** Of a merchant like the tenant's, with nothing but tiers and benefits. */
    static Round of(
        Tenant like, List<Benefit> benefits, LocalDate born, Instant start, List<Turn> turns) {
      TierPlan tiers =
          TierPlan.builder()
              .addTiers(
                  Tier.of("gold", Money.ofMinor(like.merchant().currency(), BenefitCounter.GOLD)))
              .build();
      return new Round(
          new Tenant(like.merchant(), Program.of("round", tiers, plan(benefits))),
          benefits,
          born,
          start,
          turns);
    }

    /** The benefits of a program. */
    static BenefitPlan plan(List<Benefit> benefits) {
      return BenefitPlan.builder().benefits(benefits).build();
    }

    /** Up to twenty-five steps; whoever comes first is often gold. */
    static Arbitrary<Round> any(Arbitrary<Tenant> tenants, Arbitrary<Instant> starts) {
      return Combinators.combine(
              tenants,
              Combinators.combine(anyBenefit("B-0"), anyBenefit("B-1")).as(List::of),
              Arbitraries.integers().between(0, 5),
              starts,
              Turn.any().list().ofMinSize(4).ofMaxSize(24))
          .as(
              (tenant, benefits, pick, start, more) -> {
                List<Turn> turns = new ArrayList<>();
                turns.add(new Turn(Deed.VISIT, 0, 0, 1));
                turns.addAll(more);
                return of(tenant, benefits, Turn.near(start, pick), start, turns);
              });
    }

    private static Arbitrary<Benefit> anyBenefit(String code) {
      return Combinators.combine(
              Arbitraries.of(1L, 2L),
              Arbitraries.frequency(
                  Tuple.of(3, Every.MONTH),
                  Tuple.of(2, Every.YEAR),
                  Tuple.of(3, Every.ANNIVERSARY),
                  Tuple.of(3, Every.BIRTHDAY_MONTH),
                  Tuple.of(2, Every.BIRTHDAY)),
              Arbitraries.of(true, false))
          .as(
              (uses, every, forAll) ->
                  forAll
                      ? Benefit.of(code, uses, every, "none", "gold")
                      : Benefit.of(code, uses, every, "gold"));
    }
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L556_uses_of_a_period_never_exceed_its_quota(@ForAll("rounds") Round round) {
    BenefitsUnderTest real = new BenefitsUnderTest(bench(), round);
    BenefitModel model = new BenefitModel(round);
    Instant now = round.start();
    for (Turn turn : round.turns()) {
      now = turn.at(now);
      String done = turn.play(real, model, now);
      assertEquals(turn.play(model, model, now), done, () -> "" + turn);
      for (int who = 0; who < BenefitCounter.CROWD; who++) {
        assertEquals(model.standings(who), real.standings(who), () -> "standings after " + turn);
      }
    }
    for (Books books : real.books()) {
      books.requireConserved();
      books.requireLotsExplained();
      books.requireRunningBalances();
    }
  }
}
