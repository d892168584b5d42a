package io.regulars.spi.file;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import org.immutables.value.Value;

/**
 * A line of a customer's file that is neither a visit nor a ledger entry. Appended, never altered.
 */
@Value.Immutable
@RegularsStyle
public interface FileEvent {

  /** Whose file. */
  CustomerId customer();

  /** Number of this line in the customer's file. */
  long seq();

  /** What happened. */
  EventKind kind();

  /** When it happened. */
  Instant occurredAt();

  /** When it was written. */
  Instant recordedAt();

  /** The rule and the figures behind it. */
  Explanation explanation();

  /** Who did it; the system for what time alone does. */
  Actor actor();

  /** The program in force. */
  ProgramVersion program();

  /** Lines are numbered from 1. */
  @Value.Check
  default void check() {
    Shapes.require(seq() > 0, "a line's number is above zero");
  }

  /** A builder with nothing set. */
  static ImmutableFileEvent.Builder builder() {
    return ImmutableFileEvent.builder();
  }
}
