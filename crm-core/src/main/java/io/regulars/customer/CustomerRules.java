package io.regulars.customer;

import io.regulars.engine.FileDraft;
import io.regulars.spi.Explanation;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What registration and a change of profile leave on the file. */
public final class CustomerRules {

  private CustomerRules() {}

  /** The first line of a new file. */
  public static void register(FileDraft draft) {
    draft.happened(
        EventKind.REGISTERED,
        draft.joinedAt(),
        Explanation.of("customer.registered", draft.profile().source().orElse("-")));
  }

  /** Replaces the profile and notes which attributes changed; nothing if none did. */
  public static void update(FileDraft draft, CustomerProfile changed) {
    List<String> names = changes(draft.profile(), changed);
    if (!names.isEmpty()) {
      draft.profile(changed);
      draft.happened(
          EventKind.PROFILE_CHANGED,
          draft.asOf(),
          Explanation.of("profile.changed", String.join(", ", names)));
    }
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

  /** The attributes of a profile, to be told apart by name. */
  private enum Attribute {
    NAME("name", CustomerProfile::name),
    PHONES("phones", CustomerProfile::phones),
    EXTERNAL_IDS("externalIds", CustomerProfile::externalIds),
    GENDER("gender", CustomerProfile::gender),
    BIRTHDAY("birthday", CustomerProfile::birthday),
    AGE_BAND("ageBand", CustomerProfile::ageBand),
    OCCUPATION("occupation", CustomerProfile::occupation),
    REGION("region", CustomerProfile::region),
    ADDRESS("address", CustomerProfile::address),
    SOURCE("source", CustomerProfile::source),
    HOME_STORE("homeStore", CustomerProfile::homeStore),
    ASSIGNED_STAFF("assignedStaff", CustomerProfile::assignedStaff),
    FAMILY("family", CustomerProfile::family),
    CREDIT_NOTE("creditNote", CustomerProfile::creditNote),
    CONSENTS("consents", CustomerProfile::consents),
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
