package io.regulars.coupon;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A customer gets a coupon. Either the host gives its number, which then is the command's key as
 * well, or the host gives a key and the library makes the number. Sent again, it is issued once.
 */
@Value.Immutable
@RegularsStyle
public interface IssueCoupon {

  /** Whose coupon. */
  CustomerId customer();

  /** Code of the offer. */
  @NotBlank
  @Size(max = 64)
  String type();

  /**
   * The coupon's number, unique among all the merchant's; 1 to 64 characters. Empty: a new UUID.
   */
  Optional<@HostKey @Size(max = 64) String> number();

  /** The host's key of this issue if it gives no number; 1 to 120 characters. */
  Optional<@HostKey @Size(max = 120) String> key();

  /**
   * In which store's days its end and its limit per day are counted; the merchant's unless told.
   */
  Optional<StoreId> store();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** A builder with nothing set. */
  static ImmutableIssueCoupon.Builder builder() {
    return ImmutableIssueCoupon.builder();
  }
}
