package io.regulars.notify;

import io.regulars.spi.InvalidProgramException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * A window of the day, by the clock on the customer's wall, in which nothing is sent.
 *
 * @param from its first instant
 * @param until its end, not in it; earlier than {@code from}: on the next day
 */
public record QuietHours(LocalTime from, LocalTime until) {

  /** Refuses a window of nothing, or of the whole day. */
  public QuietHours {
    if (from.equals(until)) {
      throw new InvalidProgramException(
          "quiet hours begin and end at " + from + "; give two times that differ");
    }
  }

  /** From one time to another, such as {@code 21:00} to {@code 09:00}. */
  public static QuietHours of(String from, String until) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(until));
  }

  /** Whether a clock that shows {@code time} is in the window. */
  boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(until);
    return from.isBefore(until) ? begun && !over : begun || !over;
  }

  /**
   * The first instant from {@code at} on at which no window is open. Where the clock is put forward
   * over a window's end, that is when it is put forward; where it is put back into a window, the
   * window is open again.
   */
  static Instant freeFrom(List<QuietHours> windows, Instant at, ZoneId zone) {
    Instant free = at;
    Optional<QuietHours> open = open(windows, free, zone);
    while (open.isPresent()) {
      free = open.get().next(free, zone);
      open = open(windows, free, zone);
    }
    return free;
  }

  private static Optional<QuietHours> open(List<QuietHours> windows, Instant at, ZoneId zone) {
    LocalTime time = at.atZone(zone).toLocalTime();
    return windows.stream().filter(window -> window.contains(time)).findFirst();
  }

  /** When this window, open at {@code at}, ends, or the clock is changed before that. */
  private Instant next(Instant at, ZoneId zone) {
    ZonedDateTime now = at.atZone(zone);
    LocalDate day = now.toLocalDate().plusDays(now.toLocalTime().isBefore(until) ? 0 : 1);
    Instant end = ZonedDateTime.ofLocal(day.atTime(until), zone, now.getOffset()).toInstant();
    ZoneOffsetTransition change = zone.getRules().nextTransition(at);
    return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
  }

  /** Whether some time of the day is in none of the windows. */
  static boolean leaveRoom(List<QuietHours> windows) {
    return windows.isEmpty()
        || windows.stream()
            .anyMatch(one -> windows.stream().noneMatch(other -> other.contains(one.until)));
  }
}
