package io.regulars.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseClock;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

final class TextsTest {

  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts CHINESE =
      Texts.in(Locale.SIMPLIFIED_CHINESE, ZoneId.of("Asia/Shanghai"));

  @Test
  void both_languages_say_the_same_things() {
    assertEquals(keys(Locale.ROOT), keys(Locale.CHINESE));
  }

  @Test
  void every_refusal_and_every_status_has_its_words() {
    for (Reason reason : Reason.values()) {
      assertTrue(keys(Locale.ROOT).contains("refusal." + reason), reason.name());
    }
    for (VisitStatus status : VisitStatus.values()) {
      assertTrue(keys(Locale.ROOT).contains("visit." + status), status.name());
    }
  }

  @Test
  void every_severity_and_every_clock_has_its_word() {
    for (Severity severity : Severity.values()) {
      assertTrue(keys(Locale.ROOT).contains("word." + severity), severity.name());
    }
    for (CaseClock clock : CaseClock.values()) {
      assertTrue(keys(Locale.ROOT).contains("word." + clock), clock.name());
    }
  }

  @Test
  void an_instant_with_a_zone_of_its_own_is_shown_in_that() {
    String figure = Texts.figure(Instant.parse("2026-01-31T16:30:00Z"), ZoneId.of("Asia/Tokyo"));
    assertEquals("2026-02-01 01:30", CHINESE.shown(figure));
    assertEquals("2026-02-01 01:30", ENGLISH.shown(figure));
    String greenwich = Texts.figure(Instant.parse("2026-01-31T16:30:00Z"), ZoneOffset.UTC);
    assertEquals("2026-01-31 16:30", CHINESE.shown(greenwich));
    assertEquals("2026-02-30T16:30+08:00", CHINESE.shown("2026-02-30T16:30+08:00"), "no such day");
  }

  @Test
  void figures_are_put_where_the_rule_wants_them() {
    Refusal refusal = new Refusal(Reason.NOT_ENOUGH, List.of("points", "500", "120"));
    assertEquals(
        "asked for 500 points, only 120 available; ask for at most that", ENGLISH.refusal(refusal));
    assertEquals("申请 500 points,可用仅 120;请不要超过可用数", CHINESE.refusal(refusal));
  }

  @Test
  void instants_are_shown_in_the_zone() {
    Explanation ended = Explanation.of("lot.ended", "2026-01-31T16:30:00Z");
    assertEquals("what was earned 2026-01-31 16:30 has ended", ENGLISH.explain(ended));
    assertEquals("2026-02-01 00:30 所得已到期", CHINESE.explain(ended));
  }

  @Test
  void braces_and_other_signs_in_figures_stay_as_they_are() {
    Explanation granted = Explanation.of("points.granted", "{0} $1 %s \\ it's {c} T and Z");
    assertEquals("granted by hand: {0} $1 %s \\ it's {c} T and Z", ENGLISH.explain(granted));
  }

  @Test
  void a_message_names_merchant_and_customer() {
    Explanation raised = Explanation.of("tier.raised", "none", "gold", "CNY 300.00", "CNY 300.00");
    Merchant spa =
        Merchant.builder()
            .id(MerchantId.of("lily"))
            .name("Lily Spa")
            .currency(CurrencyUnit.of("CNY"))
            .zone(ZoneOffset.UTC)
            .addStores(Store.of(StoreId.of("S1"), "First", ZoneOffset.UTC))
            .build();
    Tenant tenant = new Tenant(spa, Program.of("1"));
    assertEquals(
        "Lily Spa: dear {{x}} <Ann>, you are gold now. Thank you for coming back.",
        Wording.of(tenant, raised, Optional.of("{{x}} <Ann>"), Optional.of(Locale.ENGLISH)).text());
  }

  @Test
  void a_code_without_words_shows_itself_and_its_figures() {
    assertEquals("rule.host.own[7]", ENGLISH.explain(Explanation.of("host.own", "7")));
  }

  @Test
  void other_languages_read_english() {
    Explanation ended = Explanation.of("points.withdrawn", "x");
    assertEquals("withdrawn by hand: x", Texts.in(Locale.FRENCH, ZoneOffset.UTC).explain(ended));
  }

  private static TreeSet<String> keys(Locale locale) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "io.regulars.engine.texts",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    TreeSet<String> own = new TreeSet<>(bundle.keySet());
    assertEquals(locale, bundle.getLocale());
    return own;
  }
}
