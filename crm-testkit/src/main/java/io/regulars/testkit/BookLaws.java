package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.engine.Answer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Tenant;
import io.regulars.points.PointsPlan;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.tier.TierPlan;
import io.regulars.visit.TakeBackVisit.How;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** L1xx: what the books say adds up, and what is taken back leaves nothing behind. */
interface BookLaws extends Laws {

  @Property
  default void law_L101_issued_is_outstanding_spent_ended_and_reversed_less_deficit(
      @ForAll("cases") Case given) {
    atEveryStep(given, (playback, who) -> playback.books(who).requireConserved());
  }

  @Property
  default void law_L102_every_entry_carries_the_balance_it_leaves(@ForAll("cases") Case given) {
    atEveryStep(given, (playback, who) -> playback.books(who).requireRunningBalances());
  }

  @Property
  default void law_L103_lots_are_the_sums_of_their_entries_within_bounds_and_in_order(
      @ForAll("cases") Case given) {
    atEveryStep(given, (playback, who) -> playback.books(who).requireLotsExplained());
  }

  @Property
  default void law_L104_visits_entries_and_events_are_numbered_without_a_gap(
      @ForAll("cases") Case given) {
    atEveryStep(given, (playback, who) -> playback.books(who).requireLinesNumbered());
  }

  @Property
  default void law_L105_tier_and_stage_are_what_spend_and_visits_say(@ForAll("cases") Case given) {
    atEveryStep(given, (playback, who) -> playback.books(who).requireStandings(given.tenant()));
  }

  /** Of programs without a step of the host's own, which may make anything of a visit. */
  @Property
  default void law_L106_points_never_exceed_the_spend_at_the_best_multiplier(
      @ForAll("cases") Case given) {
    if (given
        .tenant()
        .program()
        .plan(PointsPlan.class)
        .filter(ReturnLaws::hasCustomSteps)
        .isPresent()) {
      return;
    }
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      BigDecimal most =
          books.visits().stream()
              .map(visit -> atBest(given.tenant(), visit))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      long earned = books.sum(AccountKind.POINTS, EntryKind.EARNED);
      assertTrue(BigDecimal.valueOf(earned).compareTo(most) <= 0, () -> earned + " > " + most);
    }
  }

  private static BigDecimal atBest(Tenant tenant, Visit visit) {
    return tenant.program().plan(PointsPlan.class).stream()
        .map(plan -> ReturnLaws.atBest(plan, visit.earning().getAmountMinorLong()))
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /**
   * What was used is owed, to the point. Only what was sold for want of points may be missing: it
   * is the customer's, lies on the lot that it was sold on, and ends with that; so no more is
   * missing than was sold, and than ended.
   */
  @Property
  default void law_L107_refunding_everything_leaves_nothing_earned(@ForAll("cases") Case given) {
    Case plain = new Case(given.tenant(), given.history().without(Step.Adjust.class));
    Playback playback = takenBack(plain, How.REFUND);
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      long used = books.used(AccountKind.POINTS);
      long missing = -used - books.file().account(AccountKind.POINTS).balance();
      long sold = books.sold(AccountKind.POINTS);
      long ended = -books.sum(AccountKind.POINTS, EntryKind.ENDED);
      assertTrue(missing >= 0 && missing <= Math.min(sold, ended), () -> missing + " missing");
      requireNothingLeft(plain, playback, who);
    }
  }

  @Property
  default void law_L108_voiding_everything_makes_a_prospect_who_owes_what_was_spent(
      @ForAll("cases") Case given) {
    Playback playback = takenBack(given, How.VOID);
    for (int who = 0; who < playback.crowd(); who++) {
      Books books = playback.books(who);
      boolean voided =
          books.visits().stream().allMatch(visit -> visit.status() == VisitStatus.VOIDED);
      assertEquals(
          voided,
          books.file().stage().equals(StageStanding.prospect(books.file().stage().since())),
          "prospect: " + books.file().stage());
      long granted = books.granted(AccountKind.POINTS);
      LedgerAccount points = books.file().account(AccountKind.POINTS);
      long sold = books.sold(AccountKind.POINTS);
      assertTrue(points.outstanding() <= granted + sold, () -> "points beyond: " + points);
      if (books.sum(AccountKind.POINTS, EntryKind.ENDED) == 0) {
        long withdrawn = books.withdrawn(AccountKind.POINTS);
        assertEquals(
            granted - withdrawn - books.used(AccountKind.POINTS), points.balance(), "points");
      }
      requireNothingLeft(given, playback, who);
    }
  }

  /** Plays the history, then takes back every visit that still stands. */
  private Playback takenBack(Case given, How how) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      for (Visit visit : playback.books(who).visits()) {
        if (visit.status().stands()) {
          playback.takeBack(who, visit.id(), how).orThrow();
        }
      }
    }
    return playback;
  }

  /**
   * No spend, and no tier as soon as a grace that was running has run out; what was sold in advance
   * or given is another matter, see {@link BoundLaws}.
   */
  private static void requireNothingLeft(Case given, Playback playback, int who) {
    Books books = playback.books(who);
    books.requireConserved();
    books.requireLotsExplained();
    books.requireStandings(given.tenant());
    for (LedgerAccount account : books.file().accounts()) {
      assertTrue(
          account.balance() == 0
              || account.kind().equals(AccountKind.POINTS)
              || Prepaid.isOn(account),
          () -> "what is left on " + account);
    }
    given
        .tenant()
        .program()
        .plan(TierPlan.class)
        .ifPresent(
            plan -> {
              TierStanding tier = books.file().tier();
              Instant settled = tier.graceUntil().orElse(playback.now());
              assertEquals(plan.base(), playback.fileAt(who, settled).tier().tier(), "tier");
            });
  }

  @Property
  default void law_L109_a_repeated_command_changes_nothing_and_gets_the_same_lines(
      @ForAll("cases") Case given) {
    Playback playback = Playback.of(bench(), given.tenant(), given.history());
    Instant end = playback.now();
    for (Playback.Given command : List.copyOf(playback.given())) {
      if (command.first() instanceof Outcome.Done<Answer> first) {
        Books before = playback.books(command.who());
        Answer again = command.command().get().orThrow();
        assertTrue(again.repeated(), "a repetition says so");
        assertEquals(first.value().entries(), again.entries(), "entries");
        assertEquals(first.value().events(), again.events(), "events");
        assertEquals(first.value().returned(), again.returned(), "what came back");
        assertEquals(first.value().visit().map(Visit::id), again.visit().map(Visit::id), "visit");
        assertEquals(before, playback.books(command.who()), "the file and its lines");
      }
    }
    assertEquals(end, playback.now());
  }
}
