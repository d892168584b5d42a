package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Earlier;
import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a clock of a case shows: a pure function of where the case has been, the target and the
 * working time. Nothing is counted anywhere but where a case meets another program, which its log
 * tells: a changed severity, plan or calendar changes the budget and keeps what has run, each
 * stretch in the time that counted for its severity, and by the program, of then.
 *
 * <p>A clock has run for the working time (or the time) of the stretches in which it ran. Its
 * deadline is the instant by which it has run for its whole budget; an answer at that very instant
 * is in time. What it had run under former programs, when that was used up and whether it was late
 * by then is as the log says. A clock that has stopped, and does not go on but with the case taken
 * up again, is measured by the severity and the program of then; any other by those of now. So each
 * stop is judged for itself, and what was late then is late before, whatever the clock does next.
 * One that begins anew, or goes on, without a target shows its last time that had one.
 */
public final class ClockReading {

  private final CaseClock clock;
  private final int time;
  private final ClockCount count;
  private final boolean lateBefore;

  private ClockReading(CaseClock clock, int time, ClockCount count, boolean lateBefore) {
    this.clock = clock;
    this.time = time;
    this.count = count;
    this.lateBefore = lateBefore;
  }

  /** The times of a clock, oldest first, as far as they are known and whatever its target. */
  private static List<ClockReading> times(CaseStanding standing, ClockPlan plan) {
    List<ClockTime> times = ClockTime.of(plan.clock(), standing.spans());
    Optional<Ran> ran = standing.ran();
    int told =
        ran.map(
                line ->
                    (int) times.stream().filter(time -> time.first() < line.spans()).count() - 1)
            .orElse(-1);
    List<ClockReading> readings = new ArrayList<>();
    boolean late = false;
    for (int i = 0; i < times.size(); i++) {
      Optional<Kept> kept = kept(plan.clock(), ran, told, i);
      if (i >= told || kept.isPresent()) {
        ClockCount count = new ClockCount(times.get(i), ran, kept, plan);
        late |= kept.filter(Kept::lateBefore).isPresent();
        readings.add(new ClockReading(plan.clock(), i + 1, count, late));
        late |= count.wasLate();
      }
    }
    return readings;
  }

  /**
   * What the line keeps of a time of a clock: of the one that was the present one, of what goes on
   * from it, and of the one before that it names.
   */
  private static Optional<Kept> kept(CaseClock clock, Optional<Ran> ran, int told, int time) {
    return time == told || (told >= 0 && time > told && !clock.anew())
        ? ran.flatMap(line -> Optional.ofNullable(line.clocks().get(clock)))
        : ran.flatMap(line -> Optional.ofNullable(line.earlier().get(clock)))
            .filter(earlier -> earlier.time() == time + 1)
            .map(Earlier::kept);
  }

  private boolean isMeasured() {
    return count.isMeasured();
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  /** What a clock shows, of its last time with a target; empty: it has had none. */
  static Optional<ClockReading> of(CaseStanding standing, ClockPlan plan) {
    return last(times(standing, plan).stream().filter(ClockReading::isMeasured).toList());
  }

  /** What is to be known of a clock, whatever its target, when its case meets another program. */
  static Optional<Kept> keep(CaseStanding standing, ClockPlan plan, Instant now) {
    return last(times(standing, plan)).flatMap(reading -> reading.keep(now));
  }

  /**
   * What is to be known of its last time with a target before the present one, for as long as that
   * is not over: another severity or program may leave it without a target.
   */
  static Optional<Earlier> keepEarlier(CaseStanding standing, ClockPlan plan, Instant now) {
    List<ClockReading> times = times(standing, plan);
    return last(times)
        .filter(present -> !present.count.isOver() || !present.isMeasured())
        .flatMap(
            present ->
                last(
                    times.subList(0, times.size() - 1).stream()
                        .filter(ClockReading::isMeasured)
                        .toList()))
        .flatMap(before -> before.keep(now).map(kept -> new Earlier(before.time, kept)));
  }

  private Optional<Kept> keep(Instant now) {
    return count.keep(now, lateBefore);
  }

  /** The clock. */
  public CaseClock clock() {
    return clock;
  }

  /** What it is measured by; empty: it had stopped when the present program came into force. */
  public Optional<ClockTarget> target() {
    return count.target();
  }

  /** Whether it runs now. */
  public boolean running() {
    return count.running();
  }

  /** When it was met; empty: not yet, or never, for a case that was withdrawn or merged. */
  public Optional<Instant> metAt() {
    return count.metAt();
  }

  /** How much time it has, in the time it counts. */
  public Duration budget() {
    return count.budget();
  }

  /** How long it has run up to {@code now}, in the time it counts. */
  public Duration used(Instant now) {
    return count.used(now);
  }

  /**
   * When it strikes: the instant by which it has run for its budget. While it is stopped short of
   * that there is none. Of a budget that a changed plan or severity has made shorter than what had
   * run by a former program, some instant before it was used up: no more is known.
   */
  public Optional<Instant> deadline() {
    return count.deadline();
  }

  /**
   * Whether it was met too late, or is not met and has struck by {@code now}. What is stopped at
   * the very deadline is not late: no more than what is answered then.
   */
  public boolean late(Instant now) {
    return count.late(now);
  }

  /** Whether it was late an earlier time: before it began anew, or when it stopped and went on. */
  public boolean lateBefore() {
    return lateBefore;
  }

  /** The instant by which it has run for {@code amount}. */
  Optional<Instant> at(Duration amount) {
    return count.at(amount);
  }
}
