package io.regulars.spi.customer;

import io.regulars.spi.ExternalId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What is known of a customer because somebody said so (domain id C1). Nothing in it is computed.
 * Personal attributes are redacted in {@code toString}.
 */
@Value.Immutable
@RegularsStyle
public interface CustomerProfile {

  /** What the customer is called; 1 to 200 characters. */
  @Value.Redacted
  @NotBlank
  @PlainText
  @Size(max = 200)
  String name();

  /** Numbers that find this customer, distinct; the first is the one to call. At most 10. */
  @Value.Redacted
  @Size(max = 10)
  List<PhoneNumber> phones();

  /**
   * Numbers in other systems that find this customer: membership card, POS key; distinct. At most
   * 20.
   */
  @Value.Redacted
  @Size(max = 20)
  List<ExternalId> externalIds();

  /** As the customer states it; {@link Gender#UNKNOWN} unless told. */
  @Value.Default
  default Gender gender() {
    return Gender.UNKNOWN;
  }

  /** The birthday, solar or lunar, with or without the year. */
  @Value.Redacted
  Optional<Birthday> birthday();

  /** Age band as the merchant groups its customers, such as {@code 30-40}. */
  Optional<@PlainText @Size(min = 1, max = 32) String> ageBand();

  /** Occupation in the customer's words. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = 100) String> occupation();

  /** District or town. */
  Optional<@PlainText @Size(min = 1, max = 100) String> region();

  /** Postal address. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = 500) String> address();

  /** Where the customer came from: {@code walk-in}, {@code meituan}, {@code referral}, ... */
  Optional<@PlainText @Size(min = 1, max = 32) String> source();

  /** The shop that counts the customer as its own. */
  Optional<StoreId> homeStore();

  /** The member of staff whose "own customer" this is. */
  Optional<StaffId> assignedStaff();

  /** Family members who are customers too. */
  @Size(max = 50)
  List<@Valid FamilyLink> family();

  /** Whether and how far the merchant gives credit, in its own words. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = 500) String> creditNote();

  /**
   * What the customer agreed to and what not, once per channel and purpose; nothing unless told. A
   * consent that is left out is withdrawn. At most 100.
   */
  @Size(max = 100)
  Set<Consent> consents();

  /** The language to write in; the merchant's if empty. */
  Optional<Locale> language();

  /** The zone the customer lives in; the home store's if empty. */
  Optional<ZoneId> zone();

  /**
   * Where a channel of this kind reaches the customer: the first phone for SMS and telephone, the
   * id of the system named like the channel for every other kind. Empty: nowhere.
   */
  default Optional<String> addressOn(ChannelKind channel) {
    if (channel.equals(ChannelKind.SMS) || channel.equals(ChannelKind.PHONE)) {
      return phones().stream().findFirst().map(PhoneNumber::e164);
    }
    return externalIds().stream()
        .filter(id -> id.system().equals(channel.code()))
        .findFirst()
        .map(ExternalId::value);
  }

  /**
   * Whether the customer may be contacted on this channel for this purpose. What was said of the
   * purpose goes before what was said of the channel; of what nothing was said, {@link
   * Purpose#TRANSACTIONAL} is allowed and all else is not.
   */
  default boolean allows(ChannelKind channel, Purpose purpose) {
    return said(channel, Optional.of(purpose))
        .or(() -> said(channel, Optional.empty()))
        .map(Consent::given)
        .orElse(purpose == Purpose.TRANSACTIONAL);
  }

  private Optional<Consent> said(ChannelKind channel, Optional<Purpose> purpose) {
    return consents().stream()
        .filter(consent -> consent.channel().equals(channel))
        .filter(consent -> consent.purpose().equals(purpose))
        .findFirst();
  }

  /** Phones, external ids and consents are each listed once. */
  @Value.Check
  default void check() {
    Shapes.require(
        phones().stream().distinct().count() == phones().size(), "a phone is listed twice");
    Shapes.require(
        externalIds().stream().distinct().count() == externalIds().size(),
        "an external id is listed twice");
    Shapes.require(
        consents().stream()
                .map(consent -> List.of(consent.channel(), consent.purpose()))
                .distinct()
                .count()
            == consents().size(),
        "a channel and purpose are consented to twice");
  }

  /** A builder with nothing set; only the name is required. */
  static ImmutableCustomerProfile.Builder builder() {
    return ImmutableCustomerProfile.builder();
  }
}
