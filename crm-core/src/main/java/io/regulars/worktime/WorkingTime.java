package io.regulars.worktime;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.calendar.Holidays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The working time of one store: instants in, instants and durations out, exact to the nanosecond.
 * Immutable, and thread-safe if its holidays are.
 *
 * <p>Everything follows from two sentences. A window opens when the clock on the wall first shows
 * its opening time, or skips it, and closes when it first shows its closing time, or skips it; so
 * 01:00-05:00 is three hours in the night that clocks go forward and five in the night they go
 * back. And {@link #add} is the earliest instant by which so much has been worked; so what is done
 * exactly at closing time is due at closing time. (Other systems say the next opening, at which not
 * a nanosecond more has been worked.)
 *
 * <p>The way is walked day by day: the cost grows with the days between, not with the windows of a
 * calendar.
 *
 * @param hours when the store is open
 * @param zone where its clock hangs
 * @param holidays the public holidays there; asked anew by every call
 */
public record WorkingTime(WorkingHours hours, ZoneId zone, Holidays holidays) {

  /** All of the time there is. */
  public static final WorkingTime ALWAYS =
      new WorkingTime(WorkingHours.roundTheClock(), ZoneOffset.UTC, Holidays.none());

  /** How far ahead is looked before a calendar is found to be unfit, in years. */
  private static final int HORIZON = 100;

  /**
   * The earliest instant by which {@code work} has been worked since {@code from}; {@code from}
   * itself if that is zero. Refuses hours under which that takes more than a century.
   *
   * @throws IllegalArgumentException if {@code work} is negative
   * @throws InvalidProgramException if it is not done in a hundred years
   */
  public Instant add(Instant from, Duration work) {
    if (work.isNegative()) {
      throw new IllegalArgumentException("add " + work + ", which is below zero");
    }
    if (work.isZero()) {
      return from;
    }
    Openings openings = new Openings(this, from, horizon(from));
    Duration left = work;
    while (true) {
      Span span = openings.next().orElseThrow(() -> tooFar(work + " of working time", from));
      if (left.compareTo(span.length()) <= 0) {
        return span.from().plus(left);
      }
      left = left.minus(span.length());
    }
  }

  /** The working time from {@code from} to {@code to}; negative if {@code to} is earlier. */
  public Duration between(Instant from, Instant to) {
    if (to.isBefore(from)) {
      return between(to, from).negated();
    }
    Openings openings = new Openings(this, from, dateOf(to));
    Duration sum = Duration.ZERO;
    Optional<Span> span = openings.next();
    while (span.isPresent() && span.get().from().isBefore(to)) {
      sum = sum.plus(span.get().until(to).length());
      span = openings.next();
    }
    return sum;
  }

  /** Whether the store is open: at its opening it is, at its closing it is not. */
  public boolean isOpen(Instant instant) {
    Optional<Span> span = new Openings(this, instant, dateOf(instant)).next();
    return span.isPresent() && span.get().from().equals(instant);
  }

  /**
   * The first instant at which the store is open, {@code from} itself if it is open then.
   *
   * @throws InvalidProgramException if it does not open in a hundred years
   */
  public Instant nextOpening(Instant from) {
    return new Openings(this, from, horizon(from))
        .next()
        .orElseThrow(() -> tooFar("the next opening", from))
        .from();
  }

  /**
   * The closing time of the {@code days}-th working day after that of {@code from}. A working day
   * is one on which a window opens that lasts longer than those of the days before; the day of
   * {@code from} is that of the window it is in, so that a bar's Friday lasts until it closes, and
   * else that of the calendar.
   *
   * @param days at least one
   * @throws InvalidProgramException if there are not so many in a hundred years
   */
  public Instant closing(Instant from, int days) {
    LocalDate last = horizon(from);
    LocalDate day = dayOf(from);
    Instant closing = later(from, openings(day));
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      if (day.isAfter(last)) {
        throw tooFar("working day " + days, from);
      }
      Instant end = later(closing, openings(day));
      left -= end.equals(closing) ? 0 : 1;
      closing = end;
    }
    return closing;
  }

  /** {@code instant}, or the end of the openings of a day if that is later. */
  private static Instant later(Instant instant, List<Span> openings) {
    Instant end = openings.isEmpty() ? instant : openings.get(openings.size() - 1).to();
    return end.isAfter(instant) ? end : instant;
  }

  /**
   * The first year between the two instants, both included, whose holidays count and are not known
   * yet: what is computed over it may change when they are announced.
   */
  public Optional<Year> unannounced(Instant from, Instant to) {
    if (hours.holidays() == HolidayPolicy.IGNORE) {
      return Optional.empty();
    }
    Year last = Year.from(dateOf(to));
    for (Year year = Year.from(dateOf(from)); !year.isAfter(last); year = year.plusYears(1)) {
      if (!holidays.covers(year)) {
        return Optional.of(year);
      }
    }
    return Optional.empty();
  }

  /** The windows that begin on {@code day}, in order; without those the clock skips. */
  List<Span> openings(LocalDate day) {
    List<Span> openings = new ArrayList<>(2);
    for (Window window : hours.on(day, holidays).windows()) {
      Instant opening = first(window.opening(day));
      Instant closing = first(window.closing(day));
      if (opening.isBefore(closing)) {
        openings.add(new Span(opening, closing));
      }
    }
    return openings;
  }

  /** The latest day that has begun: where midnight is shown twice, days do not run backwards. */
  LocalDate dateOf(Instant instant) {
    LocalDate shown = LocalDate.ofInstant(instant, zone);
    LocalDate next = shown.plusDays(1);
    return first(next.atStartOfDay()).isAfter(instant) ? shown : next;
  }

  private LocalDate dayOf(Instant instant) {
    LocalDate date = dateOf(instant);
    LocalDate before = date.minusDays(1);
    boolean runs = openings(before).stream().anyMatch(span -> span.to().isAfter(instant));
    return runs ? before : date;
  }

  /** When the clock first shows the time, or skips it. */
  private Instant first(LocalDateTime time) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(time).getInstant()
        : time.toInstant(offsets.get(0));
  }

  private LocalDate horizon(Instant from) {
    return dateOf(from).plusYears(HORIZON);
  }

  private InvalidProgramException tooFar(String what, Instant from) {
    return new InvalidProgramException(
        what
            + " after "
            + from
            + " is not reached within "
            + HORIZON
            + " years in "
            + zone
            + "; look at the hours and at the holidays they follow");
  }
}
