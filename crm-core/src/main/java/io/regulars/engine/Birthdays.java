package io.regulars.engine;

import com.tyme.lunar.LunarDay;
import com.tyme.lunar.LunarMonth;
import com.tyme.solar.SolarDay;
import io.regulars.spi.customer.Birthday;
import java.time.LocalDate;

/** Birthdays in the solar and in the Chinese lunisolar calendar. */
public final class Birthdays {

  private Birthdays() {}

  /**
   * Whether {@code day} is in the month of the birthday: the solar month, or, for a lunar birthday,
   * the lunar month of that number, be it leap or not.
   */
  public static boolean inMonthOf(Birthday birthday, LocalDate day) {
    return switch (birthday.calendar()) {
      case SOLAR -> day.getMonthValue() == birthday.month();
      case LUNAR -> lunar(day).getLunarMonth().getMonth() == birthday.month();
    };
  }

  /**
   * Whether {@code day} is the birthday, or the last day of a month that is too short for it. That
   * of a leap month is in the leap month of the years that have it, else in the month of its
   * number.
   */
  public static boolean isOn(Birthday birthday, LocalDate day) {
    return inMonthOf(birthday, day)
        && switch (birthday.calendar()) {
          case SOLAR -> day.getDayOfMonth() == Math.min(birthday.day(), day.lengthOfMonth());
          case LUNAR -> isOn(birthday, lunar(day));
        };
  }

  private static boolean isOn(Birthday birthday, LunarDay day) {
    LunarMonth month = day.getLunarMonth();
    boolean leapYear = month.getLunarYear().getLeapMonth() == birthday.month();
    return month.isLeap() == (birthday.leapMonth() && leapYear)
        && day.getDay() == Math.min(birthday.day(), month.getDayCount());
  }

  private static LunarDay lunar(LocalDate day) {
    return SolarDay.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth()).getLunarDay();
  }
}
