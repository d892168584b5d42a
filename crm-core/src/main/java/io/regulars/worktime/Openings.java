package io.regulars.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A walk over the openings of a store, in order; time that two windows share counts once. */
final class Openings {

  private final WorkingTime store;
  private final LocalDate last;
  private LocalDate day;
  private List<Span> today;
  private int next;
  private Instant reached;

  /**
   * From {@code from} on, over the windows that begin on the days up to {@code last}, included. The
   * day before counts too: its last window may run past midnight.
   */
  Openings(WorkingTime store, Instant from, LocalDate last) {
    this.store = store;
    this.last = last;
    this.reached = from;
    this.day = store.dateOf(from).minusDays(1);
    this.today = store.openings(day);
  }

  /** The next opening, without what is over; empty when the last day is through. */
  Optional<Span> next() {
    while (true) {
      while (next < today.size()) {
        Span span = today.get(next++);
        if (span.to().isAfter(reached)) {
          Instant from = span.from().isAfter(reached) ? span.from() : reached;
          reached = span.to();
          return Optional.of(new Span(from, reached));
        }
      }
      if (!day.isBefore(last)) {
        return Optional.empty();
      }
      day = day.plusDays(1);
      today = store.openings(day);
      next = 0;
    }
  }
}
