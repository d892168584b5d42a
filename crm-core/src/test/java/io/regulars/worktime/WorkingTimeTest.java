package io.regulars.worktime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.holiday.ChinaHolidays;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.calendar.DayKind;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.spi.calendar.Holidays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final DayHours LUNCH_BREAK =
      DayHours.of(Window.of("09:00", "12:00"), Window.of("13:00", "18:00"));

  /** Monday to Friday with a lunch break, holidays followed, in Shanghai. */
  private static final WorkingTime OFFICE =
      new WorkingTime(
          WorkingHours.builder()
              .every(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, LUNCH_BREAK)
              .holidays(HolidayPolicy.FOLLOW)
              .build(),
          SHANGHAI,
          ChinaHolidays.bundled());

  /** Every day, holidays or not. */
  private static WorkingTime daily(String from, String to, ZoneId zone) {
    return new WorkingTime(
        WorkingHours.builder()
            .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of(from, to))
            .holidays(HolidayPolicy.IGNORE)
            .build(),
        zone,
        Holidays.none());
  }

  private static Instant shanghai(String time) {
    return at(time, SHANGHAI);
  }

  private static Instant at(String time, ZoneId zone) {
    return LocalDateTime.parse(time).atZone(zone).toInstant();
  }

  private static void assertRefused(String message, Runnable refused) {
    assertEquals(message, assertThrows(InvalidProgramException.class, refused::run).getMessage());
  }

  /** Two hours from half past four on a Friday are half past nine on Monday. */
  @Test
  void bug_osticket_1168_sla_ignores_weekends() {
    assertEquals(
        shanghai("2026-11-23T09:30"),
        Target.working(Duration.ofHours(2)).due(OFFICE, shanghai("2026-11-20T16:30")));
  }

  @Test
  void bug_frappe_helpdesk_2212_sla_ignores_holidays_and_lunch() {
    assertEquals(
        shanghai("2026-09-24T13:30"),
        Target.working(Duration.ofHours(1)).due(OFFICE, shanghai("2026-09-24T11:30")),
        "lunch");
    assertEquals(
        shanghai("2026-09-28T09:30"),
        Target.working(Duration.ofHours(1)).due(OFFICE, shanghai("2026-09-24T17:30")),
        "mid-autumn, Friday to Sunday");
  }

  @Test
  void a_make_up_sunday_is_worked_like_a_monday() {
    assertEquals(
        shanghai("2026-09-20T10:00"),
        Target.working(Duration.ofHours(1)).due(OFFICE, shanghai("2026-09-19T12:00")));
  }

  /** One working day is not 24 hours of working time, which are three days of eight. */
  @Test
  void bug_jmix_790_p1d_read_as_24_business_hours() {
    Instant monday = shanghai("2026-11-16T10:00");
    assertEquals(shanghai("2026-11-17T18:00"), Target.workingDays(1).due(OFFICE, monday));
    assertEquals(
        shanghai("2026-11-19T10:00"),
        Target.working(Duration.ofDays(1)).due(OFFICE, monday),
        "asked for in hours");
  }

  @Test
  void three_working_days_end_with_the_third() {
    Instant due = shanghai("2026-11-19T18:00");
    assertEquals(due, Target.workingDays(3).due(OFFICE, shanghai("2026-11-16T08:00")));
    assertEquals(due, Target.workingDays(3).due(OFFICE, shanghai("2026-11-16T14:00")));
    assertEquals(due, Target.workingDays(3).due(OFFICE, shanghai("2026-11-16T23:59")));
    assertEquals(
        shanghai("2026-11-18T18:00"),
        Target.workingDays(3).due(OFFICE, shanghai("2026-11-15T12:00")),
        "from a Sunday");
    assertEquals(
        shanghai("2026-10-10T18:00"),
        Target.workingDays(3).due(OFFICE, shanghai("2026-09-30T12:00")),
        "over the national holiday, to the Saturday that makes up for it");
  }

  @Test
  void working_days_are_a_budget_of_working_time() {
    assertEquals(
        Duration.ofHours(4 + 3 * 8),
        Target.workingDays(3).budget(OFFICE, shanghai("2026-11-16T14:00")));
    assertEquals(OFFICE, Target.workingDays(3).counted(OFFICE));
  }

  @Test
  void wall_time_runs_while_the_store_is_closed() {
    assertEquals(
        shanghai("2026-11-21T16:30"),
        Target.wall(Duration.ofHours(24)).due(OFFICE, shanghai("2026-11-20T16:30")));
  }

  @Test
  void a_target_that_is_over_before_it_begins_is_refused() {
    assertRefused(
        "a target of PT0S is over before it begins; make it above zero",
        () -> Target.working(Duration.ZERO));
    assertRefused(
        "a target of PT-1S is over before it begins; make it above zero",
        () -> Target.wall(Duration.ofSeconds(-1)));
    assertRefused(
        "a target of 0 working days is over before it begins; give it at least one",
        () -> Target.workingDays(0));
  }

  @Test
  void a_window_past_midnight_belongs_to_the_day_it_begins() {
    WorkingTime bar =
        new WorkingTime(
            WorkingHours.builder()
                .putWeek(DayOfWeek.FRIDAY, DayHours.of("22:00", "02:00"))
                .holidays(HolidayPolicy.IGNORE)
                .build(),
            SHANGHAI,
            Holidays.none());
    assertTrue(bar.isOpen(shanghai("2026-11-21T01:59")));
    assertFalse(bar.isOpen(shanghai("2026-11-21T02:00")));
    assertFalse(bar.isOpen(shanghai("2026-11-20T01:00")));
    assertEquals(
        Duration.ofHours(4),
        bar.between(shanghai("2026-11-16T00:00"), shanghai("2026-11-23T00:00")));
  }

  @Test
  void the_day_of_a_start_after_midnight_is_the_one_that_is_still_open() {
    WorkingTime bar = daily("20:00", "02:00", SHANGHAI);
    assertEquals(
        shanghai("2026-11-22T02:00"),
        Target.workingDays(1).due(bar, shanghai("2026-11-21T01:00")),
        "Friday's night; one working day ends with Saturday's");
    assertEquals(
        shanghai("2026-11-23T02:00"),
        Target.workingDays(1).due(bar, shanghai("2026-11-21T02:00")),
        "Saturday");
  }

  @Test
  void what_two_days_share_counts_once() {
    WorkingTime store =
        new WorkingTime(
            WorkingHours.builder()
                .putWeek(DayOfWeek.FRIDAY, DayHours.of("22:00", "10:00"))
                .putWeek(DayOfWeek.SATURDAY, DayHours.of("08:00", "12:00"))
                .holidays(HolidayPolicy.IGNORE)
                .build(),
            SHANGHAI,
            Holidays.none());
    Instant friday = shanghai("2026-11-20T00:00");
    assertEquals(Duration.ofHours(14), store.between(friday, shanghai("2026-11-22T00:00")));
    assertEquals(shanghai("2026-11-21T12:00"), store.add(friday, Duration.ofHours(14)));
  }

  /** Saturday's window is over before Friday's is: Saturday adds nothing to wait for. */
  @Test
  void a_day_within_the_hours_of_another_is_no_working_day() {
    WorkingTime store =
        new WorkingTime(
            WorkingHours.builder()
                .putWeek(DayOfWeek.FRIDAY, DayHours.of("22:00", "10:00"))
                .putWeek(DayOfWeek.SATURDAY, DayHours.of("08:00", "09:00"))
                .holidays(HolidayPolicy.IGNORE)
                .build(),
            SHANGHAI,
            Holidays.none());
    Instant nextWeek = shanghai("2026-11-28T10:00");
    assertEquals(nextWeek, store.closing(shanghai("2026-11-21T09:30"), 1));
    assertEquals(nextWeek, store.closing(shanghai("2026-11-21T08:30"), 1), "both are open");
  }

  @Test
  void a_day_is_24_hours_from_any_hour() {
    WorkingTime bath = daily("09:00", "09:00", SHANGHAI);
    Instant now = shanghai("2026-11-21T08:59:59.999999999");
    assertEquals(now.plus(Duration.ofHours(100)), bath.add(now, Duration.ofHours(100)));
  }

  @Test
  void the_night_the_clocks_go_forward_is_an_hour_shorter() {
    WorkingTime night = daily("01:00", "05:00", BERLIN);
    assertEquals(
        Duration.ofHours(3),
        night.between(at("2026-03-29T00:00", BERLIN), at("2026-03-30T00:00", BERLIN)));
  }

  @Test
  void the_night_the_clocks_go_back_is_an_hour_longer() {
    WorkingTime night = daily("01:00", "05:00", BERLIN);
    assertEquals(
        Duration.ofHours(5),
        night.between(at("2026-10-25T00:00", BERLIN), at("2026-10-26T00:00", BERLIN)));
  }

  @Test
  void a_time_that_is_skipped_is_when_it_is_skipped() {
    Instant skip = Instant.parse("2026-03-29T01:00:00Z");
    assertEquals(skip, daily("02:30", "05:00", BERLIN).nextOpening(at("2026-03-29T00:00", BERLIN)));
    WorkingTime closing = daily("01:00", "02:30", BERLIN);
    assertTrue(closing.isOpen(skip.minusNanos(1)));
    assertFalse(closing.isOpen(skip));
    assertEquals(
        Duration.ZERO,
        daily("02:10", "02:50", BERLIN)
            .between(at("2026-03-29T00:00", BERLIN), at("2026-03-30T00:00", BERLIN)),
        "a window that is skipped");
  }

  /** The clock shows 02:30 at 00:30 and at 01:30 UTC. */
  @Test
  void a_time_that_is_shown_twice_is_when_it_is_shown_first() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertEquals(
        first, daily("02:30", "05:00", BERLIN).nextOpening(at("2026-10-25T00:00", BERLIN)));
    WorkingTime closing = daily("01:00", "02:30", BERLIN);
    assertTrue(closing.isOpen(first.minusNanos(1)));
    assertFalse(closing.isOpen(first));
    assertFalse(closing.isOpen(first.plus(Duration.ofMinutes(59))));
  }

  /** Samoa went from 29 to 31 December 2011. */
  @Test
  void a_day_that_a_country_skips_is_no_working_day() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    WorkingTime store = daily("09:00", "17:00", apia);
    Instant thursday = at("2011-12-29T16:00", apia);
    assertEquals(at("2011-12-31T10:00", apia), store.add(thursday, Duration.ofHours(2)));
    assertEquals(at("2011-12-31T17:00", apia), store.closing(thursday, 1));
    assertEquals(
        thursday.plus(Duration.ofHours(48)),
        daily("00:00", "24:00", apia).add(thursday, Duration.ofHours(48)));
  }

  @Test
  void what_is_said_of_a_date_goes_before_holidays_and_they_before_the_week() {
    WorkingTime store =
        new WorkingTime(
            WorkingHours.builder()
                .every(DayOfWeek.FRIDAY, DayOfWeek.TUESDAY, DayHours.of("10:00", "20:00"))
                .putWeek(DayOfWeek.TUESDAY, DayHours.of("10:00", "14:00"))
                .putDates(LocalDate.of(2026, 10, 1), DayHours.of("12:00", "13:00"))
                .putDates(LocalDate.of(2026, 10, 10), DayHours.CLOSED)
                .holidays(HolidayPolicy.FOLLOW)
                .makeUpDay(DayOfWeek.TUESDAY)
                .build(),
            SHANGHAI,
            ChinaHolidays.bundled());
    assertEquals("12:00-13:00", hours(store, "2026-10-01"), "a special opening on a day off");
    assertEquals("closed", hours(store, "2026-10-10"), "closed on a declared workday");
    assertEquals("closed", hours(store, "2026-10-02"), "a day off");
    assertEquals("10:00-14:00", hours(store, "2026-09-20"), "a declared workday");
    assertEquals("10:00-20:00", hours(store, "2026-11-22"), "an ordinary Sunday");
    assertEquals("closed", hours(store, "2026-11-25"), "an ordinary Wednesday");
  }

  private static String hours(WorkingTime store, String date) {
    return store.hours().on(LocalDate.parse(date), store.holidays()).toString();
  }

  @Test
  void a_shop_may_be_open_on_holidays() {
    WorkingTime salon =
        new WorkingTime(
            daily("10:00", "22:00", SHANGHAI).hours(), SHANGHAI, ChinaHolidays.bundled());
    assertTrue(salon.isOpen(shanghai("2026-10-01T12:00")));
    assertEquals(
        Optional.empty(),
        salon.unannounced(shanghai("2026-12-01T00:00"), shanghai("2027-02-01T00:00")),
        "nothing depends on it");
  }

  @Test
  void a_year_that_is_not_announced_has_ordinary_weeks_and_says_so() {
    Instant newYearsEve = shanghai("2026-12-31T17:30");
    Instant due = OFFICE.add(newYearsEve, Duration.ofHours(1));
    assertEquals(shanghai("2027-01-01T09:30"), due);
    assertEquals(Optional.of(Year.of(2027)), OFFICE.unannounced(newYearsEve, due));
    assertEquals(Optional.empty(), OFFICE.unannounced(newYearsEve, newYearsEve));
  }

  @Test
  void holidays_that_are_announced_count_from_the_next_question_on() {
    Newest newest = new Newest();
    WorkingTime office = new WorkingTime(OFFICE.hours(), SHANGHAI, newest);
    Instant newYearsEve = shanghai("2026-12-31T17:30");
    assertEquals(shanghai("2027-01-01T09:30"), office.add(newYearsEve, Duration.ofHours(1)));
    newest.known = offOn(LocalDate.of(2027, 1, 1));
    assertEquals(shanghai("2027-01-04T09:30"), office.add(newYearsEve, Duration.ofHours(1)));
    assertEquals(Optional.empty(), office.unannounced(newYearsEve, shanghai("2027-01-04T09:30")));
  }

  /** Hands on to what was announced last. */
  private static final class Newest implements Holidays {

    private Holidays known = ChinaHolidays.bundled();

    @Override
    public Optional<DeclaredDay> on(LocalDate date) {
      return known.on(date);
    }

    @Override
    public boolean covers(Year year) {
      return known.covers(year);
    }
  }

  private static Holidays offOn(LocalDate day) {
    return new Holidays() {
      @Override
      public Optional<DeclaredDay> on(LocalDate date) {
        return date.equals(day)
            ? Optional.of(new DeclaredDay(DayKind.OFF, "元旦"))
            : Optional.empty();
      }

      @Override
      public boolean covers(Year year) {
        return true;
      }
    };
  }

  @Test
  void hours_that_never_end_or_overlap_are_refused() {
    assertRefused(
        "working hours that open on no day of the week never end; give one of them windows",
        () ->
            WorkingHours.builder()
                .putWeek(DayOfWeek.MONDAY, DayHours.CLOSED)
                .holidays(HolidayPolicy.IGNORE)
                .build());
    assertRefused(
        "open 09:00-12:30 and 12:00-18:00 on one day, which overlap; make them one",
        () -> DayHours.of(Window.of("12:00", "18:00"), Window.of("09:00", "12:30")));
    assertRefused(
        "open 20:00-02:00 and 23:00-23:30 on one day, which overlap; make them one",
        () -> DayHours.of(Window.of("20:00", "02:00"), Window.of("23:00", "23:30")));
    assertRefused(
        "open 9-17:00, which are not times of a day; write them as 09:00",
        () -> Window.of("9", "17:00"));
  }

  @Test
  void windows_may_touch() {
    DayHours day = DayHours.of(Window.of("12:00", "24:00"), Window.of("00:00", "12:00"));
    assertEquals("00:00-12:00 12:00-00:00", day.toString());
  }

  @Test
  void a_store_that_is_closed_for_good_is_found_out() {
    Holidays always =
        new Holidays() {
          @Override
          public Optional<DeclaredDay> on(LocalDate date) {
            return Optional.of(new DeclaredDay(DayKind.OFF, "for ever"));
          }

          @Override
          public boolean covers(Year year) {
            return true;
          }
        };
    WorkingTime closed = new WorkingTime(OFFICE.hours(), SHANGHAI, always);
    Instant now = Instant.parse("2026-11-22T00:00:00Z");
    String rest =
        " after 2026-11-22T00:00:00Z is not reached within 100 years in Asia/Shanghai; look at the"
            + " hours and at the holidays they follow";
    assertRefused("PT1H of working time" + rest, () -> closed.add(now, Duration.ofHours(1)));
    assertRefused("the next opening" + rest, () -> closed.nextOpening(now));
    assertRefused("working day 1" + rest, () -> closed.closing(now, 1));
    assertEquals(now, closed.add(now, Duration.ZERO));
    assertFalse(closed.isOpen(now));
    assertEquals(Duration.ZERO, closed.between(now, now.plus(Duration.ofDays(7))));
  }

  @Test
  void time_is_not_added_backwards() {
    assertThrows(
        IllegalArgumentException.class, () -> OFFICE.add(Instant.EPOCH, Duration.ofNanos(-1)));
    assertEquals(
        Duration.ofHours(-8),
        OFFICE.between(shanghai("2026-11-17T00:00"), shanghai("2026-11-16T00:00")));
  }
}
