package io.regulars.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Calendar periods counted from an instant. */
public final class Periods {

  private Periods() {}

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
