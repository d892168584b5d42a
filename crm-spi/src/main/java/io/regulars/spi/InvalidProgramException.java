package io.regulars.spi;

/**
 * A program contradicts itself, such as thresholds that fall; says which part and how to mend it.
 */
public final class InvalidProgramException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names ids, figures and the remedy. */
  public InvalidProgramException(String message) {
    super(message);
  }
}
