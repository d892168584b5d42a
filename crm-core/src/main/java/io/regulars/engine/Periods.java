package io.regulars.engine;

import io.regulars.spi.InvalidProgramException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Calendar periods counted from an instant. */
public final class Periods {

  private static final int LONGEST_YEARS = 100;

  private Periods() {}

  /**
   * Returns {@code period} if it is not negative and at most a hundred years, so that no instant
   * leaves the years that storage keeps.
   *
   * @throws InvalidProgramException naming {@code what}
   */
  public static Period checked(String what, Period period) {
    LocalDate day = LocalDate.of(2000, 1, 1);
    boolean negative = period.isNegative();
    if (negative || day.plus(period).isAfter(day.plusYears(LONGEST_YEARS))) {
      throw new InvalidProgramException(
          what + " of " + period + " is outside nothing to " + LONGEST_YEARS + " years");
    }
    return period;
  }

  /**
   * The instant {@code period} later by the calendar of {@code zone}: the same time of day, or,
   * where that does not exist (29 February, a clock put forward), what {@link
   * java.time.ZonedDateTime#plus} says.
   */
  public static Instant after(Instant start, Period period, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return LocalDateTime.ofEpochSecond(start.getEpochSecond(), start.getNano(), offset)
          .plus(period)
          .toInstant(offset);
    }
    return start.atZone(zone).plus(period).toInstant();
  }
}
