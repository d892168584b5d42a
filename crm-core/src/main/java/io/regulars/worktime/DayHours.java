package io.regulars.worktime;

import io.regulars.spi.InvalidProgramException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The hours of one day: any number of windows, such as one before and one after the lunch break.
 * Windows may touch and may not overlap; only the last may run past midnight, into the hours of the
 * next day if need be: time that two days share counts once.
 *
 * @param windows in order of time; none: closed
 */
public record DayHours(List<Window> windows) {

  /** Closed all day. */
  public static final DayHours CLOSED = new DayHours(List.of());

  /** Sorts the windows, and refuses two that overlap. */
  public DayHours {
    windows = windows.stream().sorted(Comparator.comparing(Window::from)).toList();
    for (int i = 1; i < windows.size(); i++) {
      Window earlier = windows.get(i - 1);
      Window later = windows.get(i);
      if (later.opening(LocalDate.EPOCH).isBefore(earlier.closing(LocalDate.EPOCH))) {
        throw new InvalidProgramException(
            "open " + earlier + " and " + later + " on one day, which overlap; make them one");
      }
    }
  }

  /** Open in these windows. */
  public static DayHours of(Window... windows) {
    return new DayHours(List.of(windows));
  }

  /** Open once: {@code of("10:00", "22:00")}. */
  public static DayHours of(String from, String to) {
    return of(Window.of(from, to));
  }

  /** As on a door: {@code 09:00-12:30 13:30-18:00}, or {@code closed}. */
  @Override
  public String toString() {
    return windows.isEmpty()
        ? "closed"
        : String.join(" ", windows.stream().map(Window::toString).toList());
  }
}
