package io.regulars.benefit;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.VisitId;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A customer has a benefit, once. */
@Value.Immutable
@RegularsStyle
public interface UseBenefit {

  /** Who. */
  CustomerId customer();

  /** The benefit's code; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String benefit();

  /** On which of the customer's visits; when that is taken back whole, so is the use. */
  Optional<VisitId> visit();

  /** The host's key of this use; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableUseBenefit.Builder builder() {
    return ImmutableUseBenefit.builder();
  }
}
