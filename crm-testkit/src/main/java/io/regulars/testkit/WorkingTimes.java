package io.regulars.testkit;

import io.regulars.holiday.ChinaHolidays;
import io.regulars.spi.calendar.DayKind;
import io.regulars.spi.calendar.DeclaredDay;
import io.regulars.spi.calendar.Holidays;
import io.regulars.worktime.DayHours;
import io.regulars.worktime.HolidayPolicy;
import io.regulars.worktime.Window;
import io.regulars.worktime.WorkingHours;
import io.regulars.worktime.WorkingTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Working hours of every kind as jqwik arbitraries: lunch breaks, windows past midnight and around
 * the clock, days that share hours, special days, holidays followed and not, in zones whose clocks
 * change by an hour, by half an hour, at midnight and by a day.
 */
public final class WorkingTimes {

  private static final int MINUTES = 24 * 60;

  private static final LocalDate FIRST = LocalDate.of(1985, 1, 1);

  private static final LocalDate LAST = LocalDate.of(2032, 12, 31);

  private WorkingTimes() {}

  /** Stores of every kind. */
  public static Arbitrary<WorkingTime> any() {
    return Combinators.combine(hours(), zones(), holidays()).as(WorkingTime::new);
  }

  /** Shanghai with its summers from 1986 to 1991, and whatever else clocks do. */
  public static Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin",
            "America/New_York",
            "Asia/Shanghai",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "America/Havana",
            "Pacific/Apia",
            "UTC")
        .map(ZoneId::of);
  }

  /** Working hours, with special days from 1985 to 2032. */
  public static Arbitrary<WorkingHours> hours() {
    Arbitrary<Map<LocalDate, DayHours>> dates = specialDays().map(WorkingTimes::runs);
    return Combinators.combine(
            days().list().ofSize(7),
            dates,
            Arbitraries.of(HolidayPolicy.values()),
            Arbitraries.of(DayOfWeek.values()))
        .as(WorkingTimes::hours);
  }

  private static WorkingHours hours(
      List<DayHours> days,
      Map<LocalDate, DayHours> dates,
      HolidayPolicy holidays,
      DayOfWeek makeUpDay) {
    WorkingHours.Builder hours =
        WorkingHours.builder().putAllDates(dates).holidays(holidays).makeUpDay(makeUpDay);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.putWeek(day, days.get(day.ordinal()));
    }
    if (days.stream().allMatch(DayHours.CLOSED::equals)) {
      hours.every(DayOfWeek.MONDAY, DayOfWeek.MONDAY, DayHours.of("09:00", "17:00"));
    }
    return hours.build();
  }

  private static Arbitrary<Tuple.Tuple2<LocalDate, List<DayHours>>> specialDays() {
    Arbitrary<LocalDate> first =
        Arbitraries.longs()
            .between(FIRST.toEpochDay(), LAST.toEpochDay())
            .map(LocalDate::ofEpochDay);
    return Combinators.combine(first, days().list().ofMaxSize(4)).as(Tuple::of);
  }

  private static Map<LocalDate, DayHours> runs(Tuple.Tuple2<LocalDate, List<DayHours>> days) {
    Map<LocalDate, DayHours> dates = new HashMap<>();
    for (int i = 0; i < days.get2().size(); i++) {
      dates.put(days.get1().plusDays(i), days.get2().get(i));
    }
    return dates;
  }

  /** The hours of one day: closed, around the clock, or up to three windows of whole minutes. */
  public static Arbitrary<DayHours> days() {
    Arbitrary<DayHours> windows =
        Combinators.combine(minutes().set().ofMinSize(2).ofMaxSize(6), minutes().optional(0.3))
            .as((points, late) -> windows(points.stream().sorted().toList(), late));
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just(DayHours.CLOSED)),
        Tuple.of(1, Arbitraries.of("00:00", "09:00").map(hour -> DayHours.of(hour, hour))),
        Tuple.of(7, windows));
  }

  /** Any minute of a day, more often one at which clocks change. */
  private static Arbitrary<Integer> minutes() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.integers().between(0, MINUTES - 1)),
        Tuple.of(1, Arbitraries.of(0, 1, 59, 60, 90, 105, 120, 121, 150, 179, 180, 1380, 1439)));
  }

  /** A window from each point to the next but one; one past midnight behind them if it is late. */
  private static DayHours windows(List<Integer> points, Optional<Integer> late) {
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i += 2) {
      windows.add(new Window(time(points.get(i)), time(points.get(i + 1))));
    }
    int last = points.get(points.size() - 1);
    late.map(minute -> minute % (last + 1))
        .ifPresent(minute -> windows.add(new Window(time(last), time(minute))));
    return new DayHours(windows);
  }

  private static LocalTime time(int minute) {
    return LocalTime.ofSecondOfDay(minute * 60L);
  }

  /** None, China's, or days at random: one in seven is off, one in twenty a workday. */
  public static Arbitrary<Holidays> holidays() {
    ChinaHolidays china = ChinaHolidays.bundled();
    return Arbitraries.oneOf(
        Arbitraries.of(Holidays.none(), china), Arbitraries.longs().map(Drawn::new));
  }

  /** Holidays drawn by lot. */
  private record Drawn(long seed) implements Holidays {

    @Override
    public Optional<DeclaredDay> on(LocalDate date) {
      long lot = Math.floorMod((date.toEpochDay() ^ seed) * 0x9E3779B97F4A7C15L >>> 20, 140L);
      return lot < 20
          ? Optional.of(new DeclaredDay(DayKind.OFF, "off"))
          : Optional.of(new DeclaredDay(DayKind.WORKDAY, "made up")).filter(day -> lot < 27);
    }

    @Override
    public boolean covers(Year year) {
      return true;
    }
  }

  /**
   * Instants at which something may go wrong in this store: around changes of its clock and around
   * its special days, to the nanosecond and on the minute; and any others from 1985 to 2032.
   */
  public static Arbitrary<Instant> instants(WorkingTime store) {
    Arbitrary<Instant> any =
        Arbitraries.longs()
            .between(FIRST.toEpochDay(), LAST.toEpochDay())
            .map(day -> LocalDate.ofEpochDay(day).atStartOfDay(store.zone()).toInstant());
    List<Arbitrary<Instant>> anchors = new ArrayList<>(List.of(any));
    List<Instant> changes = changes(store.zone());
    if (!changes.isEmpty()) {
      anchors.add(Arbitraries.of(changes));
    }
    List<LocalDate> special = store.hours().dates().keySet().stream().sorted().toList();
    if (!special.isEmpty()) {
      anchors.add(Arbitraries.of(special).map(date -> date.atStartOfDay(store.zone()).toInstant()));
    }
    return Combinators.combine(Arbitraries.oneOf(anchors), offsets()).as(Instant::plus);
  }

  /** Every change of the clock from 1985 to 2032. */
  private static List<Instant> changes(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    Instant end = LAST.atStartOfDay(zone).toInstant();
    ZoneOffsetTransition next =
        zone.getRules().nextTransition(FIRST.atStartOfDay(zone).toInstant());
    while (next != null && next.getInstant().isBefore(end)) {
      changes.add(next.getInstant());
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  private static Arbitrary<Duration> offsets() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-2 * MINUTES, 2 * MINUTES).map(Duration::ofMinutes),
        Arbitraries.longs()
            .between(-Duration.ofDays(2).toNanos(), Duration.ofDays(2).toNanos())
            .map(Duration::ofNanos),
        Arbitraries.of(0L, -1L, 1L).map(Duration::ofNanos));
  }

  /** Amounts of work: nothing, a nanosecond, some minutes, up to forty hours. */
  public static Arbitrary<Duration> work() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, 1L).map(Duration::ofNanos),
        Arbitraries.integers().between(0, 40 * 60).map(Duration::ofMinutes),
        Arbitraries.longs().between(0, Duration.ofHours(40).toNanos()).map(Duration::ofNanos));
  }
}
