package io.regulars.spi.outbox;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Role;
import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** One thing a person did to a message, with who and when. */
@Value.Immutable
@RegularsStyle
public interface Handling {

  /** What can be done. */
  enum Kind {
    /** A dead letter was sent again. */
    RESENT,
    /** A dead letter, or a message not yet sent, was given up. */
    DROPPED,
    /** A task was put off. */
    POSTPONED,
    /** A task was given to somebody else. */
    HANDED_OVER,
    /** A task was done. */
    DONE
  }

  /** What was done. */
  Kind kind();

  /** The key of the command, 1 to 200 characters; once per message. */
  String key();

  /** A digest of the command's payload, at most 64 characters. */
  String fingerprint();

  /** Who did it; empty for the system. */
  Optional<StaffId> staff();

  /** In which role. */
  Role role();

  /** When. */
  Instant at();

  /** The outcome of a task, or why; 1 to 64 characters. */
  String code();

  /** More of it in words, at most 1,000 characters. */
  @Value.Redacted
  Optional<@PlainText @Size(max = 1_000) String> text();

  /** Keys and codes fit their columns. */
  @Value.Check
  default void check() {
    Shapes.code("Handling.key", key(), 200);
    Shapes.code("Handling.fingerprint", fingerprint(), 64);
    Shapes.code("Handling.code", code(), 64);
  }

  /** A builder with nothing set. */
  static ImmutableHandling.Builder builder() {
    return ImmutableHandling.builder();
  }
}
