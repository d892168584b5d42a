package io.regulars.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** Whole rows of Regulars' tables, as plain values in the order of the columns. */
final class Rows {

  /** The tables a visit can write to, by the order of their rows. */
  private static final List<String> TABLES =
      List.of(
          "crm_customer ORDER BY customer_id",
          "crm_customer_external_id ORDER BY id_system, id_value",
          "crm_visit ORDER BY customer_id, seq",
          "crm_visit_line ORDER BY customer_id, seq, line_no",
          "crm_visit_payment ORDER BY customer_id, seq, line_no",
          "crm_entry ORDER BY customer_id, seq",
          "crm_event ORDER BY customer_id, seq",
          "crm_outbox ORDER BY message_id",
          "crm_receipt ORDER BY receipt_key");

  private Rows() {}

  /** The rows a query selects. */
  static List<Object[]> select(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        List<Object[]> rows = new ArrayList<>();
        while (result.next()) {
          Object[] row = new Object[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = result.getObject(i + 1);
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  /** Appends whole rows to a table, in one batch; no rows cost nothing. */
  static void insert(Connection connection, String table, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String parameters = String.join(", ", Collections.nCopies(rows.get(0).length, "?"));
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + parameters + ")")) {
      if (rows.size() == 1) {
        bind(statement, rows.get(0));
        statement.executeUpdate();
        return;
      }
      for (Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Binds all parameters. */
  static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Copies all rows into the other database, whose tables are empty. */
  static void copyAll(Connection from, DataSource to) throws SQLException {
    try (Connection target = to.getConnection()) {
      for (String table : TABLES) {
        insert(target, name(table), select(from, "SELECT * FROM " + table));
      }
    }
  }

  /** Refuses two databases that differ in a row. */
  static void requireSame(Connection one, DataSource other) throws SQLException {
    try (Connection two = other.getConnection()) {
      for (String table : TABLES) {
        List<Object[]> expected = select(one, "SELECT * FROM " + table);
        List<Object[]> found = select(two, "SELECT * FROM " + table);
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
          String here = i < expected.size() ? Arrays.toString(expected.get(i)) : "no row";
          String there = i < found.size() ? Arrays.toString(found.get(i)) : "no row";
          if (!here.equals(there)) {
            throw new IllegalStateException(name(table) + ": " + here + " but " + there);
          }
        }
      }
    }
  }

  private static String name(String table) {
    return table.substring(0, table.indexOf(' '));
  }
}
