package io.regulars.spi;

/** The actor's role does not permit the command; says which roles do. Nothing was written. */
public final class NotAllowedException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names ids, figures and the remedy. */
  public NotAllowedException(String message) {
    super(message);
  }
}
