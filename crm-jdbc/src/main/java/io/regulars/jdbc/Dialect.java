package io.regulars.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whatever differs between databases, and nothing else: the DDL, how ids and instants are bound,
 * and what an SQLState means. All other SQL is common to them. Implementations are thread-safe.
 *
 * <p>A dialect of your own comes with scripts {@code /io/regulars/jdbc/<name>/V1__base.sql} and so
 * on, named like those of the others and found by its own class loader, that create the tables of
 * {@code docs/schema.md}. {@link SchemaMode#VALIDATE} reads from them what it expects, so they are
 * written like those of the others: a column or a constraint per line, {@code PRIMARY KEY} among
 * them, and indexes by {@code CREATE INDEX}.
 */
public interface Dialect {

  /** What the caller can do about a failed statement. */
  enum Failure {
    /** A unique key is taken. */
    DUPLICATE,
    /** The transaction was rolled back or timed out because of another; it may be tried again. */
    TRANSIENT,
    /** Everything else. */
    UNAVAILABLE
  }

  /** H2, 2.2 or newer, embedded or as a server. */
  static Dialect h2() {
    return new H2Dialect();
  }

  /** The dialect that speaks to {@code product}, if it is one of the library's. */
  static Optional<Dialect> of(String product) {
    return List.of(h2()).stream().filter(dialect -> dialect.speaksTo(product)).findFirst();
  }

  /** Name of the folder with its scripts. */
  String name();

  /**
   * Whether it is meant for a database of this name, as {@link
   * java.sql.DatabaseMetaData#getDatabaseProductName()} tells it.
   */
  boolean speaksTo(String product);

  /**
   * What a failure with {@code sqlState} means; the state alone decides, since messages differ by
   * version and language. The standard's classes unless a database says it another way.
   */
  default Failure failure(String sqlState) {
    return switch (sqlState) {
      case "23505" -> Failure.DUPLICATE;
      case "40001", "40P01" -> Failure.TRANSIENT;
      default -> Failure.UNAVAILABLE;
    };
  }

  /**
   * Whether DDL that failed with {@code sqlState} may have met the same DDL of another node, so
   * that it is to be executed again; it does nothing then if the other one succeeded.
   */
  boolean mayHaveCollided(String sqlState);

  /** Binds an id; null: none. */
  void bindId(PreparedStatement statement, int index, @Nullable UUID value) throws SQLException;

  /** Reads an id; null: none. */
  @Nullable UUID readId(ResultSet row, int column) throws SQLException;

  /** Binds an instant, to the microsecond and without regard to any time zone; null: none. */
  void bindInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException;

  /** Reads an instant; null: none. */
  @Nullable Instant readInstant(ResultSet row, int column) throws SQLException;
}
