package io.regulars.visit;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.VisitId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/**
 * A whole visit is refunded or voided, and what it earned goes with it. Sent twice, it counts once,
 * whatever the reason given the second time.
 */
@Value.Immutable
@RegularsStyle
public interface TakeBackVisit {

  /** Which visit. */
  VisitId visit();

  /** Why, as the timeline will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** Whether the visit happened and was paid back, or never happened. */
  How how();

  /** The two ways of taking a visit back. */
  enum How {
    /** The customer was there and got the money back: the visit still counts as a visit. */
    REFUND,
    /** Keyed in error: the visit counts for nothing, also not for the stage of life. */
    VOID
  }

  /** The visit happened, the money went back. */
  static TakeBackVisit refund(VisitId visit, String reason) {
    return ImmutableTakeBackVisit.builder().visit(visit).reason(reason).how(How.REFUND).build();
  }

  /** The visit never happened. */
  static TakeBackVisit voiding(VisitId visit, String reason) {
    return ImmutableTakeBackVisit.builder().visit(visit).reason(reason).how(How.VOID).build();
  }
}
