package io.regulars.spi;

/**
 * The same idempotency key arrived with another payload, or an edit was made on a profile that is
 * no longer the present one. Nothing was written.
 */
public final class ConflictException extends CrmException {

  private static final long serialVersionUID = 1L;

  /** With a message that names ids, figures and the remedy. */
  public ConflictException(String message) {
    super(message);
  }
}
