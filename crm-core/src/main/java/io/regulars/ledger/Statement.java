package io.regulars.ledger;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An account as of an instant, told by its entries alone: what came and went by kind, and the lots
 * that were open with every entry that brought something onto them (domain id C6).
 *
 * @param customer whose
 * @param account what it counts
 * @param asOf the instant, inclusive
 * @param balance the sum of all entries up to then
 * @param deficit what was owed, not negative
 * @param debts the entries by which it came to be owed since nothing was, the oldest first;
 *     together they may be more than is owed
 * @param sums the sum of the entries of each kind that occurs
 * @param lots the lots open then, in the order of debits
 */
public record Statement(
    CustomerId customer,
    AccountKind account,
    Instant asOf,
    long balance,
    long deficit,
    List<LedgerEntry> debts,
    Map<EntryKind, Long> sums,
    List<LotLine> lots) {

  /** Copies map and lists. */
  public Statement {
    debts = List.copyOf(debts);
    sums = Map.copyOf(sums);
    lots = List.copyOf(lots);
  }

  /**
   * One open lot.
   *
   * @param number its number
   * @param ref what it is known by
   * @param endsAt when it ends; empty: never
   * @param left what may be used
   * @param held what was set aside, by reason
   * @param credits the entries that brought something onto it, the oldest first, with rule, actor
   *     and reference; together they may be more than is left
   */
  public record LotLine(
      long number,
      Optional<String> ref,
      Optional<Instant> endsAt,
      long left,
      Map<Hold.Kind, Long> held,
      List<LedgerEntry> credits) {

    /** Copies map and list. */
    public LotLine {
      held = Map.copyOf(held);
      credits = List.copyOf(credits);
    }
  }

  /** What could be used: what was left on the lots. */
  public long available() {
    return lots.stream().mapToLong(LotLine::left).sum();
  }

  /** What was set aside for this reason. */
  public long held(Hold.Kind reason) {
    return lots.stream().mapToLong(lot -> lot.held().getOrDefault(reason, 0L)).sum();
  }

  /**
   * The statement that {@code entries} make.
   *
   * @param entries the file's entries from the first on, in order, of whatever accounts; those
   *     after {@code asOf} are not counted
   */
  public static Statement of(
      CustomerId customer, AccountKind account, Instant asOf, List<LedgerEntry> entries) {
    Map<EntryKind, Long> sums = new EnumMap<>(EntryKind.class);
    Map<Long, List<LedgerEntry>> byLot = new TreeMap<>();
    long balance = 0;
    long deficit = 0;
    List<LedgerEntry> debts = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry.account().equals(account) && !entry.occurredAt().isAfter(asOf)) {
        balance += entry.amount();
        sums.merge(entry.kind(), entry.amount(), Long::sum);
        if (entry.lot() == LedgerEntry.DEFICIT) {
          deficit -= entry.amount();
          owe(debts, entry, deficit);
        } else {
          byLot.computeIfAbsent(entry.lot(), number -> new ArrayList<>()).add(entry);
        }
      }
    }
    List<LotLine> lots = new ArrayList<>();
    byLot.values().forEach(lot -> line(lot).ifPresent(lots::add));
    lots.sort(Comparator.comparing(Statement::end).thenComparing(LotLine::number));
    return new Statement(customer, account, asOf, balance, deficit, debts, sums, lots);
  }

  private static void owe(List<LedgerEntry> debts, LedgerEntry entry, long deficit) {
    if (deficit == 0) {
      debts.clear();
    } else if (entry.amount() < 0) {
      debts.add(entry);
    }
  }

  private static Instant end(LotLine lot) {
    return lot.endsAt().orElse(Instant.MAX);
  }

  private static Optional<LotLine> line(List<LedgerEntry> entries) {
    long left = 0;
    Map<Hold.Kind, Long> held = new EnumMap<>(Hold.Kind.class);
    for (LedgerEntry entry : entries) {
      if (entry.hold().isPresent()) {
        held.merge(entry.hold().get(), entry.amount(), Long::sum);
      } else {
        left += entry.amount();
      }
    }
    held.values().removeIf(amount -> amount == 0);
    if (left == 0 && held.isEmpty()) {
      return Optional.empty();
    }
    LedgerEntry last = entries.get(entries.size() - 1);
    List<LedgerEntry> credits =
        entries.stream().filter(entry -> entry.amount() > 0 && entry.grant().isPresent()).toList();
    return Optional.of(
        new LotLine(last.lot(), last.lotRef(), last.lotEndsAt(), left, held, credits));
  }
}
