package io.regulars.jdbc;

import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

/**
 * Tells what a failure of the database means to the caller, by SQLState alone. The driver's own
 * words are passed on only if they are about the connection: about a statement they may repeat a
 * row's values, such as the phone that is taken or the text that is too long.
 */
final class Failures {

  private static final String NO_STATE = "none";

  private final Dialect dialect;

  Failures(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Whether the statement failed because a unique key is taken. */
  boolean isDuplicate(SQLException failure) {
    return kindOf(failure) == Dialect.Failure.DUPLICATE;
  }

  /**
   * What a failure before commit means; a duplicate nobody expected there is the library's own bug.
   */
  StorageException of(String doing, SQLException failure) {
    return switch (kindOf(failure)) {
      case TRANSIENT ->
          new StorageException(
              Kind.TRANSIENT,
              doing
                  + " met another transaction"
                  + told(failure)
                  + "; nothing was written, try again",
              silenced(failure));
      case DUPLICATE, UNAVAILABLE ->
          new StorageException(
              Kind.UNAVAILABLE,
              doing + " failed" + told(failure) + "; nothing was written, look at the database",
              silenced(failure));
    };
  }

  /** What a failure to get a connection means. */
  StorageException noConnection(String doing, Exception failure) {
    return new StorageException(
        Kind.UNAVAILABLE,
        doing + " got no connection from the data source; look at the pool and the database",
        failure);
  }

  /**
   * What a failure of the commit itself means: that of a database which says it rolled back, or
   * that nobody knows.
   */
  StorageException atCommit(String doing, SQLException failure) {
    if (kindOf(failure) == Dialect.Failure.TRANSIENT) {
      return of(doing, failure);
    }
    return new StorageException(
        Kind.UNKNOWN_OUTCOME,
        doing
            + " lost the database at commit"
            + told(failure)
            + "; repeat the command with its key to learn whether it was written",
        silenced(failure));
  }

  /** What it means that a row does not have the form in which this library writes it. */
  StorageException unreadable(String doing, RuntimeException failure) {
    RuntimeException silenced = new IllegalArgumentException(failure.getClass().getName());
    silenced.setStackTrace(failure.getStackTrace());
    return new StorageException(
        Kind.UNAVAILABLE,
        doing
            + " met a row that cannot be read: altered by hand, or written by another version of"
            + " the library; look at it",
        silenced);
  }

  /** The SQLState of a failure, or of the first one behind it that has one. */
  static String stateOf(SQLException failure) {
    for (SQLException next = failure; next != null; next = next.getNextException()) {
      if (next.getSQLState() != null) {
        return next.getSQLState();
      }
    }
    return failure.getCause() instanceof SQLException cause ? stateOf(cause) : NO_STATE;
  }

  /** Class 42 of SQLStates: a name in the statement stands for nothing. */
  static boolean namesNothing(SQLException failure) {
    return stateOf(failure).startsWith("42");
  }

  private Dialect.Failure kindOf(SQLException failure) {
    return dialect.failure(stateOf(failure));
  }

  private static String told(SQLException failure) {
    return " (SQLState " + stateOf(failure) + ", vendor code " + failure.getErrorCode() + ")";
  }

  /** The failure itself if it is about the connection, else all of it but the words. */
  private static SQLException silenced(SQLException failure) {
    if (stateOf(failure).startsWith("08") && !(failure instanceof BatchUpdateException)) {
      return failure;
    }
    SQLException silenced =
        new SQLException(failure.getClass().getName(), stateOf(failure), failure.getErrorCode());
    silenced.setStackTrace(failure.getStackTrace());
    return silenced;
  }
}
