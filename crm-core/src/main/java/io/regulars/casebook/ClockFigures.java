package io.regulars.casebook;

import java.util.List;

/**
 * What became of one clock in the cases of a report. Every case in which it began is in exactly one
 * of the five counts. Of a clock that began anew or went on, as its case was taken up again, the
 * times add up: late once is late.
 *
 * @param inTime met by its deadline, an answer at that very instant included
 * @param late met after it
 * @param missed not met, and its deadline has passed while it ran
 * @param running not met and not missed, in a case that is open; it may stand still
 * @param dropped not met and not missed, in a case that is over
 * @param warned cases in which it warned
 * @param rungs cases in which it climbed rung 1, 2, 3 and 4
 * @param used the time it had run when it was met, in the time it counts
 */
public record ClockFigures(
    long inTime,
    long late,
    long missed,
    long running,
    long dropped,
    long warned,
    List<Long> rungs,
    Spread used) {

  /** Copies the list. */
  public ClockFigures {
    rungs = List.copyOf(rungs);
  }

  /** In how many cases it began. */
  public long begun() {
    return inTime + late + missed + running + dropped;
  }

  /** In time, of all that are decided: in time, late and missed. */
  public Rate onTime() {
    return new Rate(inTime, inTime + late + missed);
  }
}
