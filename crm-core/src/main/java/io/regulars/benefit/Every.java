package io.regulars.benefit;

import io.regulars.engine.Birthdays;
import io.regulars.engine.FileDraft;
import io.regulars.spi.customer.Birthday;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The period a benefit's quota is for; days are those of the merchant's zone. */
public enum Every {
  /** A calendar month. */
  MONTH,
  /** A calendar year. */
  YEAR,
  /**
   * A year from the day the customer joined, or from an anniversary of it; of 29 February, in
   * common years, 28 February.
   */
  ANNIVERSARY,
  /**
   * The month of the birthday, once a year: the solar month, or, for a lunar birthday, the lunar
   * month of that number together with its leap month. At other times the benefit cannot be used.
   */
  BIRTHDAY_MONTH,
  /**
   * The birthday itself, once a year; of 29 February, in common years, 28 February; of a lunar
   * birthday, that day of the lunar month, or its last, if it has fewer days.
   */
  BIRTHDAY;

  /** The latest that a birthday comes after the last: that of a leap month comes in years. */
  private static final int LONGEST_WAIT = 800;

  /** Shorter than the time between two lunar months of one number. */
  private static final int MONTHS_OF_A_BIRTHDAY = 11;

  /**
   * Some days.
   *
   * @param first the first
   * @param end the day after the last
   */
  record Days(LocalDate first, LocalDate end) {}

  /** The period that {@code day} is in; empty if it is in none. */
  Optional<Days> around(FileDraft draft, LocalDate day) {
    return switch (this) {
      case MONTH -> {
        LocalDate first = day.withDayOfMonth(1);
        yield Optional.of(new Days(first, first.plusMonths(1)));
      }
      case YEAR -> {
        LocalDate first = day.withDayOfYear(1);
        yield Optional.of(new Days(first, first.plusYears(1)));
      }
      case ANNIVERSARY -> Optional.of(anniversary(joined(draft), day));
      case BIRTHDAY_MONTH, BIRTHDAY ->
          draft.profile().birthday().flatMap(birthday -> around(birthday, day));
    };
  }

  /**
   * From when on something may be granted again after {@code period}: with the next period, and, so
   * that a birthday that is corrected is no second one, eleven months after a birthday.
   */
  LocalDate grantedAnewFrom(Days period) {
    return switch (this) {
      case MONTH, YEAR, ANNIVERSARY -> period.end();
      case BIRTHDAY_MONTH, BIRTHDAY -> period.first().plusMonths(MONTHS_OF_A_BIRTHDAY);
    };
  }

  /** The first day of the next period after {@code day}'s; empty if nobody knows. */
  Optional<LocalDate> next(FileDraft draft, LocalDate day) {
    LocalDate from = around(draft, day).map(Days::end).orElse(day);
    return switch (this) {
      case MONTH, YEAR, ANNIVERSARY -> Optional.of(from);
      case BIRTHDAY_MONTH, BIRTHDAY ->
          draft.profile().birthday().flatMap(birthday -> next(birthday, from));
    };
  }

  private Optional<LocalDate> next(Birthday birthday, LocalDate from) {
    return from.datesUntil(from.plusDays(LONGEST_WAIT))
        .filter(day -> isOf(birthday, day))
        .findFirst();
  }

  private boolean isOf(Birthday birthday, LocalDate day) {
    return this == BIRTHDAY ? Birthdays.isOn(birthday, day) : Birthdays.inMonthOf(birthday, day);
  }

  private static LocalDate joined(FileDraft draft) {
    return draft.joinedAt().atZone(draft.merchant().zone()).toLocalDate();
  }

  /** Counted from the day itself, so that a 29 February comes back in leap years. */
  private static Days anniversary(LocalDate joined, LocalDate day) {
    long years = ChronoUnit.YEARS.between(joined, day);
    while (!joined.plusYears(years + 1).isAfter(day)) {
      years++;
    }
    return new Days(joined.plusYears(years), joined.plusYears(years + 1));
  }

  private Optional<Days> around(Birthday birthday, LocalDate day) {
    if (!isOf(birthday, day)) {
      return Optional.empty();
    }
    LocalDate first = day;
    while (isOf(birthday, first.minusDays(1))) {
      first = first.minusDays(1);
    }
    LocalDate end = day.plusDays(1);
    while (isOf(birthday, end)) {
      end = end.plusDays(1);
    }
    return Optional.of(new Days(first, end));
  }
}
