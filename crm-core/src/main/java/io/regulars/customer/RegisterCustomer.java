package io.regulars.customer;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.customer.CustomerProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A new customer. */
@Value.Immutable
@RegularsStyle
public interface RegisterCustomer {

  /** Who it is. */
  @Valid
  CustomerProfile profile();

  /** Phones as people type them; normalised to E.164 and added behind the profile's. */
  @Value.Redacted
  @Size(max = 10)
  List<@NotBlank @Size(max = 40) String> phones();

  /** Since when the merchant knows the customer; now unless told, not in the future. */
  Optional<Instant> joinedAt();

  /** The customer who brought this one, if one did; or {@link #referredByNumber()}. */
  Optional<CustomerId> referredBy();

  /**
   * A number of the customer who brought this one, such as the card's or the code on an invitation,
   * as one of that customer's external ids.
   */
  Optional<ExternalId> referredByNumber();

  /** The host's key of this registration; sent again, it counts once. 1 to 120 characters. */
  Optional<@HostKey @Size(max = 120) String> key();

  /** A builder with nothing set; only the profile is required. */
  static ImmutableRegisterCustomer.Builder builder() {
    return ImmutableRegisterCustomer.builder();
  }

  /** A customer of whom only name and phone are known. */
  static RegisterCustomer of(String name, String phone) {
    return builder().profile(CustomerProfile.builder().name(name).build()).addPhones(phone).build();
  }
}
