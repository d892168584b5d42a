package io.regulars.engine;

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
      case LUNAR -> lunarMonth(day) == birthday.month();
    };
  }

  private static int lunarMonth(LocalDate day) {
    return SolarDay.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth())
        .getLunarDay()
        .getLunarMonth()
        .getMonth();
  }
}
