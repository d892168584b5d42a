package io.regulars.jdbc.internal;

import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ExternalId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.FamilyLink;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The lists of a profile, and of an explanation, as texts; and languages, which have no exact tag.
 */
public final class ProfileCodec {

  private static final char WITHOUT_TAG = '_';

  private ProfileCodec() {}

  /** The text of {@code items}, in their order. */
  public static String encodeTexts(List<String> items) {
    ItemWriter out = new ItemWriter();
    items.forEach(out::add);
    return out.toString();
  }

  /** The items of {@code text}. */
  public static List<String> decodeTexts(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      items.add(in.next());
    }
    return items;
  }

  /** The text of {@code steps}: of each its rule, the number of its figures, and these. */
  public static Optional<String> encodeSteps(List<Explanation> steps) {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    ItemWriter out = new ItemWriter();
    for (Explanation step : steps) {
      out.add(step.rule()).add(step.figures().size());
      step.figures().forEach(out::add);
    }
    return Optional.of(out.toString());
  }

  /** The steps of {@code text}. */
  public static List<Explanation> decodeSteps(String text) {
    List<Explanation> steps = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      String rule = in.next();
      List<String> figures = new ArrayList<>();
      for (long i = in.nextLong(); i > 0; i--) {
        figures.add(in.next());
      }
      steps.add(new Explanation(rule, figures));
    }
    return steps;
  }

  /** The text of {@code phones}: their E.164 forms. */
  public static String encodePhones(List<PhoneNumber> phones) {
    ItemWriter out = new ItemWriter();
    phones.forEach(phone -> out.add(phone.e164()));
    return out.toString();
  }

  /** The phones of {@code text}. */
  public static List<PhoneNumber> decodePhones(String text) {
    List<PhoneNumber> phones = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      phones.add(PhoneNumber.of(in.next()));
    }
    return phones;
  }

  /** The text of {@code ids}: system and value of each. */
  public static String encodeExternalIds(List<ExternalId> ids) {
    ItemWriter out = new ItemWriter();
    ids.forEach(id -> out.add(id.system()).add(id.value()));
    return out.toString();
  }

  /** The external ids of {@code text}. */
  public static List<ExternalId> decodeExternalIds(String text) {
    List<ExternalId> ids = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      ids.add(ExternalId.of(in.next(), in.next()));
    }
    return ids;
  }

  /** The text of {@code links}: relation and customer of each. */
  public static String encodeFamily(List<FamilyLink> links) {
    ItemWriter out = new ItemWriter();
    links.forEach(link -> out.add(link.relation()).add(link.customer().toString()));
    return out.toString();
  }

  /** The family links of {@code text}. */
  public static List<FamilyLink> decodeFamily(String text) {
    List<FamilyLink> links = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      links.add(new FamilyLink(in.next(), CustomerId.parse(in.next())));
    }
    return links;
  }

  /**
   * The text of {@code consents}: of each its channel, purpose, 1 if it is given or else 0, when,
   * who took it down, and how; empty items for what is not said.
   */
  public static String encodeConsents(Set<Consent> consents) {
    ItemWriter out = new ItemWriter();
    for (Consent consent : consents) {
      out.add(consent.channel().code())
          .add(consent.purpose().map(Purpose::name).orElse(""))
          .add(consent.given() ? 1 : 0)
          .add(consent.at())
          .add(consent.by().map(StaffId::value).orElse(""))
          .add(consent.how().orElse(""));
    }
    return out.toString();
  }

  /** The consents of {@code text}. */
  public static Set<Consent> decodeConsents(String text) {
    Set<Consent> consents = new LinkedHashSet<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      consents.add(
          new Consent(
              ChannelKind.of(in.next()),
              in.nextOptional().map(Purpose::valueOf),
              in.nextLong() == 1,
              in.nextOptionalInstant(),
              in.nextOptional().map(StaffId::of),
              in.nextOptional()));
    }
    return consents;
  }

  /**
   * The text of {@code language}: its BCP 47 tag; for the few old ones that no tag brings back, an
   * underscore followed by language, country and variant as items.
   */
  public static String encodeLanguage(Locale language) {
    String tag = language.toLanguageTag();
    if (Locale.forLanguageTag(tag).equals(language)) {
      return tag;
    }
    return WITHOUT_TAG
        + new ItemWriter()
            .add(language.getLanguage())
            .add(language.getCountry())
            .add(language.getVariant())
            .toString();
  }

  /** The language of {@code text}. */
  public static Locale decodeLanguage(String text) {
    if (text.isEmpty() || text.charAt(0) != WITHOUT_TAG) {
      return Locale.forLanguageTag(text);
    }
    ItemReader in = new ItemReader(text.substring(1));
    return new Locale(in.next(), in.next(), in.next());
  }
}
