package io.regulars.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * To what the ends of lots are rounded up, in the customer's favour. Credits that end together
 * share a lot, so this bounds the open lots of an account: with {@link #MONTH} and a year's term
 * there are at most 13.
 */
public enum Granularity {
  /** Not rounded: every credit ends at its own instant. */
  EXACT,
  /** The next midnight. */
  DAY,
  /** The next first of a month, midnight. */
  MONTH,
  /** The next first of January, midnight. */
  YEAR,
  /**
   * The next anniversary of the day the customer joined, midnight; of 29 February, in common years,
   * 28 February.
   */
  ANNIVERSARY;

  /** {@code end} itself, if it is such an instant, or else the next one. */
  Instant roundUp(Instant end, ZoneId zone, LocalDate joined) {
    LocalDate day = end.atZone(zone).toLocalDate();
    return switch (this) {
      case EXACT -> end;
      case DAY -> first(end, zone, day, Period.ofDays(1));
      case MONTH -> first(end, zone, day.withDayOfMonth(1), Period.ofMonths(1));
      case YEAR -> first(end, zone, day.withDayOfYear(1), Period.ofYears(1));
      case ANNIVERSARY -> anniversary(end, zone, joined, day);
    };
  }

  private static Instant first(Instant end, ZoneId zone, LocalDate thisOne, Period apart) {
    Instant start = thisOne.atStartOfDay(zone).toInstant();
    return start.isBefore(end) ? thisOne.plus(apart).atStartOfDay(zone).toInstant() : start;
  }

  /** Counted from the day itself, so that a 29 February comes back in leap years. */
  private static Instant anniversary(Instant end, ZoneId zone, LocalDate joined, LocalDate day) {
    long years = Math.max(0, ChronoUnit.YEARS.between(joined, day));
    Instant start = joined.plusYears(years).atStartOfDay(zone).toInstant();
    while (start.isBefore(end)) {
      years++;
      start = joined.plusYears(years).atStartOfDay(zone).toInstant();
    }
    return start;
  }
}
