package io.regulars.points;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** A customer spends points at the till: any amount the cashier chooses, up to the balance. */
@Value.Immutable
@RegularsStyle
public interface RedeemPoints {

  /** Whose points. */
  CustomerId customer();

  /** How many; above zero. */
  @Positive
  long points();

  /** For what, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String item();

  /** The host's key of this redemption; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableRedeemPoints.Builder builder() {
    return ImmutableRedeemPoints.builder();
  }
}
