package io.regulars.spi.calendar;

/** What a day was declared to be. */
public enum DayKind {

  /** A day off (放假), whatever day of the week it is. */
  OFF,

  /** A day on which people work (上班), mostly a weekend that makes up for a long holiday (调休). */
  WORKDAY
}
