package io.regulars.worktime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.calendar.Holidays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * Figures that were published with the manuals and tests of other systems' working-time arithmetic:
 * facts about calendars, told in tests of our own. Those of 2010 are known from the Ruby library
 * business_time (its manual's weekend is the nine hours), those of the 10-18 week from the service
 * levels of help desks.
 */
class PublishedVectorsTest {

  private static final ZoneId UTC = ZoneOffset.UTC;

  private static WorkingHours week(DayOfWeek first, DayOfWeek last, String from, String to) {
    return weekly(first, last, from, to).build();
  }

  private static WorkingHours.Builder weekly(
      DayOfWeek first, DayOfWeek last, String from, String to) {
    return WorkingHours.builder()
        .every(first, last, DayHours.of(from, to))
        .holidays(HolidayPolicy.IGNORE);
  }

  private static WorkingTime in(WorkingHours hours) {
    return new WorkingTime(hours, UTC, Holidays.none());
  }

  private static Instant at(String time) {
    return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
  }

  private static final WorkingHours NINE_TO_FIVE =
      week(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "09:00", "17:00");

  @Test
  void eight_hours_from_a_morning_are_the_next_morning() {
    assertEquals(
        at("2010-08-05T09:35"), in(NINE_TO_FIVE).add(at("2010-08-04T09:35"), Duration.ofHours(8)));
  }

  @Test
  void an_hour_from_friday_evening_is_monday_morning() {
    assertEquals(
        at("2010-04-12T09:50"), in(NINE_TO_FIVE).add(at("2010-04-09T16:50"), Duration.ofHours(1)));
  }

  @Test
  void an_hour_from_friday_evening_is_tuesday_morning_if_monday_is_a_holiday() {
    WorkingHours hours =
        weekly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "09:00", "17:00")
            .putDates(LocalDate.of(2010, 7, 5), DayHours.CLOSED)
            .build();
    assertEquals(
        at("2010-07-06T09:50"), in(hours).add(at("2010-07-02T16:50"), Duration.ofHours(1)));
  }

  @Test
  void hours_that_differ_by_day_add_up_over_a_weekend() {
    WorkingHours hours =
        WorkingHours.builder()
            .putWeek(DayOfWeek.MONDAY, DayHours.of("09:00", "17:00"))
            .putWeek(DayOfWeek.FRIDAY, DayHours.of("09:00", "17:00"))
            .putWeek(DayOfWeek.SATURDAY, DayHours.of("10:00", "15:00"))
            .holidays(HolidayPolicy.IGNORE)
            .build();
    assertEquals(
        Duration.ofHours(9), in(hours).between(at("2010-12-24T15:00"), at("2010-12-27T11:00")));
  }

  @Test
  void instants_come_with_any_offset() {
    WorkingTime store = in(week(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, "09:00", "18:00"));
    assertEquals(
        Duration.ofSeconds(53_805),
        store.between(
            OffsetDateTime.parse("2012-05-28T11:04:26+03:00").toInstant(),
            OffsetDateTime.parse("2012-05-29T17:56:45+03:00").toInstant()));
  }

  /** 4 March 2019 is a Monday. */
  @Test
  void two_targets_of_a_help_desk() {
    WorkingTime desk = in(week(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "10:00", "18:00"));
    Target response = Target.working(Duration.ofMinutes(30));
    Target resolution = Target.working(Duration.ofHours(2));
    Instant monday = at("2019-03-04T20:00");
    assertEquals(at("2019-03-05T10:30"), response.due(desk, monday));
    assertEquals(at("2019-03-05T12:00"), resolution.due(desk, monday));
    assertEquals(at("2019-03-11T11:00"), resolution.due(desk, at("2019-03-08T17:00")));
  }

  @Test
  void two_targets_of_a_help_desk_over_two_holidays() {
    WorkingTime desk =
        in(
            weekly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "10:00", "18:00")
                .putDates(LocalDate.of(2019, 3, 7), DayHours.CLOSED)
                .putDates(LocalDate.of(2019, 3, 8), DayHours.CLOSED)
                .build());
    Instant thursday = at("2019-03-07T15:00");
    assertEquals(
        at("2019-03-11T10:30"), Target.working(Duration.ofMinutes(30)).due(desk, thursday));
    assertEquals(at("2019-03-11T12:00"), Target.working(Duration.ofHours(2)).due(desk, thursday));
  }

  /** Peers disagree; ours is closing time. */
  @Test
  void what_is_done_exactly_at_closing_time_is_due_at_closing_time() {
    assertEquals(
        at("2010-08-04T17:00"), in(NINE_TO_FIVE).add(at("2010-08-04T09:00"), Duration.ofHours(8)));
  }
}
