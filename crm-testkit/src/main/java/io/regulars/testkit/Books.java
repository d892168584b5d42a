package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.engine.Tenant;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.tier.TierPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * All there is of one customer, as storage has it, and what must be true of it whatever happened.
 *
 * @param file the present state
 * @param visits all visits by line number
 * @param entries all ledger entries by line number
 * @param events all events by line number
 */
record Books(
    CustomerFile file, List<Visit> visits, List<LedgerEntry> entries, List<FileEvent> events) {

  /** Reads a customer's file and all its lines. */
  static Books read(Storage storage, MerchantId merchant, CustomerId customer) {
    return new Books(
        storage.file(merchant, customer).orElseThrow(),
        all(page -> storage.visits(merchant, customer, page)),
        all(page -> storage.entries(merchant, customer, page)),
        all(page -> storage.events(merchant, customer, page)));
  }

  private static <T> List<T> all(Function<PageRequest, Page<T>> read) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.oldest(PageRequest.MAX_LIMIT));
    while (next.isPresent()) {
      Page<T> page = read.apply(next.get());
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  /** The sum of the entries of this account and these kinds. */
  long sum(AccountKind account, EntryKind... kinds) {
    Set<EntryKind> wanted = Set.of(kinds);
    return entries.stream()
        .filter(entry -> entry.account().equals(account) && wanted.contains(entry.kind()))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** The balance at an instant, by the entries alone. */
  long balance(AccountKind account, Instant at) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account) && !entry.occurredAt().isAfter(at))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** What was held for a reason at an instant, or could be used, by the entries alone. */
  long part(AccountKind account, Optional<Hold.Kind> held, Instant at) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account) && !entry.occurredAt().isAfter(at))
        .filter(entry -> entry.hold().equals(held))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /**
   * What was used for good: spent and not restored, less what was forgiven or sold when the sale
   * that gave it was taken back.
   */
  long used(AccountKind account) {
    return -sum(account, EntryKind.SPENT, EntryKind.RESTORED) - sold(account) - forgiven(account);
  }

  /** What was sold, for want of it or in advance, less what came back and was bought back since. */
  long sold(AccountKind account) {
    return sum(account, EntryKind.BOUGHT) + ruled(account, "reversal.bought-back");
  }

  /** What is owed in money for what was sold for want of it, as the events tell it. */
  BigDecimal owed() {
    return owed(events);
  }

  /** Fails unless as much money is owed by both, be it nothing or 0.00. */
  void requireOwedAs(Books other) {
    assertEquals(owed().stripTrailingZeros(), other.owed().stripTrailingZeros(), "owed in money");
  }

  /** What these events tell to be owed in money in all, less what they tell to go back. */
  static BigDecimal owed(List<FileEvent> events) {
    BigDecimal owed = BigDecimal.ZERO;
    for (FileEvent event : events) {
      String rule = event.explanation().rule();
      if (rule.equals("shortfall.owed") || rule.equals("shortfall.returned")) {
        BigDecimal money = Money.parse(event.explanation().figures().get(2)).getAmount();
        owed = rule.equals("shortfall.owed") ? owed.add(money) : owed.subtract(money);
      }
    }
    return owed;
  }

  /** What was withdrawn by hand without naming the visit that earned it; above zero. */
  long withdrawn(AccountKind account) {
    return -entries.stream()
        .filter(entry -> entry.account().equals(account) && entry.kind() == EntryKind.WITHDRAWN)
        .filter(entry -> entry.source().kind() != Source.Kind.VISIT)
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /** What was given by a person. */
  long granted(AccountKind account) {
    return sum(account, EntryKind.GRANTED) - ruled(account, "reversal.forgiven");
  }

  /** What was forgiven when a sale was taken back, and not taken since. */
  long forgiven(AccountKind account) {
    return ruled(account, "reversal.forgiven") + ruled(account, "reversal.repaid");
  }

  private long ruled(AccountKind account, String rule) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account))
        .filter(entry -> entry.explanation().rule().equals(rule))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  /**
   * issued = outstanding + spent + ended + reversed - deficit, on every account; nothing is
   * available beside a deficit or what is unbacked.
   */
  void requireConserved() {
    for (AccountKind kind : kinds()) {
      LedgerAccount account = file.account(kind);
      long issued =
          sum(kind, EntryKind.EARNED, EntryKind.GRANTED, EntryKind.BOUGHT, EntryKind.TRANSFERRED);
      long spent = -sum(kind, EntryKind.SPENT, EntryKind.RESTORED);
      long ended = -sum(kind, EntryKind.ENDED);
      long reversed = -sum(kind, EntryKind.REVERSED, EntryKind.WITHDRAWN);
      assertEquals(
          account.outstanding() + spent + ended + reversed - account.deficit(),
          issued,
          () -> "issued on " + kind + " of " + entries);
      for (EntryKind pair :
          List.of(EntryKind.COVERED, EntryKind.HELD, EntryKind.RELEASED, EntryKind.MOVED)) {
        assertEquals(0, sum(kind, pair), () -> pair + " on " + kind + " of " + entries);
      }
      assertTrue(
          account.deficit() == 0 || account.available() == 0,
          () -> "a deficit beside open lots: " + account);
      assertTrue(
          account.unbacked().isEmpty() || account.available() == 0,
          () -> "reserved of nothing beside what is available: " + account);
    }
  }

  /** Entries have the signs of their kinds and a running balance that ends at the account's. */
  void requireRunningBalances() {
    for (AccountKind kind : kinds()) {
      long balance = 0;
      for (LedgerEntry entry : entries) {
        if (entry.account().equals(kind)) {
          balance += entry.amount();
          assertEquals(balance, entry.balance(), () -> "balance after " + entry);
          assertTrue(hasSignOfItsKind(entry), () -> "sign of " + entry);
        }
      }
      assertEquals(file.account(kind).balance(), balance, "balance of " + kind);
    }
  }

  private static boolean hasSignOfItsKind(LedgerEntry entry) {
    return switch (entry.kind()) {
      case EARNED, GRANTED, BOUGHT, RESTORED -> entry.amount() > 0;
      case SPENT, ENDED, REVERSED, WITHDRAWN -> entry.amount() < 0;
      case COVERED, TRANSFERRED, HELD, RELEASED, MOVED -> true;
    };
  }

  /** Visits, entries and events are numbered from 1 to the last without a gap, by their order. */
  void requireLinesNumbered() {
    List<Long> seqs =
        Stream.of(
                visits.stream().map(Visit::seq),
                entries.stream().map(LedgerEntry::seq),
                events.stream().map(FileEvent::seq))
            .flatMap(Function.identity())
            .sorted()
            .toList();
    assertEquals(
        LongStream.rangeClosed(1, file.lastSeq()).boxed().toList(), seqs, "numbers of the lines");
  }

  /**
   * The entries of each lot add up to what remains of it, those of each part of it that is held to
   * that part, those of no lot to minus the deficit; no lot was ever below zero or above what was
   * issued on it; open lots are in debit order, one for each end, but for those that were moved or
   * opened again, and none of them has ended.
   */
  void requireLotsExplained() {
    for (AccountKind kind : kinds()) {
      Map<Long, Long> left = new HashMap<>();
      Map<Part, Long> parts = new HashMap<>();
      Map<Long, Long> issued = new HashMap<>();
      Map<Long, Optional<Instant>> ends = new HashMap<>();
      for (LedgerEntry entry : entries) {
        if (entry.account().equals(kind)) {
          long now = left.merge(entry.lot(), entry.amount(), Long::sum);
          long part = parts.merge(new Part(entry.lot(), entry.hold()), entry.amount(), Long::sum);
          boolean issues =
              entry.kind().isCredit()
                  || (entry.kind() == EntryKind.TRANSFERRED && entry.amount() > 0)
                  || (entry.kind() == EntryKind.RESTORED && entry.seq() == entry.lot());
          long most = issued.merge(entry.lot(), issues ? entry.amount() : 0, Long::sum);
          boolean deficit = entry.lot() == LedgerEntry.DEFICIT;
          boolean cover =
              entry.amount() > 0
                  && (entry.kind() == EntryKind.COVERED
                      || entry.explanation().rule().startsWith("reversal."));
          assertTrue(
              deficit ? now <= 0 : now >= 0 && (cover || now <= most), () -> "lot after " + entry);
          assertTrue(deficit || part >= 0, () -> "part of a lot after " + entry);
          boolean moves = entry.kind() == EntryKind.MOVED && entry.amount() > 0;
          Optional<Instant> end = ends.put(entry.lot(), entry.lotEndsAt());
          assertTrue(
              moves || end == null || end.equals(entry.lotEndsAt()), () -> "end of lot: " + entry);
        }
      }
      long deficit = -Optional.ofNullable(left.remove(LedgerEntry.DEFICIT)).orElse(0L);
      assertEquals(file.account(kind).deficit(), deficit, "deficit of " + kind);
      left.values().removeIf(amount -> amount == 0);
      Map<Long, Long> open = new HashMap<>();
      Map<Part, Long> openParts = new HashMap<>();
      for (Lot lot : file.account(kind).lots()) {
        open.put(lot.number(), lot.remaining());
        openParts.put(new Part(lot.number(), Optional.empty()), lot.left());
        lot.holds()
            .forEach(
                hold ->
                    openParts.merge(
                        new Part(lot.number(), Optional.of(hold.kind())),
                        hold.amount(),
                        Long::sum));
      }
      assertEquals(left, open, () -> "open lots of " + kind);
      parts.remove(new Part(LedgerEntry.DEFICIT, Optional.empty()));
      parts.values().removeIf(amount -> amount == 0);
      openParts.values().removeIf(amount -> amount == 0);
      assertEquals(parts, openParts, () -> "left and held on the lots of " + kind);
      requireOrderly(kind, issued, ends);
    }
  }

  /** What is left of a lot, or held of it for a reason. */
  private record Part(long lot, Optional<Hold.Kind> hold) {}

  private void requireOrderly(
      AccountKind kind, Map<Long, Long> issued, Map<Long, Optional<Instant>> ends) {
    List<Lot> lots = file.account(kind).lots();
    assertEquals(lots.stream().sorted(Lot.DEBIT_ORDER).toList(), lots, "debit order");
    Set<List<Optional<?>>> seen = new HashSet<>();
    Set<Long> returned = returned(kind);
    for (Lot lot : lots) {
      assertTrue(
          returned.contains(lot.number()) || seen.add(List.of(lot.endsAt(), lot.ref())),
          () -> "two lots end together: " + lots);
      assertEquals(ends.get(lot.number()), lot.endsAt(), "end of lot " + lot.number());
      assertTrue(
          lot.left() == 0 || lot.end().isAfter(file.asOf()),
          () -> "a lot outlived its end at " + file.asOf() + ": " + lot);
      assertTrue(
          lot.remaining() > 0
              && lot.remaining() <= lot.amount()
              && lot.amount() <= Optional.ofNullable(issued.get(lot.number())).orElse(0L),
          () -> "amounts of " + lot);
    }
  }

  /** The lots that were given another end, or opened again. */
  private Set<Long> returned(AccountKind kind) {
    Set<Long> returned = new HashSet<>();
    for (LedgerEntry entry : entries) {
      if (entry.account().equals(kind)
          && (entry.kind() == EntryKind.MOVED
              || entry.kind() == EntryKind.RESTORED
              || (entry.kind() == EntryKind.COVERED && entry.amount() > 0))) {
        returned.add(entry.lot());
      }
    }
    return returned;
  }

  /**
   * The tier is the one the basis carries or that is given for a term, or a higher one in grace;
   * the stage is what the first and the last visit that stand say at {@link CustomerFile#asOf()}.
   */
  void requireStandings(Tenant tenant) {
    assertTrue(
        file.wakeAt().filter(at -> !at.isAfter(file.asOf())).isEmpty(),
        () -> "the alarm is not after " + file.asOf() + ": " + file.wakeAt());
    tenant
        .program()
        .plan(TierPlan.class)
        .ifPresent(
            plan -> {
              int held = plan.rank(file.tier().tier());
              LedgerAccount basis = file.account(plan.basis());
              int earned = earned(plan, basis.available() - basis.deficit());
              int carried = Math.max(earned, given(plan));
              assertTrue(held >= carried, () -> "tier below what the basis carries: " + file);
              boolean grace = file.tier().graceUntil().isPresent();
              assertTrue(grace ? held > earned : held == carried, () -> "grace: " + file);
            });
    List<Instant> came =
        visits.stream()
            .filter(visit -> visit.status() != VisitStatus.VOIDED)
            .map(Visit::occurredAt)
            .sorted()
            .toList();
    assertEquals(came.stream().findFirst(), file.stage().firstVisitAt(), "first visit");
    assertEquals(
        came.stream().reduce((earlier, later) -> later), file.stage().lastVisitAt(), "last visit");
    assertEquals(stage(tenant, came), file.stage().stage(), () -> "stage: " + file);
  }

  private static int earned(TierPlan plan, long basis) {
    return (int) plan.tiers().stream().filter(tier -> basis >= tier.from()).count();
  }

  private int given(TierPlan plan) {
    return file.accounts().stream()
        .filter(account -> account.kind().code().startsWith("tier/") && account.available() > 0)
        .mapToInt(account -> plan.rank(TierCode.of(account.kind().name())))
        .max()
        .orElse(0);
  }

  private Stage stage(Tenant tenant, List<Instant> came) {
    Optional<LifecyclePlan> plan = tenant.program().plan(LifecyclePlan.class);
    if (came.isEmpty()) {
      return Stage.PROSPECT;
    }
    if (plan.isEmpty()) {
      return Stage.NEW;
    }
    Instant newUntil = after(tenant, came.get(0), plan.get().newFor());
    Instant activeUntil = after(tenant, came.get(came.size() - 1), plan.get().dormantAfter());
    return !file.asOf().isBefore(activeUntil)
        ? Stage.DORMANT
        : file.asOf().isBefore(newUntil) ? Stage.NEW : Stage.ACTIVE;
  }

  private static Instant after(Tenant tenant, Instant instant, Period period) {
    return instant.atZone(tenant.merchant().zone()).plus(period).toInstant();
  }

  private List<AccountKind> kinds() {
    List<AccountKind> kinds = file.accounts().stream().map(LedgerAccount::kind).toList();
    assertTrue(
        entries.stream().map(LedgerEntry::account).allMatch(kinds::contains),
        "an account with entries is on the file");
    return kinds;
  }
}
