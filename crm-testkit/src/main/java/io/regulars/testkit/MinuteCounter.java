package io.regulars.testkit;

import io.regulars.spi.calendar.DayKind;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Window;
import io.regulars.worktime.WorkingHours;
import io.regulars.worktime.WorkingTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Working time as somebody counts it who looks at the clock on the wall once a minute, remembers
 * the latest time it has shown, and knows nothing of zones. For hours of whole minutes.
 */
final class MinuteCounter {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final WorkingTime store;
  private final Map<LocalDate, DayHours> known = new HashMap<>();

  MinuteCounter(WorkingTime store) {
    this.store = store;
  }

  /** Whether all hours begin and end on the minute, so that this counts right. */
  static boolean counts(WorkingHours hours) {
    return Stream.concat(hours.week().values().stream(), hours.dates().values().stream())
        .flatMap(day -> day.windows().stream())
        .allMatch(window -> whole(window.from()) && whole(window.to()));
  }

  private static boolean whole(LocalTime time) {
    return time.equals(time.truncatedTo(ChronoUnit.MINUTES));
  }

  Duration between(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    LocalDateTime latest = LocalDateTime.MIN;
    Instant minute = from.truncatedTo(ChronoUnit.MINUTES).minus(2, ChronoUnit.DAYS);
    for (; minute.isBefore(to); minute = minute.plus(MINUTE)) {
      LocalDateTime shown = LocalDateTime.ofInstant(minute, store.zone());
      latest = shown.isAfter(latest) ? shown : latest;
      Instant begin = minute.isAfter(from) ? minute : from;
      Instant end = minute.plus(MINUTE).isBefore(to) ? minute.plus(MINUTE) : to;
      if (begin.isBefore(end) && open(latest)) {
        sum = sum.plus(Duration.between(begin, end));
      }
    }
    return sum;
  }

  private boolean open(LocalDateTime latest) {
    LocalTime time = latest.toLocalTime();
    return hours(latest.toLocalDate()).windows().stream().anyMatch(today -> begun(today, time))
        || hours(latest.toLocalDate().minusDays(1)).windows().stream()
            .anyMatch(yesterday -> late(yesterday) && time.isBefore(yesterday.to()));
  }

  private static boolean begun(Window window, LocalTime time) {
    return !time.isBefore(window.from()) && (late(window) || time.isBefore(window.to()));
  }

  private static boolean late(Window window) {
    return !window.from().isBefore(window.to());
  }

  private DayHours hours(LocalDate date) {
    return known.computeIfAbsent(date, this::look);
  }

  private DayHours look(LocalDate date) {
    WorkingHours hours = store.hours();
    if (hours.dates().containsKey(date)) {
      return hours.dates().get(date);
    }
    DayOfWeek day = date.getDayOfWeek();
    if (hours.holidays() == HolidayPolicy.FOLLOW) {
      Optional<DeclaredDay> declared = store.holidays().on(date);
      if (declared.isPresent() && declared.get().kind() == DayKind.OFF) {
        return DayHours.CLOSED;
      }
      day = declared.isPresent() ? hours.makeUpDay() : day;
    }
    return hours.week().getOrDefault(day, DayHours.CLOSED);
  }
}
