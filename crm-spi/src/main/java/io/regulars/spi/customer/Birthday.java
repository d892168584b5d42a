package io.regulars.spi.customer;

import io.regulars.spi.Shapes;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.OptionalInt;

/**
 * A birthday as people give it: in the solar (Gregorian) or the lunar (Chinese) calendar, the year
 * often left out. {@code toString} hides it.
 *
 * @param calendar which calendar month and day are in
 * @param year year of that calendar, 1 to 9999, if stated
 * @param month 1 to 12
 * @param day 1 to 30 in the lunar calendar, else a day the month has (29 February is accepted
 *     without a year)
 * @param leapMonth the lunar leap month of that number; never in the solar calendar
 */
public record Birthday(Calendar calendar, OptionalInt year, int month, int day, boolean leapMonth) {

  /** The calendars a birthday may be kept in. */
  public enum Calendar {
    /** Gregorian. */
    SOLAR,
    /** Chinese lunisolar. */
    LUNAR
  }

  /** Refuses a day its calendar cannot have. */
  public Birthday {
    Shapes.require(year.orElse(1) >= 1 && year.orElse(1) <= 9999, "birthday year is not 1 to 9999");
    Shapes.require(month >= 1 && month <= 12, "birthday month is not 1 to 12");
    if (calendar == Calendar.LUNAR) {
      Shapes.require(day >= 1 && day <= 30, "lunar birthday's day is not 1 to 30");
    } else {
      Shapes.require(!leapMonth, "a solar birthday has no leap month");
      Shapes.require(
          day >= 1 && day <= MonthDay.of(month, 1).getMonth().maxLength(),
          "birthday's day is not one its month has");
      if (year.isPresent()) {
        Shapes.require(
            day <= LocalDate.of(year.getAsInt(), month, 1).lengthOfMonth(),
            "birthday is 29 February of a year that has none");
      }
    }
  }

  /** A solar birthday without the year. */
  public static Birthday solar(int month, int day) {
    return new Birthday(Calendar.SOLAR, OptionalInt.empty(), month, day, false);
  }

  /** A solar birthday with the year. */
  public static Birthday solar(int year, int month, int day) {
    return new Birthday(Calendar.SOLAR, OptionalInt.of(year), month, day, false);
  }

  /** A lunar birthday without the year. */
  public static Birthday lunar(int month, int day) {
    return new Birthday(Calendar.LUNAR, OptionalInt.empty(), month, day, false);
  }

  @Override
  public String toString() {
    return "***";
  }
}
