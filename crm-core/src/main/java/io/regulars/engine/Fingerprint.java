package io.regulars.engine;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.time.Instant;
import java.util.Optional;

/**
 * The digest of a command's payload by which a repetition is told from a re-used key: 128-bit
 * Murmur3 over the parts with their lengths, so that moving a character from one part to the next
 * changes it. It guards against mistakes, not against forgers.
 */
public final class Fingerprint {

  private final Hasher hasher = Hashing.murmur3_128().newHasher();

  /** Nothing put in yet. */
  public Fingerprint() {}

  /** Adds a text. */
  public Fingerprint put(CharSequence text) {
    hasher.putInt(text.length()).putUnencodedChars(text);
    return this;
  }

  /** Adds a number. */
  public Fingerprint put(long number) {
    hasher.putLong(number);
    return this;
  }

  /** Adds an instant. */
  public Fingerprint put(Instant instant) {
    hasher.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    return this;
  }

  /** Adds the text form of a value, or that there is none. */
  public Fingerprint put(Optional<?> value) {
    hasher.putBoolean(value.isPresent());
    value.ifPresent(present -> put(present.toString()));
    return this;
  }

  /** 32 hexadecimal digits. */
  public String digest() {
    return hasher.hash().toString();
  }
}
