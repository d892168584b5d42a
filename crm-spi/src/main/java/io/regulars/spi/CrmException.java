package io.regulars.spi;

import java.util.Objects;

/**
 * Root of every exception the library throws on purpose. Unchecked; the message names the ids, the
 * figures and the remedy, never personal data.
 */
public abstract sealed class CrmException extends RuntimeException
    permits ConflictException,
        InvalidCommandException,
        InvalidProgramException,
        InvalidValueException,
        NotAllowedException,
        NotFoundException,
        RefusedException,
        StorageException {

  private static final long serialVersionUID = 1L;

  CrmException(String message) {
    super(message);
  }

  CrmException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Ids, figures and the remedy; never null. */
  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
