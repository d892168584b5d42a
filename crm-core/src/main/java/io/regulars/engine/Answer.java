package io.regulars.engine;

import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitReturn;
import java.util.List;
import java.util.Optional;

/**
 * What a command did and why: the very lines it appended. A repeated command gets the same lines
 * again.
 *
 * @param file the file after the command; for a repetition the file as it is now
 * @param visit the visit recorded by it, if one was
 * @param returned what came back by it, if a visit was taken back
 * @param entries ledger entries it appended, in order, those of time passed before it included
 * @param events events it appended, in order
 * @param repeated whether the command had been carried out before and nothing was done now
 */
public record Answer(
    CustomerFile file,
    Optional<Visit> visit,
    Optional<VisitReturn> returned,
    List<LedgerEntry> entries,
    List<FileEvent> events,
    boolean repeated) {

  /** Copies the lists. */
  public Answer {
    entries = List.copyOf(entries);
    events = List.copyOf(events);
  }

  /** The sum of the entries of this account and kind: points earned, points spent (negative). */
  public long sum(AccountKind account, EntryKind kind) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account) && entry.kind() == kind)
        .mapToLong(LedgerEntry::amount)
        .sum();
  }
}
