package io.regulars.spi.complaint;

import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** One line of a case's log. Appended, never altered. What people said is redacted in toString. */
@Value.Immutable
@RegularsStyle
public interface CaseEvent {

  /** The most characters of {@link #words()}. */
  int MAX_WORDS = 4_000;

  /** Number of this line in the log, from 1 without gaps. */
  int seq();

  /** What happened. */
  CaseEventKind kind();

  /** When it happened; never before the line above it. */
  Instant occurredAt();

  /** When it was written. */
  Instant recordedAt();

  /** The rule, and the figures the kind names. */
  Explanation explanation();

  /** What was said, at most {@value #MAX_WORDS} characters. */
  @Value.Redacted
  Optional<String> words();

  /** Who did it; the system for what time alone does. */
  Actor actor();

  /** The program in force. */
  ProgramVersion program();

  /** The figure at {@code index}, which the kind names; empty if it is not told. */
  default Optional<String> figure(int index) {
    return explanation().figures().stream().skip(index).findFirst().filter(text -> !text.isEmpty());
  }

  /** Lines are numbered from 1, and words have an end. */
  @Value.Check
  default void check() {
    Shapes.require(seq() > 0, "a line's number is above zero");
    Shapes.require(
        words().map(String::length).orElse(0) <= MAX_WORDS,
        "an event's words have at most " + MAX_WORDS + " characters");
  }

  /** A builder with nothing set. */
  static ImmutableCaseEvent.Builder builder() {
    return ImmutableCaseEvent.builder();
  }
}
