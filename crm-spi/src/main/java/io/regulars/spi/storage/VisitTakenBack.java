package io.regulars.spi.storage;

import io.regulars.spi.Shapes;
import io.regulars.spi.VisitId;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitStatus;

/**
 * A recorded visit is taken back, whole or in part: it gets another status and one more return.
 *
 * @param visit which; stored with a status that {@link VisitStatus#stands() stands} and with one
 *     return less than the number of this one
 * @param status {@link VisitStatus#PARTLY_REFUNDED}, {@link VisitStatus#REFUNDED} or {@link
 *     VisitStatus#VOIDED}
 * @param what the return to append
 */
public record VisitTakenBack(VisitId visit, VisitStatus status, VisitReturn what) {

  /** Refuses to record a visit twice. */
  public VisitTakenBack {
    Shapes.require(status != VisitStatus.RECORDED, "a visit taken back is refunded or voided");
  }
}
