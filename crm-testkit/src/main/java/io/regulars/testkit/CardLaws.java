package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.course.CoursePlan;
import io.regulars.course.CourseTerms;
import io.regulars.engine.Tenant;
import io.regulars.ledger.LotTerm;
import io.regulars.points.ImmutablePointsPlan;
import io.regulars.points.PointsPlan;
import io.regulars.points.Reward;
import io.regulars.testkit.CardCounter.Deal;
import io.regulars.testkit.CardCounter.Line;
import io.regulars.testkit.CardCounter.Part;
import io.regulars.testkit.CardCounter.Rack;
import io.regulars.testkit.CardCounter.Shown;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import org.joda.money.Money;

/** L54x: course cards against a model in which every session is a thing of its own. */
interface CardLaws extends Laws {

  /** The services, the first with the terms given; the card for points is for it. */
  List<String> SERVICES = List.of("massage", "facial");

  /** The reward that is a card. */
  String REWARD = "law-card";

  /** How many sessions that has. */
  long GIVEN = 2;

  /** What can be done with cards. */
  enum Deed {
    /** Time passes. */
    PASS,
    /** A card is sold. */
    SELL,
    /** A card is given for points. */
    REWARD,
    /** Which is undone. */
    CANCEL_REWARD,
    /** Sessions are reserved. */
    RESERVE,
    /** The customer cancels. */
    CANCEL,
    /** The customer does not come. */
    NO_SHOW,
    /** The shop cancels. */
    RELEASE,
    /** The customer comes, or one of the family. */
    VISIT,
    /** Pieces, money or all of a visit come back. */
    RETURN,
    /** Unused sessions are paid back. */
    REFUND,
    /** A card is suspended. */
    FREEZE,
    /** A card is used again. */
    THAW,
    /** A card gets a later end. */
    EXTEND,
    /** A card goes over to the other customer. */
    TRANSFER
  }

  /**
   * One step of a sequence.
   *
   * @param deed what to do
   * @param who whose cards: 0 or 1
   * @param item for which service: 0 or 1
   * @param name which of three cards or bookings; the third card and booking have one name
   * @param many how many sessions or pieces: 1 to 5
   * @param pick whatever else there is to choose, counted round
   */
  record Turn(Deed deed, int who, int item, int name, int many, int pick) {

    private static final List<Duration> PASSING =
        List.of(
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofHours(2),
            Duration.ofDays(4),
            Duration.ofDays(9),
            Duration.ofMinutes(30),
            Duration.ofDays(40));

    private static final List<Optional<Duration>> LASTING =
        List.of(
            Optional.empty(),
            Optional.of(Duration.ofHours(2)),
            Optional.of(Duration.ofDays(2)),
            Optional.of(Duration.ofDays(10)),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(30)),
            Optional.of(Duration.ofDays(1)),
            Optional.empty(),
            Optional.of(Duration.ZERO));

    private static final List<Duration> AHEAD =
        List.of(
            Duration.ZERO,
            Duration.ofMinutes(-30),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(24).minusSeconds(1),
            Duration.ofDays(3));

    private static final List<Optional<LotTerm>> TERMS =
        List.of(
            Optional.empty(),
            Optional.of(LotTerm.of(Period.ofDays(1))),
            Optional.of(LotTerm.of(Period.ofDays(5))),
            Optional.of(LotTerm.of(Period.ofDays(5))),
            Optional.of(LotTerm.of(Period.ofMonths(1))),
            Optional.of(LotTerm.UNLIMITED));

    private static final List<Long> PRICES = List.of(1_000L, 104L, 0L, 99_999L, 3L);

    /** Any step; more of what opens something than of what ends it. */
    static Arbitrary<Turn> any() {
      return any(
          Arbitraries.frequencyOf(
              Tuple.of(2, Arbitraries.of(Deed.SELL)),
              Tuple.of(4, Arbitraries.of(Deed.PASS)),
              Tuple.of(3, Arbitraries.of(Deed.RESERVE)),
              Tuple.of(7, Arbitraries.of(Deed.VISIT)),
              Tuple.of(4, Arbitraries.of(Deed.RETURN)),
              Tuple.of(2, Arbitraries.of(Deed.FREEZE)),
              Tuple.of(15, Arbitraries.of(Deed.values()))));
    }

    /** Any step of some kinds. */
    static Arbitrary<Turn> any(Arbitrary<Deed> deeds) {
      return Combinators.combine(
              deeds,
              Arbitraries.of(0, 0, 0, 1),
              Arbitraries.of(0, 0, 1),
              Arbitraries.of(0, 0, 1, 2),
              Arbitraries.integers().between(1, 5),
              Arbitraries.integers().between(0, 35))
          .as(Turn::new);
    }

    private Rack rack() {
      return rack(item);
    }

    private Rack rack(int service) {
      return new Rack(who, SERVICES.get(service));
    }

    /** Mostly a name that is there, so that there is something to do; else one of three. */
    private String name(List<String> known, String... others) {
      return known.isEmpty() || pick % 7 == 6 ? others[name] : known.get(name % known.size());
    }

    private String card(CardCounter shown, Predicate<Shown> which) {
      List<String> known = shown.cards(rack()).stream().filter(which).map(Shown::number).toList();
      return name(known, "C-0", "C-1", "N-2");
    }

    private String card(CardCounter shown) {
      return card(shown, open -> true);
    }

    private String booking(CardCounter shown) {
      return name(List.copyOf(shown.booked(who).keySet()), "B-0", "B-1", "N-2");
    }

    private String fresh(String... names) {
      return names[name];
    }

    private <T> T picked(List<T> choices) {
      return choices.get(pick % choices.size());
    }

    /** The instant the step is at, if all before it were at {@code now}. */
    Instant at(Instant now) {
      return deed == Deed.PASS ? now.plus(picked(PASSING)) : now;
    }

    /**
     * Mostly this step; of what is not there, mostly the step that makes it be there; and mostly by
     * somebody who has a card.
     */
    private Turn sensible(CardCounter shown) {
      boolean whatever = deed == Deed.SELL || deed == Deed.REWARD || pick % 11 == 10;
      return whatever
          ? this
          : Stream.of(this, of(who, 1 - item), of(1 - who, item), of(1 - who, 1 - item))
              .filter(turn -> !shown.cards(turn.rack()).isEmpty())
              .findFirst()
              .orElse(this)
              .possible(shown);
    }

    private Turn of(int somebody, int service) {
      return new Turn(deed, somebody, service, name, many, pick);
    }

    private Turn possible(CardCounter shown) {
      return switch (deed) {
        case CANCEL, NO_SHOW, RELEASE -> shown.booked(who).isEmpty() ? with(Deed.RESERVE) : this;
        case THAW ->
            shown.cards(rack()).stream().allMatch(card -> card.frozen() == 0)
                ? with(Deed.FREEZE)
                : this;
        case CANCEL_REWARD -> shown.rewards() == 0 ? with(Deed.REWARD) : this;
        case RETURN -> shown.visits().isEmpty() ? with(Deed.VISIT) : this;
        case PASS, SELL, REWARD, RESERVE, VISIT, REFUND, FREEZE, EXTEND, TRANSFER -> this;
      };
    }

    private Turn with(Deed other) {
      return new Turn(other, who, item, name, many, pick);
    }

    /**
     * Does it.
     *
     * @param shown where to look for what there is
     */
    Deal play(CardCounter counter, CardCounter shown, Instant now) {
      return sensible(shown).done(counter, shown, now);
    }

    private Deal done(CardCounter counter, CardCounter shown, Instant now) {
      return switch (deed) {
        case PASS -> {
          counter.pass(now);
          yield Deal.DONE;
        }
        case SELL ->
            counter.sell(
                rack(),
                fresh("C-0", "C-1", "N-2"),
                many,
                PRICES.get(pick / 6 % PRICES.size()),
                picked(TERMS));
        case REWARD -> counter.reward(rack(0), fresh("C-0", "C-1", "N-2"));
        case CANCEL_REWARD ->
            shown.rewards() == 0 ? Deal.DONE : counter.cancelReward(pick % shown.rewards());
        case RESERVE ->
            counter.reserve(
                rack(),
                fresh("B-0", "B-1", "N-2"),
                few(),
                pick / 6 == 0 ? Optional.of(card(shown)) : Optional.empty(),
                picked(LASTING).map(now::plus));
        case CANCEL -> counter.cancel(who, booking(shown), now.plus(picked(AHEAD)));
        case NO_SHOW -> counter.noShow(who, booking(shown));
        case RELEASE -> counter.release(who, booking(shown));
        case VISIT -> visit(counter, shown);
        case RETURN -> shown.visits().isEmpty() ? Deal.DONE : comesBack(counter, shown.visits());
        case REFUND ->
            counter.refund(
                rack(), card(shown), many > 3 ? Optional.empty() : Optional.of((long) many));
        case FREEZE -> counter.freeze(rack(), card(shown), picked(LASTING).map(now::plus));
        case THAW -> counter.thaw(rack(), card(shown, open -> open.frozen() > 0));
        case EXTEND ->
            many < 4
                ? counter.extend(rack(), card(shown), Period.ofDays(many))
                : counter.extend(rack(), card(shown), now.plus(picked(PASSING)));
        case TRANSFER -> counter.transfer(rack(), 1 - who, card(shown));
      };
    }

    private long few() {
      return Math.max(1, many - 2);
    }

    private Deal visit(CardCounter counter, CardCounter shown) {
      long sessions = few();
      Optional<String> ref =
          switch (pick % 3) {
            case 0 -> shown.booked(who).isEmpty() ? Optional.empty() : Optional.of(booking(shown));
            case 1 -> Optional.of(card(shown));
            default -> Optional.empty();
          };
      List<Part> parts =
          pick / 18 == 0 || sessions == 1
              ? List.of(new Part(ref, sessions))
              : List.of(new Part(ref, sessions - 1), new Part(Optional.empty(), 1));
      long price = List.of(1_000L, 0L, 1L).get(pick / 6 % 3);
      long pieces = pick % 5 == 0 ? 1 + pick % 2 : sessions;
      List<Line> lines = new ArrayList<>();
      lines.add(new Line(SERVICES.get(item), pieces, price, parts));
      if (pick / 2 % 4 == 0) {
        Optional<String> other = pick % 3 == 1 ? Optional.empty() : ref;
        lines.add(new Line(SERVICES.get(1 - item), 1, 1_000, List.of(new Part(other, 1))));
      }
      boolean lent = pick / 3 % 6 == 0;
      return counter.visit(lent ? 1 - who : who, who, lines);
    }

    private Deal comesBack(CardCounter counter, List<Integer> visits) {
      int which = pick % visits.size();
      int line = 1 + pick / 3 % visits.get(which);
      return switch (many) {
        case 1, 2 -> counter.giveBack(which, line, 1, Optional.empty());
        case 3 -> counter.giveBack(which, line, 2, Optional.empty());
        case 4 -> counter.giveBack(which, line, 0, Optional.of(pick % 2 == 0 ? 500L : 1L));
        default -> counter.takeBack(which, pick % 3 == 0);
      };
    }
  }

  /**
   * A program with course cards, and what happens under it.
   *
   * @param tenant merchant and program
   * @param start when it begins
   * @param turns what happens
   */
  record Pack(Tenant tenant, Instant start, List<Turn> turns) {

    /** With terms as given, or, without any, the tenant's own; and a card among the rewards. */
    static Pack of(Tenant like, Optional<CourseTerms> given, Instant start, List<Turn> turns) {
      CourseTerms terms = given.orElse(CoursePlan.terms(like.program(), SERVICES.get(0)));
      CourseTerms others =
          CourseTerms.builder()
              .from(terms)
              .lateCancel(Optional.empty())
              .noShowSpends(!terms.noShowSpends())
              .restoredFor(Period.ofDays(1))
              .build();
      PointsPlan points =
          like.program()
              .plan(PointsPlan.class)
              .orElseGet(
                  () ->
                      PointsPlan.builder()
                          .per(Money.ofMajor(like.merchant().currency(), 1))
                          .build());
      return new Pack(
          new Tenant(
              like.merchant(),
              like.program()
                  .with(
                      "pack",
                      CoursePlan.builder()
                          .general(terms)
                          .putServices(SERVICES.get(1), others)
                          .build(),
                      ImmutablePointsPlan.builder()
                          .from(points)
                          .addRewards(
                              Reward.card(
                                  REWARD, 10, SERVICES.get(0), GIVEN, LotTerm.of(Period.ofDays(5))))
                          .build())),
          start,
          turns);
    }

    /** Up to four cards, and up to twenty steps. */
    static Arbitrary<Pack> any(Arbitrary<Tenant> tenants, Arbitrary<Instant> starts) {
      Arbitrary<List<Turn>> sales =
          Turn.any(Arbitraries.of(Deed.SELL)).list().ofMinSize(1).ofMaxSize(4);
      Arbitrary<List<Turn>> turns = Turn.any().list().ofMinSize(3).ofMaxSize(20);
      return Combinators.combine(tenants, terms().optional(0.8), starts, sales, turns)
          .as(
              (tenant, terms, start, sold, more) -> {
                List<Turn> all = new ArrayList<>(sold);
                all.addAll(more);
                return of(tenant, terms, start, all);
              });
    }

    private static Arbitrary<CourseTerms> terms() {
      return Combinators.combine(
              Arbitraries.of(LotTerm.of(Period.ofDays(10)), LotTerm.UNLIMITED),
              Arbitraries.of(Duration.ZERO, Duration.ofHours(24)).optional(0.7),
              Arbitraries.of(true, false),
              Arbitraries.of(true, true, false),
              Arbitraries.of(Period.ofDays(1), Period.ofDays(20)).optional(0.5),
              Arbitraries.of(1, 2).optional(0.4),
              Arbitraries.of(Period.ZERO, Period.ofDays(4)),
              Arbitraries.of(Period.ofDays(14)).optional(0.3))
          .as(
              (term, lateCancel, noShow, shared, longestFreeze, freezes, restoredFor, cycle) ->
                  CourseTerms.builder()
                      .term(term)
                      .lateCancel(lateCancel)
                      .noShowSpends(noShow)
                      .familyShares(shared)
                      .longestFreeze(longestFreeze)
                      .freezes(freezes)
                      .restoredFor(restoredFor)
                      .careCycle(cycle)
                      .build());
    }
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L541_cards_behave_as_if_every_session_were_a_thing_of_its_own(
      @ForAll("packs") Pack pack) {
    CardsUnderTest real = new CardsUnderTest(bench(), pack);
    CardModel model = new CardModel(pack);
    Instant now = pack.start();
    for (Turn turn : pack.turns()) {
      now = turn.at(now);
      Deal done = turn.play(real, model, now);
      assertEquals(turn.play(model, model, now), done, () -> "" + turn);
      for (int who = 0; who < CardCounter.CROWD; who++) {
        for (String item : SERVICES) {
          Rack rack = new Rack(who, item);
          assertEquals(model.cards(rack), real.cards(rack), () -> "cards after " + turn);
        }
        assertEquals(model.booked(who), real.booked(who), () -> "bookings after " + turn);
      }
    }
    assertEquals(model.worth(), real.worth(), "owed for what is unused");
    Instant from = pack.start().minusSeconds(1);
    Instant to = now.plusSeconds(1);
    assertEquals(model.ended(from, to), real.ended(from, to), "ended unused");
    for (int who = 0; who < CardCounter.CROWD; who++) {
      Books books = real.books(who);
      books.requireConserved();
      books.requireLotsExplained();
      books.requireRunningBalances();
    }
  }
}
