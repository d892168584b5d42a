package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockReading;
import io.regulars.spi.complaint.CaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the clocks of one case showed whenever one stopped, as somebody writes it down who looks
 * after every step and does not reckon anything anew.
 */
final class StopBook {

  /**
   * Where the case stands at a look.
   *
   * @param targets the clocks that have a target for its severity by the plan in force
   */
  record Place(CaseState state, boolean waiting, Set<CaseClock> targets, Instant now) {}

  /** What a clock shows, and whether it was late an earlier time. */
  private record Shown(
      Duration used,
      Duration budget,
      Optional<Instant> deadline,
      Optional<Instant> metAt,
      boolean late,
      boolean lateBefore) {

    static Shown of(ClockReading clock, Instant now) {
      return new Shown(
          clock.used(now),
          clock.budget(),
          clock.deadline(),
          clock.metAt(),
          clock.late(now),
          clock.lateBefore());
    }
  }

  private final Map<CaseClock, List<Shown>> stops = new EnumMap<>(CaseClock.class);
  private final Set<CaseClock> settled = EnumSet.noneOf(CaseClock.class);

  /** Fails unless every clock shows what is written; writes down those that have stopped. */
  void look(Place before, Place after, List<ClockReading> clocks) {
    for (CaseClock clock : CaseClock.values()) {
      Optional<Shown> shown =
          clocks.stream()
              .filter(reading -> reading.clock() == clock)
              .findFirst()
              .map(reading -> Shown.of(reading, after.now()));
      boolean ran = clock.runsIn(before.state()) && !settled.contains(clock);
      boolean runs = clock.runsIn(after.state()) && !settled.contains(clock);
      if (ran && !runs) {
        stopped(clock, before, after, shown);
      } else if (runs) {
        running(clock, after, shown);
      } else {
        assertEquals(last(clock), shown, () -> clock + " in " + after);
      }
    }
  }

  /** It shows the time that ends here if that had a target; else what it showed before. */
  private void stopped(CaseClock clock, Place before, Place after, Optional<Shown> shown) {
    boolean measured = before.targets().contains(clock);
    if (!measured || (before.waiting() && shown.equals(last(clock)))) {
      assertEquals(last(clock), shown, () -> clock + " stopped in " + after);
    } else {
      Shown stop = shown.orElseThrow(() -> new AssertionError(clock + " is gone in " + after));
      assertEquals(wasLate(clock), stop.lateBefore(), () -> clock + " late before " + after);
      stops.computeIfAbsent(clock, any -> new ArrayList<>()).add(stop);
    }
    if (clock.once() && after.state() != CaseState.WITHDRAWN && after.state() != CaseState.MERGED) {
      settled.add(clock);
    }
  }

  private void running(CaseClock clock, Place after, Optional<Shown> shown) {
    boolean measured = after.targets().contains(clock);
    if (!measured || (after.waiting() && shown.equals(last(clock)))) {
      assertEquals(last(clock), shown, () -> clock + " without a target in " + after);
    } else {
      Shown now = shown.orElseThrow(() -> new AssertionError(clock + " is gone in " + after));
      assertTrue(now.metAt().isEmpty(), () -> clock + " runs in " + after);
      assertEquals(wasLate(clock), now.lateBefore(), () -> clock + " late before " + after);
    }
  }

  private List<Shown> stops(CaseClock clock) {
    return Objects.requireNonNullElse(stops.get(clock), List.of());
  }

  private Optional<Shown> last(CaseClock clock) {
    return stops(clock).isEmpty()
        ? Optional.empty()
        : Optional.of(stops(clock).get(stops(clock).size() - 1));
  }

  private boolean wasLate(CaseClock clock) {
    return stops(clock).stream().anyMatch(Shown::late);
  }
}
