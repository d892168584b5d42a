package io.regulars.examples.channels;

import io.regulars.spi.Shapes;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Posts each message, as signed JSON, to one address of a receiver that shows it. Thread-safe; an
 * attempt holds the caller's thread for {@link Builder#answerWithin} at most. The JDK's client
 * behind it has daemon threads of its own.
 *
 * <pre>{@code
 * Channel sms =
 *     WebhookChannel.builder(ChannelKind.SMS, URI.create("https://sms.example.com/regulars"))
 *         .key(WebhookKey.of("2026-11", secret))
 *         .build();
 * }</pre>
 *
 * <p><b>Once.</b> Every attempt of a sending has the same {@link WebhookSignature#IDEMPOTENCY_KEY},
 * which is its {@link OutboundMessage#sendingKey()} and in the signed body as well; the receiver
 * shows what it has shown under that key already to nobody, and answers 2xx again. On another
 * channel, and each time a person sends the message again, the key is another one.
 *
 * <p><b>Answers.</b> 2xx is {@link SendOutcome.Delivered}, with the header {@link
 * WebhookSignature#REFERENCE} if there is one. 4xx is {@link SendOutcome.RefusedForGood}, except
 * 401, 408, 425 and 429: the first is about our key and not about the message, the others pass.
 * Everything else is {@link SendOutcome.RetryLater}: 5xx, a redirect, which is not followed, no
 * connection, no whole answer in time; {@code Retry-After} is kept. 64 KiB of an answer are read;
 * of a longer one the status counts.
 */
public final class WebhookChannel implements Channel {

  private static final long ANSWER_LENGTH = 65_536;
  private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7E]{1,200}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private final ChannelKind kind;
  private final URI receiver;
  private final List<WebhookKey> keys;
  private final Duration answerWithin;
  private final Clock clock;
  private final HttpClient client;

  private WebhookChannel(Builder builder) {
    this.kind = builder.kind;
    this.receiver = builder.receiver;
    this.keys = List.copyOf(builder.keys);
    this.answerWithin = builder.answerWithin;
    this.clock = builder.clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(builder.connectWithin)
            .build();
  }

  /**
   * A builder of a channel of {@code kind} to {@code receiver}; a key is required.
   *
   * @throws io.regulars.spi.InvalidValueException if the receiver is neither an https address nor
   *     one of this machine: messages hold personal data
   */
  public static Builder builder(ChannelKind kind, URI receiver) {
    return new Builder(kind, receiver);
  }

  @Override
  public ChannelKind kind() {
    return kind;
  }

  /**
   * Posts one message.
   *
   * @throws IllegalArgumentException for a message of another kind
   */
  @Override
  public SendOutcome send(OutboundMessage message) {
    if (!message.channel().equals(kind)) {
      throw new IllegalArgumentException(
          "message " + message.id() + " is for " + message.channel() + ", this is " + kind);
    }
    CompletableFuture<HttpResponse<Long>> answer =
        client.sendAsync(request(message), status -> new BoundedDiscard(ANSWER_LENGTH));
    try {
      return outcome(answer.get(answerWithin.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return SendOutcome.retryLater("no whole answer within " + answerWithin.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return SendOutcome.retryLater("interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return SendOutcome.retryLater("no whole answer: " + cause.getClass().getSimpleName());
    }
  }

  private HttpRequest request(OutboundMessage message) {
    byte[] body = WebhookBody.of(message);
    String timestamp = WebhookSignature.timestamp(clock.instant());
    return HttpRequest.newBuilder(receiver)
        .timeout(answerWithin)
        .header("Content-Type", "application/json")
        .header(WebhookSignature.IDEMPOTENCY_KEY, message.sendingKey())
        .header(WebhookSignature.TIMESTAMP, timestamp)
        .header(WebhookSignature.SIGNATURE, WebhookSignature.of(keys, timestamp, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private SendOutcome outcome(HttpResponse<Long> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status <= 299) {
      return new SendOutcome.Delivered(
          answer
              .headers()
              .firstValue(WebhookSignature.REFERENCE)
              .filter(reference -> REFERENCE.matcher(reference).matches()));
    }
    String reason = "the receiver answered " + status;
    if (status >= 400 && status <= 499 && !mayPass(status)) {
      return SendOutcome.refusedForGood(reason);
    }
    Optional<Instant> notBefore =
        answer
            .headers()
            .firstValue("Retry-After")
            .flatMap(value -> RetryAfter.read(value, clock.instant()));
    return new SendOutcome.RetryLater(reason, notBefore);
  }

  /** 401: our key; 408: our slowness; 425: too early; 429: too many. */
  private static boolean mayPass(int status) {
    return status == 401 || status == 408 || status == 425 || status == 429;
  }

  @Override
  public String toString() {
    return "WebhookChannel[" + kind + ", " + receiver.getHost() + "]";
  }

  /** Collects what a {@link WebhookChannel} works with. Not thread-safe. */
  public static final class Builder {

    private final ChannelKind kind;
    private final URI receiver;
    private final List<WebhookKey> keys = new ArrayList<>();
    private Duration connectWithin = Duration.ofSeconds(5);
    private Duration answerWithin = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();

    private Builder(ChannelKind kind, URI receiver) {
      this.kind = kind;
      this.receiver = receiver;
      Shapes.require(
          receiver.getHost() != null && receiver.getUserInfo() == null && isProtected(receiver),
          "the receiver is no https address with a host and without user; http is for this machine");
    }

    private static boolean isProtected(URI receiver) {
      return "https".equalsIgnoreCase(receiver.getScheme())
          || ("http".equalsIgnoreCase(receiver.getScheme())
              && LOOPBACK.matcher(receiver.getHost()).matches());
    }

    /**
     * Adds a key; every request is signed with each key given. To replace one without a gap, either
     * the receiver accepts both while the sender goes over, or the sender signs with both while the
     * receiver does. At least one is required.
     */
    public Builder key(WebhookKey key) {
      Shapes.require(
          keys.stream().noneMatch(other -> other.id().equals(key.id())),
          "key " + key.id() + " is given twice");
      Shapes.require(keys.size() < 4, "more than 4 keys; take the old ones out");
      keys.add(key);
      return this;
    }

    /** Time for the connection; 5 seconds unless told, at most 2 minutes. */
    public Builder connectWithin(Duration time) {
      this.connectWithin = Limits.checked("connectWithin", time);
      return this;
    }

    /** Time for the whole attempt, connection and answer; 10 seconds unless told. */
    public Builder answerWithin(Duration time) {
      this.answerWithin = Limits.checked("answerWithin", time);
      return this;
    }

    /** What dates the signatures; the system's clock unless told. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * The channel, ready; nothing is connected yet.
     *
     * @throws IllegalStateException if there is no key
     */
    public WebhookChannel build() {
      if (keys.isEmpty()) {
        throw new IllegalStateException("no key; call key(...)");
      }
      return new WebhookChannel(this);
    }
  }
}
