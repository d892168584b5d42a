package io.regulars.spi;

/**
 * A value cannot exist: a negative amount on a receipt, a blank id, a lot with more left than it
 * had. Thrown where the value is made, so nothing was written. The message names the field, the
 * figures and what is accepted, never personal data.
 */
public final class InvalidValueException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names field, figures and what is accepted. */
  public InvalidValueException(String message) {
    super(message);
  }
}
