package io.regulars.feedback;

import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import java.time.Instant;
import java.util.Optional;

/**
 * That a customer was asked about a visit, however many reminders there were.
 *
 * @param visit the visit
 * @param survey which survey
 * @param store where
 * @param staff who served
 * @param item what was sold
 * @param plannedAt when it was planned
 */
record Invitation(
    VisitId visit,
    String survey,
    StoreId store,
    Optional<StaffId> staff,
    String item,
    Instant plannedAt) {

  /** The key of the answer to it. */
  String key() {
    return FeedbackRules.key(visit, survey);
  }
}
