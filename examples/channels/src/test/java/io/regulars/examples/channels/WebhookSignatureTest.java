package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.examples.channels.WebhookSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose signatures are taken, and for how long. */
final class WebhookSignatureTest {

  private static final WebhookKey OLD = key("2026-10", "the secret of October");
  private static final WebhookKey NEW = key("2026-11", "the secret of November");
  private static final byte[] BODY = "{\"id\":\"回头客\"}".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-03-01T01:00:00Z");
  private static final String TIMESTAMP = WebhookSignature.timestamp(NOW);

  /** As computed by another implementation (Python's hmac). */
  private static final String KNOWN =
      "2026-10=b0c45a79a0bb2a22fd3f74153cd39a4c189ff43d1a4a4c7e6c6f5a195cdd591b";

  @Test
  void signatureIsThatOfOtherImplementations() {
    assertEquals("1772326800", TIMESTAMP);
    assertEquals(KNOWN, WebhookSignature.of(List.of(OLD), TIMESTAMP, BODY));
    assertEquals(Verdict.GENUINE, verify(KNOWN));
  }

  @Test
  void oneKnownKeyOfSeveralIsEnough() {
    String both = WebhookSignature.of(List.of(NEW, OLD), TIMESTAMP, BODY);
    assertEquals(Verdict.GENUINE, verify(both));
    assertEquals(Verdict.GENUINE, verify(both.replace(",", ", ")));
    assertEquals(Verdict.UNKNOWN_KEY, verify(WebhookSignature.of(List.of(NEW), TIMESTAMP, BODY)));
  }

  @Test
  void everyBitOfTheBodyAndOfTheTimestampCounts() {
    for (int i = 0; i < BODY.length * 8; i++) {
      byte[] other = BODY.clone();
      other[i / 8] ^= (byte) (1 << (i % 8));
      assertEquals(Verdict.FORGED, verify(TIMESTAMP, KNOWN, other, NOW));
    }
    assertEquals(Verdict.FORGED, verify("1772326801", KNOWN, BODY, NOW));
    assertEquals(Verdict.FORGED, verify("01772326800", KNOWN, BODY, NOW));
  }

  @Test
  void aKnownNameWithAnotherSecretIsForged() {
    WebhookKey impostor = key("2026-10", "the secret of somebody else");
    assertEquals(Verdict.FORGED, verify(WebhookSignature.of(List.of(impostor), TIMESTAMP, BODY)));
  }

  @Test
  void aGenuineRequestIsTakenForFiveMinutesEitherWay() {
    Duration limit = Duration.ofMinutes(5);
    for (Duration off : List.of(Duration.ZERO, limit, limit.negated())) {
      assertEquals(Verdict.GENUINE, verify(TIMESTAMP, KNOWN, BODY, NOW.plus(off)));
    }
    for (Duration off : List.of(limit.plusNanos(1), limit.plusNanos(1).negated())) {
      assertEquals(Verdict.OUT_OF_TIME, verify(TIMESTAMP, KNOWN, BODY, NOW.plus(off)));
    }
  }

  @Test
  void aForgeryIsNotToldHowOldItIs() {
    assertEquals(Verdict.FORGED, verify("5", KNOWN, BODY, NOW));
  }

  @Test
  void missingHeadersAreMalformed() {
    assertEquals(Verdict.MALFORMED, verify(null, KNOWN, BODY, NOW));
    assertEquals(Verdict.MALFORMED, verify(TIMESTAMP, null, BODY, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "1772326800.0", "1e9", "999999999999", "now", "１７"})
  void timestampIsAWholeNumberOfSeconds(String timestamp) {
    assertEquals(Verdict.MALFORMED, verify(timestamp, KNOWN, BODY, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "2026-10", "2026-10=", "=abc", "2026-10=abc", "2026-10=xyz,"})
  void signatureHasAShape(String signature) {
    assertEquals(Verdict.MALFORMED, verify(signature));
    assertEquals(Verdict.MALFORMED, verify("2026-09=" + "0".repeat(64) + "," + signature));
  }

  @Test
  void signatureIsNotEndless() {
    assertEquals(Verdict.MALFORMED, verify((KNOWN + ",").repeat(100_000)));
  }

  private static Verdict verify(String signature) {
    return verify(TIMESTAMP, signature, BODY, NOW);
  }

  private static Verdict verify(
      @Nullable String timestamp, @Nullable String signature, byte[] body, Instant now) {
    return WebhookSignature.verify(
        List.of(OLD), timestamp, signature, body, now, Duration.ofMinutes(5));
  }

  private static WebhookKey key(String id, String secret) {
    return WebhookKey.of(id, secret.getBytes(StandardCharsets.UTF_8));
  }
}
