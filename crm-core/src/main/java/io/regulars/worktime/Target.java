package io.regulars.worktime;

import io.regulars.spi.InvalidProgramException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By when something is to be done, once it has begun. A target says two things: which time counts
 * for it ({@link #counted}), and how much of that may pass ({@link #budget}). Whatever pauses and
 * resumes in between, what is left is the budget less the counted time that was not paused, and the
 * deadline is what is left added to now.
 */
public sealed interface Target {

  /** So much of the store's working time: {@code PT24H} is 24 open hours, not one day. */
  static Target working(Duration time) {
    return new Working(time);
  }

  /** So much time by any clock, open or closed. */
  static Target wall(Duration time) {
    return new Wall(time);
  }

  /**
   * Until the end of the {@code days}-th working day; the day of the start does not count, and the
   * last ends at closing time. (So China's Civil Code counts, articles 201 and 203, and so does
   * whoever says "within three working days".)
   */
  static Target workingDays(int days) {
    return new WorkingDays(days);
  }

  /** The time that counts: {@code store}'s, or all of it. */
  WorkingTime counted(WorkingTime store);

  /** How much of the counted time may pass from {@code start} on; above zero. */
  Duration budget(WorkingTime store, Instant start);

  /** The budget if it is the same whenever it starts. */
  default Optional<Duration> length() {
    return Optional.empty();
  }

  /** The deadline of what begins at {@code start} and is never paused. */
  default Instant due(WorkingTime store, Instant start) {
    return counted(store).add(start, budget(store, start));
  }

  /**
   * {@link #working}.
   *
   * @param time above zero
   */
  record Working(Duration time) implements Target {

    @Override
    public Optional<Duration> length() {
      return Optional.of(time);
    }

    /** Refuses a time that is not above zero. */
    public Working {
      requireAboveZero(time);
    }

    @Override
    public WorkingTime counted(WorkingTime store) {
      return store;
    }

    @Override
    public Duration budget(WorkingTime store, Instant start) {
      return time;
    }
  }

  /**
   * {@link #wall}.
   *
   * @param time above zero
   */
  record Wall(Duration time) implements Target {

    @Override
    public Optional<Duration> length() {
      return Optional.of(time);
    }

    /** Refuses a time that is not above zero. */
    public Wall {
      requireAboveZero(time);
    }

    @Override
    public WorkingTime counted(WorkingTime store) {
      return WorkingTime.ALWAYS;
    }

    @Override
    public Duration budget(WorkingTime store, Instant start) {
      return time;
    }
  }

  /**
   * {@link #workingDays}. In the time that is counted it is a budget like any other: the working
   * time from the start to the closing of the last day. So no day has a standard length, a pause of
   * an hour is worth an hour, and an announced holiday moves the deadline by a day.
   *
   * @param days at least one
   */
  record WorkingDays(int days) implements Target {

    /** Refuses less than one day. */
    public WorkingDays {
      if (days < 1) {
        throw new InvalidProgramException(
            "a target of " + days + " working days is over before it begins; give it at least one");
      }
    }

    @Override
    public WorkingTime counted(WorkingTime store) {
      return store;
    }

    @Override
    public Duration budget(WorkingTime store, Instant start) {
      return store.between(start, store.closing(start, days));
    }
  }

  private static void requireAboveZero(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new InvalidProgramException(
          "a target of " + time + " is over before it begins; make it above zero");
    }
  }
}
