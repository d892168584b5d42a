package io.regulars.holiday;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.calendar.DayKind;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.WorkingHours;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChinaHolidaysTest {

  private static final WorkingHours OFFICE =
      WorkingHours.builder()
          .every(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, DayHours.of("09:00", "17:00"))
          .holidays(HolidayPolicy.FOLLOW)
          .build();

  private static final ChinaHolidays CHINA = ChinaHolidays.bundled();

  /** As published for each of these years. */
  @Test
  void a_year_has_as_many_workdays_as_published() {
    assertEquals(249, workdays(2020));
    assertEquals(250, workdays(2021));
    assertEquals(249, workdays(2022));
    assertEquals(249, workdays(2023));
    assertEquals(251, workdays(2024));
    assertEquals(248, workdays(2025));
    assertEquals(248, workdays(2026));
  }

  private static long workdays(int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return first
        .datesUntil(first.plusYears(1))
        .filter(date -> !OFFICE.on(date, CHINA).equals(DayHours.CLOSED))
        .count();
  }

  @Test
  void a_day_is_off_made_up_for_or_ordinary() {
    assertEquals(
        Optional.of(new DeclaredDay(DayKind.OFF, "国庆节")), CHINA.on(LocalDate.of(2026, 10, 1)));
    assertEquals(
        Optional.of(new DeclaredDay(DayKind.WORKDAY, "元旦")), CHINA.on(LocalDate.of(2026, 1, 4)));
    assertEquals(Optional.empty(), CHINA.on(LocalDate.of(2026, 1, 5)));
  }

  /** A notice names days of the year before, which makes that year no better known. */
  @Test
  void years_are_covered_from_2007_to_2026() {
    assertTrue(CHINA.on(LocalDate.of(2006, 12, 30)).isPresent());
    assertFalse(CHINA.covers(Year.of(2006)));
    assertTrue(CHINA.covers(Year.of(2007)));
    assertTrue(CHINA.covers(Year.of(2026)));
    assertFalse(CHINA.covers(Year.of(2027)));
  }

  @Test
  void a_list_of_ones_own_replaces_it() {
    ChinaHolidays own =
        ChinaHolidays.reading(new StringReader("# 2027\n\ncovers,2027,2027\n2027-01-01,OFF,元旦\n"));
    assertTrue(own.covers(Year.of(2027)));
    assertEquals(Optional.of(new DeclaredDay(DayKind.OFF, "元旦")), own.on(LocalDate.of(2027, 1, 1)));
  }

  @Test
  void a_line_that_is_none_is_refused_with_its_number() {
    String day = "; write a day as 2026-01-01,OFF,name or 2026-01-04,WORKDAY,name";
    refused("holidays, line 2: 2026-13-01,OFF,x" + day, "covers,2026,2026\n2026-13-01,OFF,x");
    refused("holidays, line 3: 2026-01-01,off,x" + day, "covers,2026,2026\n\n2026-01-01,off,x");
    refused("holidays, line 2: 2026-01-01" + day, "covers,2026,2026\n2026-01-01");
    refused(
        "holidays, line 3: 2026-01-01 is listed twice; keep one of them",
        "covers,2026,2026\n2026-01-01,OFF,x\n2026-01-01,WORKDAY,y");
    String years = "; the years come first: covers,2007,2026";
    refused("holidays, line 1: 2026-01-01,OFF,x" + years, "2026-01-01,OFF,x");
    refused("holidays, line 1: covers,2026,2025" + years, "covers,2026,2025");
    refused(
        "holidays, line 1: the list ends without its years; begin it with covers,2007,2026", "#");
  }

  private static void refused(String message, String list) {
    assertEquals(
        message,
        assertThrows(
                InvalidProgramException.class, () -> ChinaHolidays.reading(new StringReader(list)))
            .getMessage());
  }

  @Test
  void what_cannot_be_read_is_no_list() {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] into, int at, int length) throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public void close() {}
        };
    assertThrows(UncheckedIOException.class, () -> ChinaHolidays.reading(broken));
  }
}
