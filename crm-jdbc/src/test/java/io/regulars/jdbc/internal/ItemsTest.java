package io.regulars.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.FamilyLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What is written comes back, two values are never written alike, and nothing else is read. */
class ItemsTest {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  @Property
  void texts_come_back(@ForAll("hostile") List<String> items) {
    assertEquals(items, ProfileCodec.decodeTexts(ProfileCodec.encodeTexts(items)));
  }

  @Property
  void different_texts_are_written_differently(
      @ForAll("hostile") List<String> one, @ForAll("hostile") List<String> other) {
    assertEquals(
        one.equals(other), ProfileCodec.encodeTexts(one).equals(ProfileCodec.encodeTexts(other)));
  }

  @Property
  void what_is_read_is_what_would_be_written(@ForAll("hostileText") String text) {
    try {
      List<String> items = ProfileCodec.decodeTexts(text);
      assertEquals(text, ProfileCodec.encodeTexts(items));
    } catch (IllegalArgumentException e) {
      assertFalse(text.isEmpty());
    }
  }

  @Property
  void numbers_come_back(@ForAll long number) {
    String text = new ItemWriter().add(number).toString();
    assertEquals(number + "|", text);
    assertEquals(number, new ItemReader(text).nextLong());
  }

  @Property
  void numbers_are_read_only_as_they_are_written(@ForAll("digits") String digits) {
    ItemReader in = new ItemReader(digits + "|");
    try {
      assertEquals(digits, Long.toString(in.nextLong()));
    } catch (IllegalArgumentException e) {
      assertFalse(isWritten(digits), digits);
    }
  }

  @Property
  void instants_come_back_to_the_microsecond(
      @ForAll @LongRange(min = -62_135_596_800_000_000L, max = 253_402_300_799_999_999L)
          long micros) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000);
    assertTrue(!instant.isBefore(FIRST) && !instant.isAfter(LAST), instant.toString());
    String text = new ItemWriter().add(instant).toString();
    assertEquals(micros + "|", text);
    assertEquals(instant, new ItemReader(text).nextInstant());
  }

  @Property(tries = 300)
  void languages_come_back(@ForAll("languages") Locale language) {
    assertEquals(language, ProfileCodec.decodeLanguage(ProfileCodec.encodeLanguage(language)));
  }

  @Example
  void the_lists_of_a_profile_come_back() {
    List<PhoneNumber> phones =
        List.of(PhoneNumber.of("+8613800138000"), PhoneNumber.of("+4912345678"));
    assertEquals("+8613800138000|+4912345678|", ProfileCodec.encodePhones(phones));
    assertEquals(phones, ProfileCodec.decodePhones(ProfileCodec.encodePhones(phones)));

    List<ExternalId> ids = List.of(ExternalId.of("a|b", "\\p"), ExternalId.of("a", "b"));
    assertEquals("a\\pb|\\\\p|a|b|", ProfileCodec.encodeExternalIds(ids));
    assertEquals(ids, ProfileCodec.decodeExternalIds(ProfileCodec.encodeExternalIds(ids)));

    List<FamilyLink> family = List.of(new FamilyLink("o|o", CustomerId.of(new UUID(-1, 1))));
    assertEquals(family, ProfileCodec.decodeFamily(ProfileCodec.encodeFamily(family)));

    Set<Consent> consents =
        Set.of(
            Consent.to(ChannelKind.SMS),
            Consent.never(ChannelKind.of("post|box"), Purpose.MARKETING).how("a|b"),
            Consent.to(ChannelKind.EMAIL, Purpose.CARE)
                .taken(Instant.EPOCH, Optional.of(StaffId.of("s|1"))));
    assertEquals(consents, ProfileCodec.decodeConsents(ProfileCodec.encodeConsents(consents)));
  }

  @Example
  void no_item_is_not_an_empty_item() {
    assertEquals("", ProfileCodec.encodeTexts(List.of()));
    assertEquals("|", ProfileCodec.encodeTexts(List.of("")));
    assertEquals("||", ProfileCodec.encodeTexts(List.of("", "")));
  }

  @Example
  void what_is_damaged_is_refused_without_being_repeated() {
    for (String damaged :
        List.of("secret", "a|secret", "\\secret|", "secret\\|", "\\|", "secret\\")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> ProfileCodec.decodeTexts(damaged));
      assertFalse(String.valueOf(e.getMessage()).contains("secret"), e.toString());
    }
  }

  private static boolean isWritten(String digits) {
    try {
      return Long.toString(Long.parseLong(digits)).equals(digits);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> hostileText() {
    return Arbitraries.strings().withChars("|\\pu\n\t'\";,é王 ").ascii().ofMaxLength(12);
  }

  @Provide
  Arbitrary<List<String>> hostile() {
    return Arbitraries.oneOf(hostileText(), Arbitraries.strings().ofMaxLength(40))
        .list()
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> digits() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789-+").ofMaxLength(21),
        Arbitraries.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "92233720368547758070",
            "99999999999999999999"));
  }

  @Provide
  Arbitrary<Locale> languages() {
    List<Locale> locales = new ArrayList<>(List.of(Locale.getAvailableLocales()));
    locales.add(new Locale("no", "NO", "NY"));
    locales.add(new Locale("zh", "CN", "a|b"));
    locales.add(new Locale("", "", "x_y"));
    locales.add(new Locale("iw"));
    locales.add(Locale.forLanguageTag("de-u-co-phonebk-x-lvariant-POSIX"));
    return Arbitraries.of(locales);
  }
}
