package io.regulars.visit;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.VisitLine;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A completed sale, as the till reports it. Store and receipt make it idempotent: sent twice, it
 * counts once.
 */
@Value.Immutable
@RegularsStyle
public interface RecordVisit {

  /** Who came. */
  CustomerId customer();

  /** Where. */
  StoreId store();

  /** The till's receipt number, unique within the store; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String receipt();

  /** When; now unless told. Neither in the future nor before the customer joined. */
  Optional<Instant> occurredAt();

  /** What was sold; 1 to 500 lines in the merchant's currency. */
  @NotEmpty
  @Size(max = 500)
  List<VisitLine> lines();

  /** How it was paid, adding up to the lines; all of it in money unless told. */
  @Size(max = 50)
  List<Payment> payments();

  /**
   * The family member whose course cards pay, in the same commit; the visitor's own do unless told.
   * Refused unless the program lets the card be shared and the owner's profile names the visitor.
   */
  Optional<CustomerId> cardOwner();

  /** A builder with nothing set. */
  static ImmutableRecordVisit.Builder builder() {
    return ImmutableRecordVisit.builder();
  }
}
