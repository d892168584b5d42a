package io.regulars.examples.channels;

import io.regulars.spi.Shapes;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret shared by the two ends of a webhook, and the name by which it is told from others while
 * one replaces another. Immutable and thread-safe; {@code toString} tells the name only.
 */
public final class WebhookKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 16;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String id;
  private final SecretKeySpec secret;

  private WebhookKey(String id, SecretKeySpec secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id 1 to 64 of letters, digits, {@code . _ -}
   * @param secret at least 16 bytes, better 32, of chance
   */
  public static WebhookKey of(String id, byte[] secret) {
    Shapes.require(ID.matcher(id).matches(), "a key's id is 1 to 64 of A-Z a-z 0-9 . _ -");
    Shapes.require(
        secret.length >= SHORTEST,
        "the secret of key " + id + " has " + secret.length + " bytes; give at least " + SHORTEST);
    return new WebhookKey(id, new SecretKeySpec(secret, ALGORITHM));
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** HMAC-SHA256 over {@code parts}, one after another. */
  byte[] mac(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK knows " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "WebhookKey[" + id + "]";
  }
}
