package io.regulars.feedback;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import io.regulars.spi.MerchantId;
import io.regulars.spi.VisitId;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a link carries: which visit is asked about, and by 128 bits of an HMAC-SHA256 that we asked.
 * 43 characters of the URL alphabet; tells nothing about the customer, and without the secret none
 * can be made out of another.
 *
 * @param visit the visit
 * @param signature 16 bytes
 */
record SurveyToken(VisitId visit, byte[] signature) {

  private static final int HALF = 16;

  /** The token of {@code survey} about {@code visit}. */
  static SurveyToken sign(String secret, MerchantId merchant, VisitId visit, String survey) {
    String signed = merchant.value() + '\n' + visit + '\n' + survey;
    byte[] key = Hashing.sha256().hashUnencodedChars(secret).asBytes();
    byte[] mac = Hashing.hmacSha256(key).hashUnencodedChars(signed).asBytes();
    return new SurveyToken(visit, Arrays.copyOf(mac, HALF));
  }

  /** Reads a token; empty if it is none. */
  static Optional<SurveyToken> parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != 2 * HALF) {
      return Optional.empty();
    }
    UUID visit =
        new UUID(
            Longs.fromByteArray(Arrays.copyOfRange(bytes, 0, 8)),
            Longs.fromByteArray(Arrays.copyOfRange(bytes, 8, HALF)));
    return Optional.of(
        new SurveyToken(VisitId.of(visit), Arrays.copyOfRange(bytes, HALF, 2 * HALF)));
  }

  /** Whether this is the token of {@code survey}; takes as long for a wrong one. */
  boolean isOf(SurveyPlan plan, MerchantId merchant, Survey survey) {
    byte[] right = sign(plan.secret(), merchant, visit, survey.code()).signature;
    return MessageDigest.isEqual(right, signature);
  }

  /** As a link carries it. */
  String text() {
    byte[] id =
        Bytes.concat(
            Longs.toByteArray(visit.value().getMostSignificantBits()),
            Longs.toByteArray(visit.value().getLeastSignificantBits()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Bytes.concat(id, signature));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SurveyToken token && text().equals(token.text());
  }

  @Override
  public int hashCode() {
    return visit.hashCode();
  }

  /** Not the signature. */
  @Override
  public String toString() {
    return "SurveyToken of visit " + visit;
  }
}
