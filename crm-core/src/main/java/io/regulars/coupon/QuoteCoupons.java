package io.regulars.coupon;

import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.visit.VisitLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.immutables.value.Value;

/** What would this basket cost with these coupons, now? */
@Value.Immutable
@RegularsStyle
public interface QuoteCoupons {

  /** Whose coupons. */
  CustomerId customer();

  /** Where. */
  StoreId store();

  /** The basket at its price, as it would be sold; 1 to 500 lines in the merchant's currency. */
  @NotEmpty
  @Size(max = 500)
  List<VisitLine> lines();

  /** Numbers of the coupons, in any order; up to 50. */
  @Size(max = 50)
  List<@NotBlank @Size(max = 64) String> coupons();

  /** A builder with nothing set. */
  static ImmutableQuoteCoupons.Builder builder() {
    return ImmutableQuoteCoupons.builder();
  }
}
