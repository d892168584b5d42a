package io.regulars.ledger;

import io.regulars.engine.DeskContext;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.function.Predicate;

/** Reads as much of a customer's entries as it takes to undo one of them. */
public final class Histories {

  private Histories() {}

  /**
   * The entries from line {@code seq} on, the opening of a lot, and from the opening of every lot
   * that covered another since.
   */
  public static List<LedgerEntry> from(DeskContext desk, CustomerId customer, long seq) {
    long from = seq;
    List<LedgerEntry> entries = desk.entriesFrom(customer, from);
    long oldest = oldestLot(entries, entry -> entry.kind() == EntryKind.COVERED, from);
    while (oldest < from) {
      from = oldest;
      entries = desk.entriesFrom(customer, from);
      oldest = oldestLot(entries, entry -> entry.kind() == EntryKind.COVERED, from);
    }
    return entries;
  }

  /**
   * The entries from the visit on, and {@link #from} the opening of every lot it touched; all, if
   * it overdrew an account.
   */
  public static List<LedgerEntry> of(DeskContext desk, Visit visit) {
    List<LedgerEntry> since = desk.entriesFrom(visit.customer(), visit.seq() + 1);
    boolean overdrawn =
        since.stream()
            .anyMatch(entry -> ofVisit(entry, visit) && entry.lot() == LedgerEntry.DEFICIT);
    return from(
        desk,
        visit.customer(),
        overdrawn ? 1 : oldestLot(since, entry -> ofVisit(entry, visit), visit.seq() + 1));
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
