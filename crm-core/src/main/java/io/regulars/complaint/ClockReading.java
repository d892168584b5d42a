package io.regulars.complaint;

import io.regulars.complaint.CaseStanding.Kept;
import io.regulars.complaint.CaseStanding.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
 * up again, is measured by the severity and the program of then; any other by those of now.
 */
public final class ClockReading {

  private final CaseClock clock;
  private final ClockCount count;
  private final boolean lateBefore;

  private ClockReading(CaseClock clock, ClockCount count, boolean lateBefore) {
    this.clock = clock;
    this.count = count;
    this.lateBefore = lateBefore;
  }

  /** What a clock has done; empty: it has not begun. */
  private static Optional<ClockReading> read(CaseStanding standing, ClockPlan plan) {
    List<ClockTime> times = ClockTime.of(plan.clock(), standing.spans());
    Optional<Ran> ran = standing.ran();
    int told =
        ran.map(
                line ->
                    (int) times.stream().filter(time -> time.first() < line.spans()).count() - 1)
            .orElse(-1);
    Optional<Kept> kept =
        ran.filter(line -> told >= 0)
            .flatMap(line -> Optional.ofNullable(line.clocks().get(plan.clock())));
    List<ClockCount> counts =
        IntStream.range(Math.max(0, told), times.size())
            .mapToObj(
                i -> new ClockCount(times.get(i), ran, i == told ? kept : Optional.empty(), plan))
            .toList();
    boolean before =
        kept.filter(Kept::lateBefore).isPresent()
            || counts.stream().limit(Math.max(0, counts.size() - 1)).anyMatch(ClockCount::wasLate);
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClockReading(plan.clock(), counts.get(counts.size() - 1), before));
  }

  /** What a clock shows; empty: it has not begun, or has no target. */
  static Optional<ClockReading> of(CaseStanding standing, ClockPlan plan) {
    return read(standing, plan).filter(reading -> reading.count.isMeasured());
  }

  /** What is to be known of a clock, whatever its target, when its case meets another program. */
  static Optional<Kept> keep(CaseStanding standing, ClockPlan plan, Instant now) {
    return read(standing, plan).flatMap(each -> each.count.keep(now, each.lateBefore));
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

  /** Whether it was late an earlier time, before it began anew. */
  public boolean lateBefore() {
    return lateBefore;
  }

  /** The instant by which it has run for {@code amount}. */
  Optional<Instant> at(Duration amount) {
    return count.at(amount);
  }
}
