package io.regulars.spi;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command has the wrong shape: blank name, impossible phone, payments that do not add up. Nothing
 * was written.
 */
public final class InvalidCommandException extends CrmException {

  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /** With everything that is wrong at once, so that a form can be mended in one go. */
  public InvalidCommandException(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.field() + ": " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /** What is wrong, sorted by field; never empty. */
  public List<Violation> violations() {
    return violations;
  }

  /**
   * One fault of a command.
   *
   * @param field path of the field, such as {@code lines[0].paid}
   * @param message what is wrong and what is accepted, in the language of the engine
   */
  public record Violation(String field, String message) {}
}
