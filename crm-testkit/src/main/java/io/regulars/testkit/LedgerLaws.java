package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Rulebook;
import io.regulars.engine.Advance;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.ledger.Credit;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.Take;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import io.regulars.spi.Rejection;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.tier.TierRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.joda.money.CurrencyUnit;

/** L5xx: the ledger's rules against a model in which every single point is a thing of its own. */
interface LedgerLaws extends Laws {

  /** What can be done with an account. */
  enum Sort {
    /** Credit {@link Booking#amount()}, ending {@link Booking#end()} hours after the beginning. */
    CREDIT,
    /** Debit {@link Booking#amount()}. */
    DEBIT,
    /** Take back the credit number {@link Booking#which()} of those not taken back yet. */
    REVERSE,
    /** Let {@link Booking#amount()} hours pass. */
    PASS
  }

  /**
   * One step of a sequence.
   *
   * @param sort what to do
   * @param amount points, or hours
   * @param end hours after the beginning at which a credit ends; zero: never
   * @param which a credit, counted round
   */
  record Booking(Sort sort, int amount, int end, int which) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  default void law_L501_lots_behave_as_if_every_point_were_a_thing_of_its_own(
      @ForAll("bookings") List<Booking> bookings) {
    LedgerUnderTest ledger = new LedgerUnderTest();
    ModelLedger model = new ModelLedger();
    for (Booking booking : bookings) {
      switch (booking.sort()) {
        case CREDIT -> {
          ledger.credit(booking.amount(), booking.end());
          model.credit(booking.amount(), booking.end());
        }
        case DEBIT ->
            assertEquals(
                model.debit(booking.amount())
                    ? Optional.empty()
                    : Refusal.of(
                        Rejection.Reason.NOT_ENOUGH,
                        AccountKind.POINTS,
                        booking.amount(),
                        model.left()),
                ledger.debit(booking.amount()),
                () -> "debit " + booking);
        case REVERSE -> {
          if (!ledger.earned.isEmpty()) {
            int which = booking.which() % ledger.earned.size();
            ledger.reverse(which);
            model.reverse(which);
          }
        }
        case PASS -> {
          ledger.pass(booking.amount());
          model.pass(booking.amount());
        }
      }
      ledger.settle();
      model.settle();
      assertEquals(model.leftByEnd(), ledger.leftByEnd(), () -> "left by end, after " + booking);
      assertEquals(model.deficit, ledger.account().deficit(), () -> "deficit, after " + booking);
      assertEquals(model.balance(), ledger.account().balance(), () -> "balance after " + booking);
    }
  }

  /** The real rules, on a draft that is never committed. */
  final class LedgerUnderTest {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Source SOURCE = Source.command("model");
    private static final Explanation WHY = Explanation.of("model");

    private final Advance advance = Rulebook.advance();
    private final List<LedgerEntry> earned = new ArrayList<>();
    private final FileDraft draft;

    LedgerUnderTest() {
      Merchant merchant =
          Merchant.builder()
              .id(Samples.SHOP)
              .name("Shop")
              .currency(CurrencyUnit.of("CNY"))
              .zone(ZoneOffset.UTC)
              .addStores(Store.of(StoreId.of("S1"), "First", ZoneOffset.UTC))
              .build();
      Tenant tenant = new Tenant(merchant, Program.of("model"));
      draft =
          FileDraft.create(
              tenant,
              Actor.system(merchant.id()),
              BEGINNING,
              Samples.customer(1),
              CustomerProfile.builder().name("Ann").build(),
              BEGINNING,
              TierRules.initial(tenant.program(), BEGINNING),
              StageStanding.prospect(BEGINNING));
    }

    LedgerAccount account() {
      return draft.account(AccountKind.POINTS);
    }

    void credit(int amount, int end) {
      int before = draft.entries().size();
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(AccountKind.POINTS)
              .kind(EntryKind.EARNED)
              .amount(amount)
              .earnedAt(draft.asOf())
              .endsAt(
                  end == 0 ? Optional.empty() : Optional.of(BEGINNING.plus(Duration.ofHours(end))))
              .source(SOURCE)
              .explanation(WHY)
              .build());
      earned.add(draft.entries().get(before));
    }

    Optional<Refusal> debit(int amount) {
      return LedgerRules.debit(
          draft, AccountKind.POINTS, EntryKind.SPENT, amount, Take.ANY, SOURCE, WHY);
    }

    void reverse(int which) {
      LedgerEntry credited = earned.remove(which);
      LedgerRules.reverse(
          draft,
          credited,
          credited.amount(),
          List.copyOf(draft.entries()),
          Shortfall.DEFICIT,
          SOURCE,
          WHY);
    }

    void pass(int hours) {
      advance.to(draft, draft.asOf().plus(Duration.ofHours(hours)));
    }

    void settle() {
      advance.finish(draft);
    }

    Map<Long, Long> leftByEnd() {
      return account().lots().stream()
          .collect(
              Collectors.groupingBy(
                  lot -> lot.endsAt().map(LedgerUnderTest::hours).orElse(0L),
                  TreeMap::new,
                  Collectors.summingLong(Lot::left)));
    }

    private static long hours(Instant end) {
      return Duration.between(BEGINNING, end).toHours();
    }
  }

  /** Points one by one in a plain list. */
  final class ModelLedger {

    private final List<Point> points = new ArrayList<>();
    private final List<List<Point>> credits = new ArrayList<>();
    private long deficit;
    private int now;
    private int lots;

    /** A point: of which lot, ending when, and what became of it. */
    private static final class Point {
      private final int lot;
      private final long end;
      private Fate fate = Fate.LEFT;

      Point(int lot, long end) {
        this.lot = lot;
        this.end = end;
      }

      boolean left() {
        return fate == Fate.LEFT;
      }
    }

    private enum Fate {
      LEFT,
      USED,
      ENDED,
      REVERSED
    }

    void credit(int amount, int end) {
      int lot =
          points.stream()
              .filter(point -> point.left() && point.end == end)
              .map(point -> point.lot)
              .findFirst()
              .orElseGet(() -> ++lots);
      List<Point> credited = new ArrayList<>();
      for (int i = 0; i < amount; i++) {
        credited.add(new Point(lot, end));
      }
      points.addAll(credited);
      credits.add(credited);
      boolean over = end != 0 && end <= now;
      for (Point point : credited) {
        if (over) {
          point.fate = Fate.ENDED;
        } else if (deficit > 0) {
          point.fate = Fate.USED;
          deficit--;
        }
      }
    }

    boolean debit(int amount) {
      if (amount > left()) {
        return false;
      }
      for (int i = 0; i < amount; i++) {
        next().orElseThrow().fate = Fate.USED;
      }
      return true;
    }

    void reverse(int which) {
      List<Point> credited = credits.remove(which);
      int lot = credited.get(0).lot;
      for (int i = 0; i < credited.size(); i++) {
        Optional<Point> left = ofLot(lot, Fate.LEFT);
        Optional<Point> used = ofLot(lot, Fate.USED);
        if (left.isPresent()) {
          left.get().fate = Fate.REVERSED;
        } else if (used.isPresent()) {
          used.get().fate = Fate.REVERSED;
          Optional<Point> cover = next();
          if (cover.isPresent()) {
            cover.get().fate = Fate.USED;
          } else {
            deficit++;
          }
        }
      }
    }

    void pass(int hours) {
      now += hours;
    }

    void settle() {
      for (Point point : points) {
        if (point.left() && point.end != 0 && point.end <= now) {
          point.fate = Fate.ENDED;
        }
      }
    }

    long left() {
      return points.stream().filter(Point::left).count();
    }

    long balance() {
      return left() - deficit;
    }

    Map<Long, Long> leftByEnd() {
      return points.stream()
          .filter(Point::left)
          .collect(Collectors.groupingBy(point -> point.end, TreeMap::new, Collectors.counting()));
    }

    private Optional<Point> ofLot(int lot, Fate fate) {
      return points.stream().filter(point -> point.lot == lot && point.fate == fate).findFirst();
    }

    /** The point a debit takes next: the one that ends first, no end last. */
    private Optional<Point> next() {
      return points.stream()
          .filter(Point::left)
          .min(Comparator.comparingLong(point -> point.end == 0 ? Long.MAX_VALUE : point.end));
    }
  }
}
