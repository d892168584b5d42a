package io.regulars.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Storage could not do what was asked. The {@link Kind} says what the caller may do about it;
 * adapters classify by SQLState or the like, never by message text.
 */
public final class StorageException extends CrmException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable Key duplicate;

  /** A failure of {@code kind} other than {@link Kind#DUPLICATE}. */
  public StorageException(Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
    this.duplicate = null;
  }

  /** A failure of {@code kind} other than {@link Kind#DUPLICATE}, with what the driver said. */
  public StorageException(Kind kind, String message, Throwable cause) {
    super(kind + ": " + message, cause);
    this.kind = kind;
    this.duplicate = null;
  }

  private StorageException(Key key, String message) {
    super(Kind.DUPLICATE + ": " + message);
    this.kind = Kind.DUPLICATE;
    this.duplicate = key;
  }

  /**
   * A {@link Kind#DUPLICATE}: {@code key} is taken. The message must not repeat a personal value.
   */
  public static StorageException duplicate(Key key, String message) {
    return new StorageException(key, message);
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** Which key was taken; present exactly for {@link Kind#DUPLICATE}. */
  public Optional<Key> duplicate() {
    return Optional.ofNullable(duplicate);
  }

  /** What may be done about a failure. */
  public enum Kind {
    /** A version no longer stands: read again, decide again. Nothing was written. */
    STALE,
    /** A unique key is taken, see {@link StorageException#duplicate()}. Nothing was written. */
    DUPLICATE,
    /** Deadlock, serialization failure, lock time-out: the same commit may be tried again. */
    TRANSIENT,
    /** No connection, read-only, full, or a schema that does not fit: a person has to look. */
    UNAVAILABLE,
    /**
     * The connection was lost at commit: repeat the command with its key to learn what happened.
     */
    UNKNOWN_OUTCOME
  }

  /** The unique keys of the contract. */
  public enum Key {
    /** One phone finds one customer of a merchant. */
    PHONE,
    /** One external id finds one customer of a merchant. */
    EXTERNAL_ID,
    /** One receipt per idempotency key of a merchant. */
    RECEIPT,
    /** Any id made by the library; a duplicate is a bug or a repeated commit. */
    ID
  }
}
