package io.regulars.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** H2: ids are of type UUID, compared unsigned; instants are timestamps with the offset zero. */
final class H2Dialect implements Dialect {

  /** A lock that was not granted in time. */
  private static final String LOCK_TIMEOUT = "HYT00";

  /** A statement that was not done in time. */
  private static final String CANCELLED = "57014";

  /** A row that another transaction changed meanwhile. */
  private static final String CONCURRENT_UPDATE = "90131";

  private static final String TABLE_EXISTS = "42S01";
  private static final String INDEX_EXISTS = "42S11";
  private static final String CONSTRAINT_EXISTS = "90045";

  /** What H2 says of an index that two sessions create at the same time, and of much else. */
  private static final String GENERAL_ERROR = "HY000";

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public boolean speaksTo(String product) {
    return product.equals("H2");
  }

  @Override
  public Failure failure(String sqlState) {
    return switch (sqlState) {
      case LOCK_TIMEOUT, CANCELLED, CONCURRENT_UPDATE -> Failure.TRANSIENT;
      default -> Dialect.super.failure(sqlState);
    };
  }

  @Override
  public boolean mayHaveCollided(String sqlState) {
    return switch (sqlState) {
      case TABLE_EXISTS, INDEX_EXISTS, CONSTRAINT_EXISTS, GENERAL_ERROR -> true;
      default -> false;
    };
  }

  @Override
  public void bindId(PreparedStatement statement, int index, @Nullable UUID value)
      throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  public @Nullable UUID readId(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  @Override
  public void bindInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, value.atOffset(ZoneOffset.UTC));
    }
  }

  @Override
  public @Nullable Instant readInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
