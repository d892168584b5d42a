package io.regulars.ledger;

import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads as much of a customer's entries as it takes to undo one of them. */
public final class Histories {

  private Histories() {}

  /**
   * The entries from line {@code seq} on, the opening of a lot, and from the opening of every lot
   * that covered another since.
   */
  public static List<LedgerEntry> from(DeskContext desk, CustomerId customer, long seq) {
    return from(desk, customer, seq, entry -> entry.kind() == EntryKind.COVERED);
  }

  /** What the command of this receipt wrote under {@code source}, in order. */
  public static List<LedgerEntry> written(DeskContext desk, CommandReceipt receipt, Source source) {
    return desk.entriesFrom(receipt.customer(), receipt.fromSeq()).stream()
        .filter(entry -> entry.seq() <= receipt.throughSeq() && entry.source().equals(source))
        .toList();
  }

  /**
   * The entries {@link #from} the opening of every lot of {@code written}, lines of a customer;
   * all, if they overdrew an account.
   */
  public static List<LedgerEntry> of(
      DeskContext desk, CustomerId customer, List<LedgerEntry> written) {
    return from(
        desk,
        customer,
        overdraws(written) ? 1 : oldestLot(written, entry -> true, written.get(0).seq()));
  }

  private static boolean overdraws(List<LedgerEntry> entries) {
    return entries.stream().anyMatch(entry -> entry.lot() == LedgerEntry.DEFICIT);
  }

  /** And from the opening of every lot with such an entry since. */
  private static List<LedgerEntry> from(
      DeskContext desk, CustomerId customer, long seq, Predicate<LedgerEntry> which) {
    long from = seq;
    List<LedgerEntry> entries = desk.entriesFrom(customer, from);
    long oldest = oldestLot(entries, which, from);
    while (oldest < from) {
      from = oldest;
      entries = desk.entriesFrom(customer, from);
      oldest = oldestLot(entries, which, from);
    }
    return entries;
  }

  /**
   * The entries from the visit on, and {@link #from} the opening of every lot it touched, and of
   * every lot of the same number of which something was paid back; all, if it overdrew an account.
   */
  public static List<LedgerEntry> of(DeskContext desk, Visit visit) {
    List<LedgerEntry> since = desk.entriesFrom(visit.customer(), visit.seq() + 1);
    List<LedgerEntry> own = since.stream().filter(entry -> ofVisit(entry, visit)).toList();
    Set<String> numbers =
        own.stream().flatMap(entry -> entry.lotRef().stream()).collect(Collectors.toSet());
    return from(
        desk,
        visit.customer(),
        overdraws(own) ? 1 : oldestLot(own, entry -> true, visit.seq() + 1),
        entry -> entry.kind() == EntryKind.COVERED || isPaidBack(entry, numbers));
  }

  private static boolean isPaidBack(LedgerEntry entry, Set<String> numbers) {
    return entry.kind() == EntryKind.REVERSED
        && entry.grant().isPresent()
        && entry.lotRef().filter(numbers::contains).isPresent();
  }

  /** The stored entries, and those of the decision that is being made. */
  public static List<LedgerEntry> upToNow(List<LedgerEntry> stored, FileDraft draft) {
    return Lots.upToNow(stored, draft.entries());
  }

  private static boolean ofVisit(LedgerEntry entry, Visit visit) {
    return entry.source().isVisit(visit.id());
  }

  private static long oldestLot(
      List<LedgerEntry> entries, Predicate<LedgerEntry> which, long otherwise) {
    long oldest = otherwise;
    for (LedgerEntry entry : entries) {
      if (entry.lot() != LedgerEntry.DEFICIT && entry.lot() < oldest && which.test(entry)) {
        oldest = entry.lot();
      }
    }
    return oldest;
  }
}
