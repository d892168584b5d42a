package io.regulars.worktime;

import java.time.Duration;
import java.time.Instant;

/**
 * Time during which a store is open without a break.
 *
 * @param from opening, included
 * @param to closing, excluded, after {@code from}
 */
record Span(Instant from, Instant to) {

  Duration length() {
    return Duration.between(from, to);
  }

  /** What of it is before {@code end}, which is after {@link #from}. */
  Span until(Instant end) {
    return end.isBefore(to) ? new Span(from, end) : this;
  }
}
