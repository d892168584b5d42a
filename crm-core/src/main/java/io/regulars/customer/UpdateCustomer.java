package io.regulars.customer;

import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.customer.CustomerProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A customer's profile is replaced by another one. */
@Value.Immutable
@RegularsStyle
public interface UpdateCustomer {

  /** Whose. */
  CustomerId customer();

  /** All of the new profile. */
  @Valid
  CustomerProfile profile();

  /** Phones as people type them; normalised to E.164 and added behind the profile's. */
  @Value.Redacted
  @Size(max = 10)
  List<@NotBlank @Size(max = 40) String> phones();

  /**
   * The profile as it was read for the edit; if given, the edit is a conflict when somebody else
   * has changed the profile since.
   */
  Optional<CustomerProfile> basedOn();

  /** A builder with nothing set; customer and profile are required. */
  static ImmutableUpdateCustomer.Builder builder() {
    return ImmutableUpdateCustomer.builder();
  }
}
