package io.regulars.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.InvalidProgramException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LotTermTest {

  private static final LocalDate JOINED = LocalDate.of(2020, 1, 1);

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void an_exact_end_keeps_the_time_of_day() {
    LotTerm term = LotTerm.of(Period.ofDays(365));
    assertEquals(
        Optional.of(Instant.parse("1998-01-12T12:00:00Z")),
        term.endsAt(Instant.parse("1997-01-12T12:00:00Z"), ZoneOffset.UTC, JOINED));
  }

  @Test
  void a_year_from_29_february_ends_on_28_february() {
    LotTerm term = LotTerm.of(Period.ofYears(1));
    assertEquals(
        Optional.of(Instant.parse("2025-02-28T09:00:00Z")),
        term.endsAt(Instant.parse("2024-02-29T09:00:00Z"), ZoneOffset.UTC, JOINED));
  }

  @Test
  void a_month_from_31_january_ends_with_february() {
    LotTerm term = LotTerm.of(Period.ofMonths(1));
    assertEquals(
        Optional.of(Instant.parse("2026-02-28T09:00:00Z")),
        term.endsAt(Instant.parse("2026-01-31T09:00:00Z"), ZoneOffset.UTC, JOINED));
  }

  @Test
  void days_are_the_zones_also_where_the_clock_is_put_forward() {
    LotTerm term = LotTerm.of(Period.ofDays(1));
    assertEquals(
        Optional.of(Instant.parse("2026-03-08T07:30:00Z")),
        term.endsAt(Instant.parse("2026-03-07T07:30:00Z"), NEW_YORK, JOINED));
    assertEquals(
        Optional.of(Instant.parse("2026-03-08T16:00:00Z")),
        term.endsAt(Instant.parse("2026-03-07T17:00:00Z"), NEW_YORK, JOINED));
  }

  @Test
  void a_daily_end_is_the_next_midnight_of_the_zone() {
    LotTerm term = LotTerm.of(Period.ofDays(30), Granularity.DAY);
    assertEquals(
        Optional.of(Instant.parse("2026-01-31T16:00:00Z")),
        term.endsAt(Instant.parse("2026-01-01T04:00:00Z"), SHANGHAI, JOINED));
  }

  @Test
  void a_midnight_is_the_first_instant_of_its_day() {
    LotTerm term = LotTerm.of(Period.ofDays(30), Granularity.DAY);
    assertEquals(
        Optional.of(Instant.parse("2026-01-31T16:00:00Z")),
        term.endsAt(Instant.parse("2025-12-31T16:00:00Z"), SHANGHAI, JOINED));
  }

  @Test
  void a_monthly_end_is_the_next_first_of_a_month() {
    LotTerm term = LotTerm.of(Period.ofYears(1), Granularity.MONTH);
    assertEquals(
        Optional.of(Instant.parse("2027-01-31T16:00:00Z")),
        term.endsAt(Instant.parse("2026-01-15T04:00:00Z"), SHANGHAI, JOINED));
  }

  @Test
  void a_term_of_nothing_is_refused() {
    assertThrows(InvalidProgramException.class, () -> LotTerm.of(Period.ZERO));
    assertThrows(InvalidProgramException.class, () -> LotTerm.of(Period.ofDays(-1)));
  }

  @Test
  void an_unlimited_term_has_no_end() {
    assertEquals(Optional.empty(), LotTerm.UNLIMITED.endsAt(Instant.EPOCH, SHANGHAI, JOINED));
  }

  @Test
  void the_end_of_the_month_is_the_next_first_also_from_its_very_first_instant() {
    LotTerm term = LotTerm.endOf(Granularity.MONTH);
    assertEquals(
        Optional.of(Instant.parse("2026-01-31T16:00:00Z")),
        term.endsAt(Instant.parse("2026-01-15T04:00:00Z"), SHANGHAI, JOINED));
    assertEquals(
        Optional.of(Instant.parse("2026-01-31T16:00:00Z")),
        term.endsAt(Instant.parse("2025-12-31T16:00:00Z"), SHANGHAI, JOINED));
  }

  @Test
  void the_end_of_the_year_after_a_leap_february_is_the_first_of_january() {
    LotTerm term = LotTerm.of(Period.ofYears(1), Granularity.YEAR);
    assertEquals(
        Optional.of(Instant.parse("2025-12-31T16:00:00Z")),
        term.endsAt(Instant.parse("2024-02-29T01:00:00Z"), SHANGHAI, JOINED));
  }

  @Test
  void an_anniversary_of_29_february_is_28_february_in_common_years() {
    LotTerm term = LotTerm.endOf(Granularity.ANNIVERSARY);
    LocalDate joined = LocalDate.of(2024, 2, 29);
    assertEquals(
        Optional.of(Instant.parse("2027-02-27T16:00:00Z")),
        term.endsAt(Instant.parse("2026-03-01T00:00:00Z"), SHANGHAI, joined));
    assertEquals(
        Optional.of(Instant.parse("2028-02-28T16:00:00Z")),
        term.endsAt(Instant.parse("2027-03-01T00:00:00Z"), SHANGHAI, joined));
  }

  @Test
  void a_day_that_begins_late_since_the_clock_is_put_forward_at_midnight_begins_late() {
    ZoneId santiago = ZoneId.of("America/Santiago");
    LotTerm term = LotTerm.endOf(Granularity.DAY);
    assertEquals(
        Optional.of(Instant.parse("2024-09-08T04:00:00Z")),
        term.endsAt(Instant.parse("2024-09-07T20:00:00Z"), santiago, JOINED));
  }

  @Test
  void a_term_says_its_policy() {
    assertEquals("unlimited", LotTerm.UNLIMITED.text());
    assertEquals("P1Y", LotTerm.of(Period.ofYears(1)).text());
    assertEquals("P1Y/MONTH", LotTerm.of(Period.ofYears(1), Granularity.MONTH).text());
  }
}
