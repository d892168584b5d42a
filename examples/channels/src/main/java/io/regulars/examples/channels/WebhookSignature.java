package io.regulars.examples.channels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a webhook: HMAC-SHA256 over the timestamp, a full stop and the body, one for
 * each key in use, as {@code <key id>=<hex>} with commas in between. Stateless.
 *
 * <p>A receiver calls {@link #verify} on the bytes as they came, before anything reads them, and
 * then asks whether it has the {@link #IDEMPOTENCY_KEY} already: within the age limit a recorded
 * request passes again.
 */
public final class WebhookSignature {

  /** Header: the signatures. */
  public static final String SIGNATURE = "Regulars-Signature";

  /** Header: when it was signed, in seconds since 1970-01-01T00:00:00Z. */
  public static final String TIMESTAMP = "Regulars-Timestamp";

  /** Header: the key of the sending, the same at every attempt of it; signed with the body. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Header of the answer: the receiver's own number of the message, if it likes to give one. */
  public static final String REFERENCE = "Regulars-Reference";

  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int LONGEST = 1_000;
  private static final byte[] FULL_STOP = {'.'};

  private WebhookSignature() {}

  /** What became of the check of one request. */
  public enum Verdict {
    /** Made by one who holds a key, of this body, lately. */
    GENUINE,
    /** A header is missing or not of the shape. */
    MALFORMED,
    /** Signed with none of the receiver's keys. */
    UNKNOWN_KEY,
    /** The signature is not of this timestamp and body. */
    FORGED,
    /** Genuine, but older, or further in the future, than the limit: replayed, or a wrong clock. */
    OUT_OF_TIME
  }

  /** The value of {@link #TIMESTAMP} for {@code now}. */
  static String timestamp(Instant now) {
    return Long.toString(now.getEpochSecond());
  }

  /** The value of {@link #SIGNATURE}. */
  static String of(List<WebhookKey> keys, String timestamp, byte[] body) {
    return keys.stream()
        .map(key -> key.id() + "=" + HexFormat.of().formatHex(mac(key, timestamp, body)))
        .collect(Collectors.joining(","));
  }

  /**
   * Checks a request on the receiver's side, the signature in constant time.
   *
   * @param keys those the receiver accepts: during a rotation the old one and the new
   * @param timestamp the header {@link #TIMESTAMP}; null if it is missing
   * @param signature the header {@link #SIGNATURE}; null if it is missing
   * @param body as it came
   * @param now the receiver's time
   * @param age how far the timestamp may be from {@code now}, either way; five minutes is usual
   */
  public static Verdict verify(
      Collection<WebhookKey> keys,
      @Nullable String timestamp,
      @Nullable String signature,
      byte[] body,
      Instant now,
      Duration age) {
    if (timestamp == null
        || signature == null
        || signature.length() > LONGEST
        || !SECONDS.matcher(timestamp).matches()) {
      return Verdict.MALFORMED;
    }
    Verdict verdict = Verdict.UNKNOWN_KEY;
    for (String part : COMMA.split(signature, -1)) {
      int equals = part.indexOf('=');
      if (equals < 1 || !HEX.matcher(part.substring(equals + 1)).matches()) {
        return Verdict.MALFORMED;
      }
      Optional<WebhookKey> key = key(keys, part.substring(0, equals).strip());
      if (key.isPresent()) {
        byte[] given = HexFormat.of().parseHex(part.substring(equals + 1));
        if (MessageDigest.isEqual(mac(key.get(), timestamp, body), given)) {
          return inTime(timestamp, now, age) ? Verdict.GENUINE : Verdict.OUT_OF_TIME;
        }
        verdict = Verdict.FORGED;
      }
    }
    return verdict;
  }

  private static Optional<WebhookKey> key(Collection<WebhookKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static boolean inTime(String timestamp, Instant now, Duration age) {
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(signed, now).abs().compareTo(age) <= 0;
  }

  private static byte[] mac(WebhookKey key, String timestamp, byte[] body) {
    return key.mac(timestamp.getBytes(StandardCharsets.US_ASCII), FULL_STOP, body);
  }
}
