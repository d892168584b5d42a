package io.regulars.engine;

import io.regulars.spi.Rejection.Reason;
import java.util.List;
import java.util.Optional;

/**
 * A rule's no, as a value; the engine adds the words.
 *
 * @param reason why
 * @param figures the numbers, in the order the reason states
 */
public record Refusal(Reason reason, List<String> figures) {

  /** A refusal, ready to be returned by a rule. */
  public static Optional<Refusal> of(Reason reason, Object... figures) {
    return Optional.of(
        new Refusal(reason, List.of(figures).stream().map(Object::toString).toList()));
  }
}
