package io.regulars.spi.lifecycle;

import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Optional;

/**
 * The stage a customer is in, and the two visits that decide it.
 *
 * @param stage the stage
 * @param since when it was entered
 * @param firstVisitAt instant of the earliest visit that stands; empty exactly for a prospect
 * @param lastVisitAt instant of the latest visit that stands; empty exactly for a prospect
 */
public record StageStanding(
    Stage stage, Instant since, Optional<Instant> firstVisitAt, Optional<Instant> lastVisitAt) {

  /** A prospect has no visit; everybody else has a first and a last one, in that order. */
  public StageStanding {
    Shapes.require(
        firstVisitAt.isPresent() == (stage != Stage.PROSPECT)
            && lastVisitAt.isPresent() == firstVisitAt.isPresent(),
        "a prospect has no visit, everybody else has");
    Shapes.require(
        firstVisitAt.isEmpty() || !firstVisitAt.get().isAfter(lastVisitAt.get()),
        "the first visit is not after the last");
  }

  /** A prospect since {@code since}. */
  public static StageStanding prospect(Instant since) {
    return new StageStanding(Stage.PROSPECT, since, Optional.empty(), Optional.empty());
  }
}
