package io.regulars.jdbc;

import io.regulars.spi.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** The few shapes of statement that recur, and the one way in which rows are appended. */
final class Sql {

  private Sql() {}

  static String insert(String table, List<String> columns) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + parameters(columns.size())
        + ")";
  }

  /** {@code ?, ?, ?}. */
  static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** {@code a = ?, b = ?}. */
  static String assignments(List<String> columns) {
    return String.join(" = ?, ", columns) + " = ?";
  }

  /** Binds one row. */
  @FunctionalInterface
  interface RowBinder<T> {
    void bind(Binder binder, T row) throws SQLException;
  }

  /** What to answer if one of the rows has a key that is taken. */
  @FunctionalInterface
  interface Taken {
    StorageException failure();
  }

  /** Executes {@code sql} once per row, in one batch; without rows it does nothing. */
  static <T> void append(
      Connection connection,
      Context context,
      String sql,
      List<T> rows,
      RowBinder<T> binding,
      Taken taken)
      throws SQLException {
    try {
      update(connection, context, sql, rows, binding);
    } catch (SQLException e) {
      if (context.failures().isDuplicate(e)) {
        throw taken.failure();
      }
      throw e;
    }
  }

  /**
   * Executes {@code sql} once per row, in one batch; without rows it does nothing.
   *
   * @return how many rows of the table each changed
   */
  static <T> int[] update(
      Connection connection, Context context, String sql, List<T> rows, RowBinder<T> binding)
      throws SQLException {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binder binder = new Binder(statement, context.dialect());
      if (rows.size() == 1) {
        binding.bind(binder, rows.get(0));
        return new int[] {statement.executeUpdate()};
      }
      for (T row : rows) {
        binding.bind(binder, row);
        binder.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
