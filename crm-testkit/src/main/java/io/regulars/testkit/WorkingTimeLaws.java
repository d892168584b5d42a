package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.calendar.Holidays;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import io.regulars.worktime.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * L7xx: what holds of the working time of every store, as jqwik properties. Whoever wants to know
 * it of his own hours extends this class in his tests and overrides {@link #stores()}.
 */
public abstract class WorkingTimeLaws {

  /** For subclasses. */
  protected WorkingTimeLaws() {}

  /** The stores to try; of every kind unless overridden. */
  protected Arbitrary<WorkingTime> stores() {
    return WorkingTimes.any();
  }

  /**
   * A store, two instants in any order, and two amounts of work.
   *
   * @param store whose time it is
   * @param a an instant
   * @param b another, within days or years of it
   * @param x some work
   * @param y more work
   */
  record Trial(WorkingTime store, Instant a, Instant b, Duration x, Duration y) {}

  @Provide("trials")
  final Arbitrary<Trial> provideTrials() {
    return stores()
        .flatMap(
            store ->
                Combinators.combine(
                        WorkingTimes.instants(store),
                        WorkingTimes.instants(store),
                        WorkingTimes.work(),
                        WorkingTimes.work())
                    .as((a, b, x, y) -> new Trial(store, a, b, x, y)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L701_what_is_added_lies_between(@ForAll("trials") Trial trial) {
    Instant due = trial.store().add(trial.a(), trial.x());
    assertEquals(trial.x(), trial.store().between(trial.a(), due));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L702_work_added_in_parts_is_work_added_at_once(@ForAll("trials") Trial trial) {
    WorkingTime store = trial.store();
    assertEquals(
        store.add(trial.a(), trial.x().plus(trial.y())),
        store.add(store.add(trial.a(), trial.x()), trial.y()));
  }

  /** In any order: from the later to the earlier it is less than nothing. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L703_time_between_is_the_sum_over_any_stop(
      @ForAll("trials") Trial trial,
      @ForAll @LongRange(min = -400_000, max = 400_000) long minutes) {
    WorkingTime store = trial.store();
    Instant stop = trial.a().plus(Duration.ofMinutes(minutes));
    assertEquals(
        store.between(trial.a(), trial.b()),
        store.between(trial.a(), stop).plus(store.between(stop, trial.b())));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L704_who_begins_later_or_has_more_to_do_is_not_done_earlier(
      @ForAll("trials") Trial trial, @ForAll @LongRange(max = 20_000) long minutes) {
    WorkingTime store = trial.store();
    Instant due = store.add(trial.a(), trial.x());
    assertFalse(store.add(trial.a().plus(Duration.ofMinutes(minutes)), trial.x()).isBefore(due));
    assertFalse(store.add(trial.a(), trial.x().plus(trial.y())).isBefore(due));
  }

  /** So what is done exactly at closing time is due at closing time. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L705_work_is_due_at_the_first_instant_by_which_it_is_done(
      @ForAll("trials") Trial trial, @ForAll @LongRange(max = 20_000) long minutes) {
    WorkingTime store = trial.store();
    Instant later = trial.a().plus(Duration.ofMinutes(minutes));
    Duration worked = store.between(trial.a(), later);
    assertFalse(store.add(trial.a(), worked).isAfter(later), "done by then");
    if (!trial.x().isZero()) {
      Instant due = store.add(trial.a(), trial.x());
      assertEquals(trial.x().minusNanos(1), store.between(trial.a(), due.minusNanos(1)));
      assertTrue(store.isOpen(due.minusNanos(1)), "open until then");
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L706_a_store_that_never_closes_has_wall_time(@ForAll("trials") Trial trial) {
    WorkingTime open =
        new WorkingTime(WorkingHours.roundTheClock(), trial.store().zone(), Holidays.none());
    assertEquals(trial.a().plus(trial.x()), open.add(trial.a(), trial.x()));
    assertEquals(Duration.between(trial.a(), trial.b()), open.between(trial.a(), trial.b()));
    assertTrue(open.isOpen(trial.a()));
    assertEquals(trial.a(), open.nextOpening(trial.a()));
  }

  /** Hours that are not of whole minutes are left out. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L707_working_time_is_what_a_look_at_the_clock_every_minute_counts(
      @ForAll("trials") Trial trial, @ForAll @LongRange(max = 345_600_000_000_000L) long nanos) {
    if (MinuteCounter.counts(trial.store().hours())) {
      Instant to = trial.a().plusNanos(nanos);
      assertEquals(
          new MinuteCounter(trial.store()).between(trial.a(), to),
          trial.store().between(trial.a(), to));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L708_the_next_opening_is_open_and_nothing_is_before_it(
      @ForAll("trials") Trial trial) {
    WorkingTime store = trial.store();
    Instant opening = store.nextOpening(trial.a());
    assertFalse(opening.isBefore(trial.a()));
    assertTrue(store.isOpen(opening));
    assertEquals(Duration.ZERO, store.between(trial.a(), opening));
    assertEquals(opening.equals(trial.a()), store.isOpen(trial.a()));
    assertEquals(
        Duration.ofNanos(store.isOpen(trial.a()) ? 1 : 0),
        store.between(trial.a(), trial.a().plusNanos(1)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  final void law_L709_working_days_end_at_a_closing_time_and_are_working_time(
      @ForAll("trials") Trial trial, @ForAll @IntRange(min = 1, max = 15) int days) {
    WorkingTime store = trial.store();
    Target target = Target.workingDays(days);
    Instant due = target.due(store, trial.a());
    assertEquals(store.closing(trial.a(), days), due);
    assertTrue(store.isOpen(due.minusNanos(1)), "open until then");
    assertEquals(target.budget(store, trial.a()), store.between(trial.a(), due));
    assertTrue(Target.workingDays(days + 1).due(store, trial.a()).isAfter(due), "a day more");
    assertFalse(target.due(store, trial.a().plus(trial.x())).isBefore(due), "who begins later");
  }
}
