package io.regulars.worktime;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.spi.calendar.Holidays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * When a store is open, on the clock on its wall; in which zone that hangs is not said here. What
 * is said of a date goes before what holidays say, and that before the week.
 */
@Value.Immutable
@RegularsStyle
public interface WorkingHours {

  /** The hours of the week; closed on days that are not named. At least one is open. */
  Map<DayOfWeek, DayHours> week();

  /** The hours of single dates, whatever else is said: special openings, and days closed. */
  Map<LocalDate, DayHours> dates();

  /** Whether public holidays are followed; to be said, for either guess would be wrong for many. */
  HolidayPolicy holidays();

  /** The day of the week whose hours a declared workday has; Monday unless told. */
  @Value.Default
  default DayOfWeek makeUpDay() {
    return DayOfWeek.MONDAY;
  }

  /** Open always. */
  static WorkingHours roundTheClock() {
    return builder()
        .every(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayHours.of("00:00", "24:00"))
        .holidays(HolidayPolicy.IGNORE)
        .build();
  }

  /** The hours of {@code date}. */
  default DayHours on(LocalDate date, Holidays known) {
    DayHours single = dates().get(date);
    return single != null ? single : weekday(date, known).map(this::on).orElse(DayHours.CLOSED);
  }

  private DayHours on(DayOfWeek day) {
    return week().getOrDefault(day, DayHours.CLOSED);
  }

  /** As which day of the week the date counts; empty: as a day off. */
  private Optional<DayOfWeek> weekday(LocalDate date, Holidays known) {
    Optional<DeclaredDay> declared =
        holidays() == HolidayPolicy.FOLLOW ? known.on(date) : Optional.empty();
    if (declared.isEmpty()) {
      return Optional.of(date.getDayOfWeek());
    }
    return switch (declared.get().kind()) {
      case OFF -> Optional.empty();
      case WORKDAY -> Optional.of(makeUpDay());
    };
  }

  /** Opens at least once a week. */
  @Value.Check
  default void check() {
    if (week().values().stream().allMatch(DayHours.CLOSED::equals)) {
      throw new InvalidProgramException(
          "working hours that open on no day of the week never end; give one of them windows");
    }
  }

  /** A builder with nothing set. */
  static Builder builder() {
    return new Builder();
  }

  /** Builds working hours. Not thread-safe. */
  class Builder extends ImmutableWorkingHours.Builder {

    Builder() {}

    /**
     * The same hours from one day of the week to another, both included; over Sunday if need be.
     */
    public Builder every(DayOfWeek first, DayOfWeek last, DayHours hours) {
      DayOfWeek day = first;
      putWeek(day, hours);
      while (day != last) {
        day = day.plus(1);
        putWeek(day, hours);
      }
      return this;
    }
  }
}
