package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.regulars.examples.channels.Receiver.Request;
import io.regulars.examples.channels.WebhookSignature.Verdict;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.ImmutableOutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.testkit.Samples;
import io.regulars.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is posted, and what each answer of a receiver means. */
final class WebhookChannelTest {

  private static final WebhookKey OLD = key("2026-10", "the secret of October");
  private static final WebhookKey NEW = key("2026-11", "the secret of November");
  private static final String WANG = "o-wang-fang";

  private final SettableClock clock = SettableClock.at("2026-03-01T01:00:00Z");
  private final Receiver receiver = new Receiver(OLD, clock);
  private final RawServer raw = new RawServer();

  @AfterEach
  void stop() throws Exception {
    receiver.close();
    raw.close();
  }

  @Test
  void messageArrivesAsItWas() {
    ImmutableOutboundMessage message =
        message(1).withText("\"\\\b\f\n\r\t\u0001\u2028 😀 王芳").withFigures("", "a\"b", "😀");

    SendOutcome outcome = channel().send(message);

    assertEquals(new SendOutcome.Delivered(Optional.of("N-" + message.sendingKey())), outcome);
    Request request = receiver.shown().get(0);
    JsonObject json = request.json();
    assertEquals(message.id().toString(), json.get("id").getAsString());
    assertEquals(message.merchant().toString(), json.get("merchant").getAsString());
    assertEquals(message.customer().orElseThrow().toString(), json.get("customer").getAsString());
    assertEquals("wechat", json.get("channel").getAsString());
    assertEquals(WANG, json.get("address").getAsString());
    assertEquals("zh-CN", json.get("language").getAsString());
    assertEquals(message.text(), json.get("text").getAsString());
    assertEquals("tier.raised", json.get("template").getAsString());
    assertEquals(
        message.figures(),
        json.get("figures").getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .toList());
    assertEquals("CARE", json.get("purpose").getAsString());
    assertEquals(message.sendingKey(), json.get("sending").getAsString());
    assertEquals(11, json.size());
    assertEquals("application/json", request.headers().getFirst("Content-Type"));
    assertEquals(Samples.messageId(1) + ".wechat.1", request.headers().getFirst("Idempotency-Key"));
    assertEquals("1772326800", request.headers().getFirst("Regulars-Timestamp"));
    assertTrue(request.headers().getFirst("Regulars-Signature").startsWith("2026-10="));
  }

  @ParameterizedTest
  @CsvSource({
    "200, delivered",
    "201, delivered",
    "204, delivered",
    "299, delivered",
    "301, later",
    "302, later",
    "304, later",
    "307, later",
    "308, later",
    "400, never",
    "403, never",
    "404, never",
    "409, never",
    "410, never",
    "422, never",
    "401, later",
    "408, later",
    "425, later",
    "429, later",
    "500, later",
    "502, later",
    "503, later",
    "504, later",
    "599, later",
  })
  void statusMeansDeliveredLaterOrNever(int status, String expected) {
    receiver.answerNext(status, "Location", receiver.uri() + "/elsewhere");

    SendOutcome outcome = channel().send(message(1));

    Class<? extends SendOutcome> type =
        switch (expected) {
          case "delivered" -> SendOutcome.Delivered.class;
          case "later" -> SendOutcome.RetryLater.class;
          default -> SendOutcome.RefusedForGood.class;
        };
    assertEquals(type, outcome.getClass(), outcome::toString);
    assertEquals(1, receiver.requests().size(), "no redirect is followed");
    assertFalse(outcome.toString().contains(WANG), outcome::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | 90                            | 2026-03-01T01:01:30Z",
        "503 | 0                             | 2026-03-01T01:00:00Z",
        "503 | Sun, 01 Mar 2026 02:30:00 GMT | 2026-03-01T02:30:00Z",
        "429 | Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
        "500 | 5                             | 2026-03-01T01:00:05Z",
        "429 | -5                            |",
        "429 | soon                          |",
        "429 | 99999999999999999999          |",
        "503 | Mon, 01 Mar 2026 02:30:00 GMT |",
      })
  void retryAfterIsKept(int status, String header, Instant expected) {
    receiver.answerNext(status, "Retry-After", header);
    assertEquals(
        new SendOutcome.RetryLater(
            "the receiver answered " + status, Optional.ofNullable(expected)),
        channel().send(message(1)));
  }

  @Test
  void referenceIsKeptIfItIsAPlainWord() {
    receiver.answerNext(200, WebhookSignature.REFERENCE, "msg_123");
    receiver.answerNext(200, WebhookSignature.REFERENCE, "a b");
    receiver.answerNext(200, WebhookSignature.REFERENCE, "x".repeat(201));
    receiver.answerNext(204);
    WebhookChannel channel = channel();
    assertEquals(new SendOutcome.Delivered(Optional.of("msg_123")), channel.send(message(1)));
    for (int n = 2; n <= 4; n++) {
      assertEquals(SendOutcome.delivered(), channel.send(message(n)));
    }
  }

  @Test
  void aReceiverThatHangsIsGivenUpAndOthersAreNotHeldUp() {
    WebhookChannel channel = impatient(receiver.uri());
    receiver.hangNext();
    assertLater("no whole answer", channel.send(message(1)));
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(2)));
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));
    assertEquals(2, receiver.shown().size());
  }

  @Test
  void anAnswerThatStopsHalfWayIsNoAnswer() {
    receiver.answerNext(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        });
    assertLater("no whole answer", channel().send(message(1)));
  }

  @Test
  void anAnswerThatDoesNotEndIsNoAnswer() {
    raw.answerNext("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    raw.answerNext("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789");
    WebhookChannel channel = impatient(raw.uri());
    assertEquals(SendOutcome.delivered(), channel.send(message(1)));
    assertLater(
        "no whole answer",
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> channel.send(message(2))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "#HTTP/1.1 20",
        "#HTTP/1.1 200 OK\r\nContent-Le",
        "#HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789",
        "#HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n0123",
        "#220 mail.example ESMTP\r\n",
      })
  void aConnectionThatBreaksIsTriedLater(String answer) {
    raw.answerNext(answer);
    assertLater("no whole answer", to(raw.uri()).build().send(message(1)));
  }

  @Test
  void aLongAnswerIsReadNoFurtherAndItsStatusCounts() {
    String flood = "x".repeat(300_000);
    raw.answerNext("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + flood);
    raw.answerNext("HTTP/1.1 503 Busy\r\nContent-Length: 100000000\r\n\r\n" + flood);
    WebhookChannel channel = to(raw.uri()).build();
    assertEquals(SendOutcome.delivered(), channel.send(message(1)));
    assertLater("the receiver answered 503", channel.send(message(2)));
  }

  @Test
  void aSecondAnswerIsNotTakenForThatOfTheNextMessage() {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    for (int i = 0; i < 20; i++) {
      raw.answerNext(ok + ok);
      raw.answerNext("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
      WebhookChannel channel = to(raw.uri()).build();
      assertEquals(SendOutcome.delivered(), channel.send(message(1)));
      assertLater("", channel.send(message(2)));
    }
  }

  @Test
  void aReceiverThatIsDownIsTriedLater() {
    WebhookChannel channel = channel();
    receiver.down();
    assertLater("no whole answer: ConnectException", channel.send(message(1)));
    receiver.up();
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));
  }

  @Test
  void aSendingDeliveredTwiceIsKnownByItsKey() {
    receiver.loseNextAnswer();
    assertLater("no whole answer", channel().send(message(1)));
    assertInstanceOf(SendOutcome.Delivered.class, channel().send(message(1)));
    assertInstanceOf(SendOutcome.Delivered.class, channel().send(message(1)));

    assertEquals(3, receiver.requests().size());
    assertEquals(1, receiver.requests().stream().map(Request::key).distinct().count());
    assertEquals(1, receiver.shown().size());
  }

  @Test
  void keysAreReplacedWithoutAGapFromEitherEnd() {
    WebhookChannel before = channel();
    WebhookChannel after = to(receiver.uri(), NEW).build();
    WebhookChannel meanwhile = to(receiver.uri(), OLD).key(NEW).build();

    assertInstanceOf(SendOutcome.Delivered.class, before.send(message(1)));
    assertLater("the receiver answered 401", after.send(message(2)));
    assertEquals(Verdict.UNKNOWN_KEY, receiver.requests().get(1).verdict());
    assertInstanceOf(SendOutcome.Delivered.class, meanwhile.send(message(3)));

    receiver.keys().add(NEW);
    assertInstanceOf(SendOutcome.Delivered.class, after.send(message(2)));
    receiver.keys().remove(OLD);
    assertInstanceOf(SendOutcome.Delivered.class, meanwhile.send(message(4)));
    assertLater("the receiver answered 401", before.send(message(5)));
    assertEquals(4, receiver.shown().size());
  }

  @Test
  void aSenderWithAWrongClockIsTriedLater() {
    WebhookChannel late =
        to(receiver.uri()).clock(SettableClock.at("2026-03-01T00:54:59Z")).build();
    assertLater("the receiver answered 401", late.send(message(1)));
    assertEquals(Verdict.OUT_OF_TIME, receiver.requests().get(0).verdict());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sms.example.com/regulars",
        "http://127.0.0.1.example.com/",
        "https://user:password@sms.example.com/",
        "ftp://localhost/",
        "//localhost/",
        "/regulars",
        "mailto:care@salon.example",
      })
  void receiverIsProtectedOrOnThisMachine(String uri) {
    assertThrows(
        InvalidValueException.class,
        () -> WebhookChannel.builder(ChannelKind.SMS, URI.create(uri)));
  }

  @Test
  void aChannelNeedsAKeyAndNoneTwice() {
    WebhookChannel.Builder builder =
        WebhookChannel.builder(ChannelKind.SMS, URI.create("https://sms.example.com/"));
    assertThrows(IllegalStateException.class, builder::build);
    builder.key(OLD);
    assertThrows(InvalidValueException.class, () -> builder.key(OLD));
    assertThrows(InvalidValueException.class, () -> WebhookKey.of("k", new byte[15]));
    assertThrows(InvalidValueException.class, () -> WebhookKey.of("k=1", new byte[32]));
  }

  @Test
  void namesTellNoSecret() {
    assertEquals("WebhookChannel[wechat, 127.0.0.1]", channel().toString());
    assertEquals("WebhookKey[2026-10]", OLD.toString());
  }

  private static void assertLater(String reason, SendOutcome outcome) {
    SendOutcome.RetryLater later = assertInstanceOf(SendOutcome.RetryLater.class, outcome);
    assertTrue(later.reason().startsWith(reason), later::reason);
  }

  private WebhookChannel channel() {
    return to(receiver.uri()).build();
  }

  private WebhookChannel impatient(URI uri) {
    return to(uri).answerWithin(Duration.ofSeconds(2)).build();
  }

  private WebhookChannel.Builder to(URI uri) {
    return to(uri, OLD);
  }

  private WebhookChannel.Builder to(URI uri, WebhookKey key) {
    return WebhookChannel.builder(ChannelKind.WECHAT, uri).key(key).clock(clock);
  }

  private static WebhookKey key(String id, String secret) {
    return WebhookKey.of(id, secret.getBytes(StandardCharsets.UTF_8));
  }

  private static ImmutableOutboundMessage message(long n) {
    return Messages.message(n, ChannelKind.WECHAT, WANG);
  }
}
