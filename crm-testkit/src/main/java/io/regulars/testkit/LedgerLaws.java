package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.Explanation;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.testkit.LedgerStep.Sort;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * L50x: the ledger's rules alone on a file in storage, through the whole life of lots: against a
 * model in which every single point is a thing of its own, and by what must hold of any sequence.
 */
interface LedgerLaws extends Laws {

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L501_lots_behave_as_if_every_point_were_a_thing_of_its_own(
      @ForAll("ledgerSteps") List<LedgerStep> steps) {
    LedgerUnderTest ledger = new LedgerUnderTest(bench());
    ModelLedger model = new ModelLedger();
    for (LedgerStep step : steps) {
      assertEquals(model.apply(step), ledger.apply(step), () -> "answer to " + step);
      assertEquals(model.lots(), ledger.lots(), () -> "lots after " + step);
      assertEquals(model.deficit(), ledger.deficit(), () -> "deficit after " + step);
      assertEquals(model.balance(), ledger.account().balance(), () -> "balance after " + step);
      assertEquals(model.unbacked(), ledger.unbacked(), () -> "unbacked after " + step);
    }
    ledger.pass(0);
    assertEquals(model.lots(), ledger.lots(), "lots as written");
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L502_the_entries_alone_tell_lots_holds_and_deficit(
      @ForAll("ledgerSteps") List<LedgerStep> steps) {
    LedgerUnderTest ledger = new LedgerUnderTest(bench());
    for (LedgerStep step : steps) {
      ledger.apply(step);
      Books books = ledger.books();
      books.requireConserved();
      books.requireRunningBalances();
      books.requireLotsExplained();
    }
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L503_the_balance_at_a_past_instant_is_the_sum_of_the_entries_up_to_it(
      @ForAll("ledgerSteps") List<LedgerStep> steps) {
    LedgerUnderTest ledger = new LedgerUnderTest(bench());
    Map<Instant, LedgerAccount> past = new TreeMap<>();
    for (LedgerStep step : steps) {
      ledger.apply(step);
      past.put(ledger.now(), ledger.account());
    }
    past.forEach(
        (at, account) -> {
          assertEquals(account.balance(), ledger.books().balance(AccountKind.POINTS, at));
          assertEquals(
              account.available() - account.deficit(),
              ledger.books().part(AccountKind.POINTS, Optional.empty(), at),
              "available, less the deficit");
          for (Hold.Kind kind : Hold.Kind.values()) {
            assertEquals(
                account.held(kind),
                ledger.books().part(AccountKind.POINTS, Optional.of(kind), at),
                () -> kind + " at " + at);
          }
        });
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L504_it_does_not_matter_when_and_how_often_time_is_applied(
      @ForAll("ledgerSteps") List<LedgerStep> steps) {
    LedgerUnderTest rarely = new LedgerUnderTest(bench());
    LedgerUnderTest often = new LedgerUnderTest(bench());
    for (LedgerStep step : steps) {
      rarely.apply(step);
      if (step.sort() == Sort.PASS) {
        for (int hour = 0; hour < step.amount(); hour++) {
          often.pass(1);
          often.pass(0);
        }
        often.pass(0);
      }
      often.apply(step.sort() == Sort.PASS ? withAmount(step, 0) : step);
      assertEquals(rarely.account(), often.account(), () -> "account after " + step);
    }
    assertEquals(rarely.told(), often.told(), "the lines");
  }

  private static LedgerStep withAmount(LedgerStep step, int amount) {
    return new LedgerStep(step.sort(), amount, step.end(), step.which(), step.ref(), step.way());
  }

  /** Whatever was covered, forgiven, sold or set aside before: that is not this spending's. */
  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L505_what_is_spent_and_all_restored_leaves_the_lots_as_they_were(
      @ForAll("ledgerSteps") List<LedgerStep> steps,
      @ForAll @IntRange(min = 1, max = 30) int amount,
      @ForAll @IntRange(max = 5) int way) {
    LedgerUnderTest ledger = after(steps);
    LedgerAccount before = ledger.account();
    Assume.that(before.available() > 0);
    int line = ledger.entries().size();
    int all = (int) Math.min(amount, before.available());
    assertEquals("", ledger.apply(new LedgerStep(Sort.DEBIT, all, 0, 0, 0, way)));
    assertEquals(before.balance() - all, ledger.account().balance());
    ledger.restoreSpentSince(line);
    assertEquals(before, ledger.account());
  }

  private LedgerUnderTest after(List<LedgerStep> steps) {
    LedgerUnderTest ledger = new LedgerUnderTest(bench());
    steps.forEach(ledger::apply);
    return ledger;
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L506_what_is_held_and_released_is_what_it_was(
      @ForAll("ledgerSteps") List<LedgerStep> steps,
      @ForAll @IntRange(min = 1, max = 30) int amount,
      @ForAll @IntRange(max = 1) int kind) {
    LedgerUnderTest ledger = after(steps);
    LedgerAccount before = ledger.account();
    Assume.that(before.available() > 0);
    int held = (int) Math.min(amount, before.available());
    ledger.apply(new LedgerStep(Sort.HOLD, held, 5, 0, 9, kind));
    assertEquals(before.available() - held, ledger.account().available());
    assertEquals(before.balance(), ledger.account().balance());
    ledger.apply(new LedgerStep(Sort.RELEASE, 0, 0, 0, 9, kind == 0 ? 2 : 1));
    assertEquals(before, ledger.account());
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L507_a_reservation_ends_exactly_one_way(
      @ForAll("ledgerSteps") List<LedgerStep> steps,
      @ForAll @IntRange(min = 1, max = 30) int amount,
      @ForAll @IntRange(min = 1, max = 5) int until,
      @ForAll("reservationEnds") List<LedgerStep> ends) {
    LedgerUnderTest ledger = after(steps);
    Assume.that(ledger.account().available() > 0);
    int held = (int) Math.min(amount, ledger.account().available());
    int line = ledger.entries().size();
    ledger.apply(new LedgerStep(Sort.HOLD, held, until, 0, 9, 1));
    long spent = 0;
    int passed = 0;
    boolean over = false;
    for (LedgerStep end : ends) {
      String answer = ledger.apply(end);
      boolean spends = end.sort() == Sort.SPEND_RESERVED;
      boolean done = spends && answer.isEmpty();
      assertEquals(spends && !over && end.amount() <= held, done, () -> "spent by " + end);
      assertTrue(!spends || !over || answer.equals("0"), "nothing is reserved any more");
      spent += done ? end.amount() : 0;
      passed += end.sort() == Sort.PASS ? end.amount() : 0;
      over |= done || end.sort() == Sort.RELEASE || passed >= until;
    }
    ledger.pass(until);
    long lapsed = 0;
    for (LedgerEntry entry : ledger.entries().subList(line, ledger.entries().size())) {
      boolean ours = entry.explanation().equals(Explanation.of("hold.over.RESERVED", "hold-9"));
      lapsed -= ours && entry.amount() < 0 ? entry.amount() : 0;
      spent += entry.kind() == EntryKind.SPENT ? entry.amount() : 0;
    }
    assertEquals(0, spent, "spent as often as it was said to be");
    assertTrue(lapsed == 0 || lapsed == held, "lapsed whole or not at all");
    assertEquals(0, heldFor(ledger, "hold-9"), "nothing stays reserved");
  }

  private static long heldFor(LedgerUnderTest ledger, String ref) {
    return ledger.account().lots().stream()
        .flatMap(lot -> lot.holds().stream())
        .filter(hold -> hold.ref().equals(ref))
        .mapToLong(Hold::amount)
        .sum();
  }

  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L508_a_credit_taken_back_in_parts_is_taken_back_as_if_at_once(
      @ForAll("ledgerSteps") List<LedgerStep> steps,
      @ForAll @IntRange(max = 20) int which,
      @ForAll @IntRange(max = 2) int shortfall,
      @ForAll @IntRange(min = 1, max = 8) int part) {
    LedgerUnderTest once = after(steps);
    LedgerUnderTest parts = after(steps);
    Optional<Integer> place = parts.credit(which);
    Assume.that(place.isPresent());
    once.apply(new LedgerStep(Sort.REVERSE, 1, 0, place.orElseThrow(), shortfall, 0));
    parts.apply(new LedgerStep(Sort.REVERSE, part, 0, place.orElseThrow(), shortfall, 1));
    if (parts.creditsLeft() > once.creditsLeft()) {
      parts.apply(new LedgerStep(Sort.REVERSE, 1, 0, place.orElseThrow(), shortfall, 0));
    }
    assertEquals(once.parts(), parts.parts());
    assertEquals(once.deficit(), parts.deficit());
  }

  /** So no point comes alive or is lost by which of the two was first. */
  @Property(tries = SEQUENCES, edgeCases = EdgeCasesMode.NONE)
  default void law_L509_what_is_taken_back_or_comes_before_a_release_is_as_if_it_had_been_after_it(
      @ForAll("ledgerSteps") List<LedgerStep> steps,
      @ForAll Move move,
      @ForAll @IntRange(max = 20) int which,
      @ForAll @IntRange(max = 2) int ref,
      @ForAll @IntRange(max = 1) int way) {
    LedgerUnderTest before = after(steps);
    LedgerUnderTest after = after(steps);
    LedgerStep step = new LedgerStep(Sort.valueOf(move.name()), 7, 0, which, ref, way);
    String answer = before.apply(step);
    releaseAll(before);
    releaseAll(after);
    assertEquals(after.apply(step), answer);
    assertEquals(after.parts(), before.parts());
    assertEquals(after.deficit(), before.deficit());
    assertEquals(0, before.unbacked());
  }

  /** What can be done before or after a release. */
  enum Move {
    CREDIT,
    REVERSE,
    RESTORE
  }

  private static void releaseAll(LedgerUnderTest ledger) {
    for (int ref = 0; ref < 10; ref++) {
      ledger.apply(new LedgerStep(Sort.RELEASE, 0, 0, 0, ref, 1));
    }
  }
}
