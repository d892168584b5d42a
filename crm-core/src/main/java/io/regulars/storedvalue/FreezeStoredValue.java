package io.regulars.storedvalue;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/**
 * All stored value there is at this moment is suspended, such as when its card is lost; or let go.
 */
@Value.Immutable
@RegularsStyle
public interface FreezeStoredValue {

  /** Whose stored value. */
  @Value.Parameter
  CustomerId customer();

  /** What the freeze is known by, such as the number of the report; 1 to 64 characters. */
  @Value.Parameter
  @HostKey
  @Size(max = 64)
  String ref();

  /** A freeze, or the end of one. */
  static FreezeStoredValue of(CustomerId customer, String ref) {
    return ImmutableFreezeStoredValue.of(customer, ref);
  }
}
