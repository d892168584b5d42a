package io.regulars.worktime;

import io.regulars.spi.InvalidProgramException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * From when to when a store is open without a break, on the clock on its wall. A window that does
 * not end after it begins runs past midnight and belongs to the day on which it begins: 22:00-02:00
 * is four hours, 00:00-00:00 the whole day, 09:00-09:00 the 24 hours from nine.
 *
 * @param from opening, included
 * @param to closing, excluded
 */
public record Window(LocalTime from, LocalTime to) {

  /** A window as it is written on a door: {@code of("09:00", "12:30")}; 24:00 is midnight. */
  public static Window of(String from, String to) {
    try {
      return new Window(
          LocalTime.parse(from), to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    } catch (DateTimeParseException e) {
      throw new InvalidProgramException(
          "open " + from + "-" + to + ", which are not times of a day; write them as 09:00");
    }
  }

  /** When the window of {@code date} opens. */
  LocalDateTime opening(LocalDate date) {
    return date.atTime(from);
  }

  /** When the window of {@code date} closes: on the same day, or on the next. */
  LocalDateTime closing(LocalDate date) {
    return (to.isAfter(from) ? date : date.plusDays(1)).atTime(to);
  }

  /** As on a door: {@code 09:00-12:30}. */
  @Override
  public String toString() {
    return from + "-" + to;
  }
}
