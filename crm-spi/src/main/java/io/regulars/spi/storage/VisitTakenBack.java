package io.regulars.spi.storage;

import io.regulars.spi.Shapes;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.VisitStatus;

/**
 * A recorded visit gets its final status.
 *
 * @param visit which
 * @param status {@link VisitStatus#REFUNDED} or {@link VisitStatus#VOIDED}
 */
public record VisitTakenBack(VisitId visit, VisitStatus status) {

  /** Refuses to record a visit twice. */
  public VisitTakenBack {
    Shapes.require(status != VisitStatus.RECORDED, "a visit taken back is refunded or voided");
  }
}
