package io.regulars.customer;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Fingerprint;
import io.regulars.referral.ReferralRules;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.EventKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What registration and a change of profile leave on the file. */
public final class CustomerRules {

  private CustomerRules() {}

  /** The first line of a new file, of a customer perhaps brought by another. */
  public static void register(FileDraft draft, Optional<CustomerId> referrer) {
    String source = draft.profile().source().orElse("-");
    referrer.ifPresent(by -> ReferralRules.brought(draft, by));
    draft.profile(noted(draft, Set.of(), draft.profile()));
    draft.happened(
        EventKind.REGISTERED,
        draft.joinedAt(),
        referrer
            .map(by -> Explanation.of("customer.registered.brought", source, by.toString()))
            .orElseGet(() -> Explanation.of("customer.registered", source)));
  }

  /** Replaces the profile and notes which attributes changed; nothing if none did. */
  public static void update(FileDraft draft, CustomerProfile changed) {
    CustomerProfile after = noted(draft, draft.profile().consents(), changed);
    List<String> names = changes(draft.profile(), after);
    if (!names.isEmpty()) {
      draft.profile(after);
      draft.happened(
          EventKind.PROFILE_CHANGED,
          draft.asOf(),
          Explanation.of("profile.changed", String.join(", ", names)));
    }
  }

  /**
   * The profile with every consent dated: one that says what was said before keeps its date, a new
   * one without a date is of now and was taken down by the actor.
   */
  private static CustomerProfile noted(
      FileDraft draft, Set<Consent> before, CustomerProfile profile) {
    Set<Consent> noted = new LinkedHashSet<>();
    for (Consent consent : profile.consents()) {
      Optional<Consent> said = before.stream().filter(consent::saysSameAs).findFirst();
      noted.add(
          consent.at().isPresent()
              ? consent
              : said.orElseGet(() -> consent.taken(draft.now(), draft.actor().staff())));
    }
    return ImmutableCustomerProfile.copyOf(profile).withConsents(noted);
  }

  /** A digest begun with everything in the profile. */
  static Fingerprint fingerprint(CustomerProfile profile) {
    Fingerprint fingerprint = new Fingerprint();
    for (Attribute attribute : Attribute.values()) {
      fingerprint.put(attribute.value.apply(profile).toString());
    }
    return fingerprint;
  }

  private static List<String> changes(CustomerProfile before, CustomerProfile after) {
    List<String> names = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      if (!attribute.value.apply(before).equals(attribute.value.apply(after))) {
        names.add(attribute.label);
      }
    }
    return names;
  }

  /** The attributes of a profile by name, as values whose text is not redacted. */
  private enum Attribute {
    NAME("name", CustomerProfile::name),
    PHONES("phones", profile -> profile.phones().stream().map(PhoneNumber::e164).toList()),
    EXTERNAL_IDS(
        "externalIds",
        profile ->
            profile.externalIds().stream().map(id -> List.of(id.system(), id.value())).toList()),
    GENDER("gender", CustomerProfile::gender),
    BIRTHDAY(
        "birthday",
        profile ->
            profile
                .birthday()
                .map(
                    day ->
                        List.of(
                            day.calendar(), day.year(), day.month(), day.day(), day.leapMonth()))),
    AGE_BAND("ageBand", CustomerProfile::ageBand),
    OCCUPATION("occupation", CustomerProfile::occupation),
    REGION("region", CustomerProfile::region),
    ADDRESS("address", CustomerProfile::address),
    SOURCE("source", CustomerProfile::source),
    HOME_STORE("homeStore", CustomerProfile::homeStore),
    ASSIGNED_STAFF("assignedStaff", CustomerProfile::assignedStaff),
    FAMILY("family", CustomerProfile::family),
    CREDIT_NOTE("creditNote", CustomerProfile::creditNote),
    CONSENTS(
        "consents",
        profile ->
            profile.consents().stream()
                .map(
                    consent ->
                        consent.channel()
                            + consent.purpose().map(p -> "/" + p).orElse("")
                            + (consent.given() ? "" : " never")
                            + consent.at().map(at -> " " + at).orElse("")
                            + consent.by().map(by -> " " + by).orElse("")
                            + consent.how().map(how -> " " + how).orElse(""))
                .sorted()
                .toList()),
    LANGUAGE("language", CustomerProfile::language),
    ZONE("zone", CustomerProfile::zone);

    private final String label;
    private final Function<CustomerProfile, Object> value;

    Attribute(String label, Function<CustomerProfile, Object> value) {
      this.label = label;
      this.value = value;
    }
  }
}
