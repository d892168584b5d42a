package io.regulars.spi.storage;

import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.complaint.CaseId;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The proof that a command was carried out, kept under its idempotency key. The first answer is
 * rebuilt from the lines it appended, so nothing of it is stored twice.
 */
@Value.Immutable
@RegularsStyle
public interface CommandReceipt {

  /** Kind of command and the host's key, such as {@code visit/S1/R-1001}; 1 to 200 characters. */
  String key();

  /** Digest of the payload: same key and same digest is a repetition, another digest a conflict. */
  String fingerprint();

  /** The customer's file it changed; empty if it changed a case. */
  Optional<CustomerId> file();

  /** The case it changed; empty if it changed a customer's file. */
  Optional<CaseId> complaint();

  /** Number of the first line it appended. */
  long fromSeq();

  /** Number of the last line it appended; {@code fromSeq() - 1} if it appended none. */
  long throughSeq();

  /** When it was carried out. */
  Instant committedAt();

  /**
   * The customer whose file it changed.
   *
   * @throws IllegalStateException if it changed a case
   */
  default CustomerId customer() {
    return file()
        .orElseThrow(() -> new IllegalStateException("receipt " + key() + " is of no customer"));
  }

  /** Keys and ranges are well formed. */
  @Value.Check
  default void check() {
    Shapes.code("CommandReceipt.key", key(), 200);
    Shapes.code("CommandReceipt.fingerprint", fingerprint(), 64);
    Shapes.require(
        file().isPresent() != complaint().isPresent(),
        "a receipt is of a customer's file or of a case");
    Shapes.require(
        fromSeq() > 0 && throughSeq() >= fromSeq() - 1, "a receipt's range of lines is ordered");
  }

  /** A builder with nothing set. */
  static ImmutableCommandReceipt.Builder builder() {
    return ImmutableCommandReceipt.builder();
  }
}
