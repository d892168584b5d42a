package io.regulars.points;

import io.regulars.engine.HostKey;
import io.regulars.ledger.LedgerRules;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.VisitId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** Points granted or withdrawn by a person, with a reason. */
@Value.Immutable
@RegularsStyle
public interface AdjustPoints {

  /** Whose points. */
  CustomerId customer();

  /** Above zero: granted; below zero: withdrawn, at most the balance. Never zero. */
  @Min(-LedgerRules.MAX_BALANCE)
  @Max(LedgerRules.MAX_BALANCE)
  long points();

  /**
   * The visit that earned what is withdrawn: when it is taken back, so much less of what it earned
   * is. Empty: what is withdrawn counts as used, and a visit taken back takes all it earned. Only
   * to withdraw.
   */
  Optional<VisitId> visit();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The host's key of this adjustment; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableAdjustPoints.Builder builder() {
    return ImmutableAdjustPoints.builder();
  }
}
