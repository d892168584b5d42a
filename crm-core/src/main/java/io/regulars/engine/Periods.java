package io.regulars.engine;

import io.regulars.spi.InvalidProgramException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/** How long things may last, and calendar periods counted from an instant. */
public final class Periods {

  private static final int LONGEST_MONTHS = 1_200;

  /** The longest hundred years there are. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private Periods() {}

  /**
   * Returns {@code period} if it is not negative and at most a hundred years, so that no instant
   * leaves the years that storage keeps.
   *
   * @throws InvalidProgramException naming {@code what}
   */
  public static Period checked(String what, Period period) {
    LocalDate day = LocalDate.of(2000, 1, 1);
    boolean endless =
        period.toTotalMonths() > LONGEST_MONTHS || period.getDays() > LONGEST.toDays();
    if (period.isNegative()
        || endless
        || day.plus(period).isAfter(day.plusMonths(LONGEST_MONTHS))) {
      throw outside(what, period);
    }
    return period;
  }

  /**
   * Returns {@code duration} if it is not negative and at most a hundred years, for the same
   * reason.
   *
   * @throws InvalidProgramException naming {@code what}
   */
  public static Duration checked(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw outside(what, duration);
    }
    return duration;
  }

  private static InvalidProgramException outside(String what, TemporalAmount amount) {
    return new InvalidProgramException(what + " of " + amount + " is outside nothing to 100 years");
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
