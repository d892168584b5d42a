package io.regulars.storedvalue;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/** Unused principal is paid back: of one top-up, or of the newest top-ups first. */
@Value.Immutable
@RegularsStyle
public interface RefundStoredValue {

  /** Whose stored value. */
  CustomerId customer();

  /** Only of the top-up with this number; of all, the newest first, unless told. */
  Optional<@HostKey @Size(max = 64) String> topUp();

  /** How much, above zero; all that is unused unless told. */
  Optional<Money> amount();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The host's key of this refund; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableRefundStoredValue.Builder builder() {
    return ImmutableRefundStoredValue.builder();
  }
}
