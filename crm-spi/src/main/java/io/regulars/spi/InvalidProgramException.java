package io.regulars.spi;

/**
 * A program contradicts itself, such as thresholds that fall, or a rule of the host's own in it
 * fails; says which part and how to mend it.
 */
public final class InvalidProgramException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names ids, figures and the remedy. */
  public InvalidProgramException(String message) {
    super(message);
  }

  /** With a message that names the rule, and what it threw. */
  public InvalidProgramException(String message, Throwable cause) {
    super(message, cause);
  }
}
