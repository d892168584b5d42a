package io.regulars.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * To what the ends of lots are rounded up, in the customer's favour. Credits that end together
 * share a lot, so this bounds the open lots of an account: with {@link #MONTH} and a year's term
 * there are at most 13.
 */
public enum Granularity {
  /** Not rounded: every credit ends at its own instant. */
  EXACT {
    @Override
    Instant roundUp(Instant end, ZoneId zone) {
      return end;
    }
  },
  /** The next midnight. */
  DAY {
    @Override
    Instant roundUp(Instant end, ZoneId zone) {
      LocalDate day = end.atZone(zone).toLocalDate();
      return firstNotBefore(end, day, day.plusDays(1), zone);
    }
  },
  /** The next first of a month, midnight. */
  MONTH {
    @Override
    Instant roundUp(Instant end, ZoneId zone) {
      LocalDate first = end.atZone(zone).toLocalDate().withDayOfMonth(1);
      return firstNotBefore(end, first, first.plusMonths(1), zone);
    }
  };

  abstract Instant roundUp(Instant end, ZoneId zone);

  private static Instant firstNotBefore(
      Instant end, LocalDate thisOne, LocalDate nextOne, ZoneId zone) {
    Instant start = thisOne.atStartOfDay(zone).toInstant();
    return start.isBefore(end) ? nextOne.atStartOfDay(zone).toInstant() : start;
  }
}
