package io.regulars.spi;

/** An id names nothing this merchant has. Nothing was written. */
public final class NotFoundException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names ids, figures and the remedy. */
  public NotFoundException(String message) {
    super(message);
  }
}
