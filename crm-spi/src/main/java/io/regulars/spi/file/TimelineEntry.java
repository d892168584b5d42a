package io.regulars.spi.file;

import io.regulars.spi.Actor;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Visit;
import java.time.Instant;

/**
 * One line of a customer's timeline (domain id C6). Nothing is stored for it: it is a view of the
 * visit, the ledger entry or the event that was appended anyway.
 */
public sealed interface TimelineEntry {

  /** Number of the line in the file; the order of the timeline. */
  long seq();

  /** When it happened. */
  Instant occurredAt();

  /** When it was written. */
  Instant recordedAt();

  /** Who did it. */
  Actor actor();

  /** A visit, with its present status. */
  record OfVisit(Visit visit) implements TimelineEntry {
    @Override
    public long seq() {
      return visit.seq();
    }

    @Override
    public Instant occurredAt() {
      return visit.occurredAt();
    }

    @Override
    public Instant recordedAt() {
      return visit.recordedAt();
    }

    @Override
    public Actor actor() {
      return visit.actor();
    }
  }

  /** A change of a balance. */
  record OfEntry(LedgerEntry entry) implements TimelineEntry {
    @Override
    public long seq() {
      return entry.seq();
    }

    @Override
    public Instant occurredAt() {
      return entry.occurredAt();
    }

    @Override
    public Instant recordedAt() {
      return entry.recordedAt();
    }

    @Override
    public Actor actor() {
      return entry.actor();
    }
  }

  /** Anything else. */
  record OfEvent(FileEvent event) implements TimelineEntry {
    @Override
    public long seq() {
      return event.seq();
    }

    @Override
    public Instant occurredAt() {
      return event.occurredAt();
    }

    @Override
    public Instant recordedAt() {
      return event.recordedAt();
    }

    @Override
    public Actor actor() {
      return event.actor();
    }
  }
}
