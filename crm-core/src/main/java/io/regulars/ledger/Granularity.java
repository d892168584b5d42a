package io.regulars.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * To what the ends of lots are rounded up, in the customer's favour. Credits that end together
 * share a lot, so this bounds the open lots of an account: with {@link #MONTH} and a year's term
 * there are at most 13.
 */
public enum Granularity {
  /** Not rounded: every credit ends at its own instant. */
  EXACT {
    @Override
    Instant roundUp(ZonedDateTime end) {
      return end.toInstant();
    }
  },
  /** The next midnight. */
  DAY {
    @Override
    Instant roundUp(ZonedDateTime end) {
      return firstStart(end, end.toLocalDate(), end.toLocalDate().plusDays(1));
    }
  },
  /** The next first of a month, midnight. */
  MONTH {
    @Override
    Instant roundUp(ZonedDateTime end) {
      LocalDate first = end.toLocalDate().withDayOfMonth(1);
      return firstStart(end, first, first.plusMonths(1));
    }
  };

  abstract Instant roundUp(ZonedDateTime end);

  private static Instant firstStart(ZonedDateTime end, LocalDate thisOne, LocalDate nextOne) {
    ZoneId zone = end.getZone();
    Instant start = thisOne.atStartOfDay(zone).toInstant();
    return start.equals(end.toInstant()) ? start : nextOne.atStartOfDay(zone).toInstant();
  }
}
