package io.regulars.coupon;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** An unused coupon is taken away by a person, with a reason. */
@Value.Immutable
@RegularsStyle
public interface WithdrawCoupon {

  /** Whose coupon. */
  CustomerId customer();

  /** The coupon's number. */
  @NotBlank
  @Size(max = 64)
  String number();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The host's key of this withdrawal; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableWithdrawCoupon.Builder builder() {
    return ImmutableWithdrawCoupon.builder();
  }
}
