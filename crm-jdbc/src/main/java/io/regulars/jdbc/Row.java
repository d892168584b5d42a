package io.regulars.jdbc;

import io.regulars.jdbc.internal.ProfileCodec;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the columns of a result one after the other, in the order in which they were selected. Not
 * thread-safe.
 */
final class Row {

  private final ResultSet result;
  private final Dialect dialect;
  private int column;

  private Row(ResultSet result, Dialect dialect) {
    this.result = result;
    this.dialect = dialect;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  /** What the reader makes of every row that the statement, its parameters bound, returns. */
  static <T> List<T> all(PreparedStatement statement, Dialect dialect, Reader<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      Row row = new Row(result, dialect);
      while (row.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  /** Steps to the next row and its first column; false behind the last. */
  private boolean next() throws SQLException {
    column = 0;
    return result.next();
  }

  String text() throws SQLException {
    return result.getString(++column);
  }

  Optional<String> optionalText() throws SQLException {
    return Optional.ofNullable(result.getString(++column));
  }

  long number() throws SQLException {
    return result.getLong(++column);
  }

  int integer() throws SQLException {
    return result.getInt(++column);
  }

  Optional<Integer> optionalInteger() throws SQLException {
    int value = integer();
    return wasNull() ? Optional.empty() : Optional.of(value);
  }

  boolean flag() throws SQLException {
    return result.getBoolean(++column);
  }

  boolean wasNull() throws SQLException {
    return result.wasNull();
  }

  UUID id() throws SQLException {
    return optionalId().orElseThrow(() -> new IllegalArgumentException("an id is missing"));
  }

  Optional<UUID> optionalId() throws SQLException {
    return Optional.ofNullable(dialect.readId(result, ++column));
  }

  Instant instant() throws SQLException {
    return optionalInstant()
        .orElseThrow(() -> new IllegalArgumentException("an instant is missing"));
  }

  Optional<Instant> optionalInstant() throws SQLException {
    return Optional.ofNullable(dialect.readInstant(result, ++column));
  }

  <E extends Enum<E>> E constant(Class<E> type) throws SQLException {
    return Enum.valueOf(type, text());
  }

  /** Three columns: the rule, its figures, its steps if it has any. */
  Explanation explanation() throws SQLException {
    return new Explanation(
        text(),
        ProfileCodec.decodeTexts(text()),
        optionalText().map(ProfileCodec::decodeSteps).orElse(List.of()));
  }

  /** Two columns: the member of staff, if any, and the role. */
  Actor actor(MerchantId merchant) throws SQLException {
    return new Actor(merchant, optionalText().map(StaffId::of), constant(Role.class));
  }
}
