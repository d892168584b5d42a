package io.regulars.casebook;

import io.regulars.complaint.CaseReading;
import io.regulars.complaint.CaseStanding.Strike;
import io.regulars.complaint.ClockReading;
import io.regulars.complaint.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds up one clock, case by case. */
final class ClockTally {

  /** Rungs rise in rank, so there are no more of them. */
  private static final int RUNGS = Rank.values().length;

  private final long[] strikes = new long[RUNGS + 1];
  private final List<Duration> used = new ArrayList<>();
  private long inTime;
  private long late;
  private long missed;
  private long running;
  private long dropped;

  /** Adds a case in which it has begun. */
  void add(ClockReading clock, CaseReading reading) {
    boolean struck = clock.lateBefore() || clock.late(reading.at());
    if (clock.metAt().isPresent()) {
      Instant met = clock.metAt().get();
      used.add(clock.used(met));
      inTime += struck ? 0 : 1;
      late += struck ? 1 : 0;
    } else if (struck) {
      missed++;
    } else {
      boolean open = reading.standing().state().isOpen();
      running += open ? 1 : 0;
      dropped += open ? 0 : 1;
    }
  }

  /** Adds a strike, once per case. */
  void add(Strike strike) {
    strikes[strike.rung()]++;
  }

  ClockFigures figures() {
    return new ClockFigures(
        inTime,
        late,
        missed,
        running,
        dropped,
        strikes[0],
        Arrays.stream(strikes).skip(1).boxed().toList(),
        Spread.of(used));
  }
}
