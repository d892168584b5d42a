package io.regulars.jdbc;

import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Compares the tables that are there with those this version of the library needs. */
final class SchemaCheck {

  static final String VERSION_TABLE = "schema_version";

  private final Context context;

  SchemaCheck(Context context) {
    this.context = context;
  }

  /** The tables without their prefix, and their columns. */
  static Map<String, List<String>> expected() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    tables.put(VERSION_TABLE, List.of("version"));
    tables.put(
        "customer",
        join(
            List.of("merchant_id", "customer_id", "claim_owner", "claim_until"),
            join(FileRows.STATE, FileRows.PROFILE)));
    tables.put("customer_phone", List.of("merchant_id", "phone", "customer_id"));
    tables.put(
        "customer_external_id", List.of("merchant_id", "id_system", "id_value", "customer_id"));
    tables.put("visit", VisitRows.COLUMNS);
    tables.put("visit_line", join(SaleRows.KEY, SaleRows.LINE));
    tables.put("visit_payment", join(SaleRows.KEY, SaleRows.PAYMENT));
    tables.put("visit_return", ReturnRows.COLUMNS);
    tables.put("entry", EntryRows.COLUMNS);
    tables.put("event", EventRows.COLUMNS);
    tables.put("outbox", join(MessageRows.COLUMNS, List.of("claim_owner", "claim_until")));
    tables.put("receipt", ReceiptRows.COLUMNS);
    return tables;
  }

  /** The version the tables are at; 0 if there are none. */
  int version(Connection connection) throws SQLException {
    String sql = "SELECT MAX(version) FROM " + context.table(VERSION_TABLE);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? result.getInt(1) : 0;
    } catch (SQLException e) {
      return orIfMissing(e, 0);
    }
  }

  /**
   * Throws {@code UNAVAILABLE}, saying what was expected, found and is missing, unless all is
   * there.
   */
  void validate(Connection connection) throws SQLException {
    int found = version(connection);
    List<String> missing = missing(connection);
    if (found > Schema.VERSION) {
      throw unfit(
          "version " + found,
          "it was upgraded by a newer library: update this one, or go back to a backup");
    }
    if (found < Schema.VERSION || !missing.isEmpty()) {
      throw unfit(
          (found == 0 ? "no version" : "version " + found)
              + (missing.isEmpty() ? "" : ", without " + String.join(", ", missing)),
          "build the storage once with SchemaMode.MIGRATE, or execute what Builder.writeSchema prints");
    }
  }

  private StorageException unfit(String found, String remedy) {
    return new StorageException(
        Kind.UNAVAILABLE,
        "the tables "
            + context.prefix()
            + "* do not fit: expected version "
            + Schema.VERSION
            + ", found "
            + found
            + "; "
            + remedy);
  }

  private List<String> missing(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : expected().entrySet()) {
      String name = context.table(table.getKey());
      List<String> found = columns(connection, name);
      if (found.isEmpty()) {
        missing.add("table " + name);
      } else {
        table.getValue().stream()
            .filter(column -> !found.contains(column))
            .forEach(column -> missing.add("column " + name + "." + column));
      }
    }
    return missing;
  }

  /** The table's columns in lower case; empty if there is no such table. */
  private List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    String sql = "SELECT * FROM " + table + " WHERE 1 = 0";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      ResultSetMetaData description = result.getMetaData();
      for (int i = 1; i <= description.getColumnCount(); i++) {
        columns.add(description.getColumnName(i).toLowerCase(Locale.ROOT));
      }
      return columns;
    } catch (SQLException e) {
      return orIfMissing(e, columns);
    }
  }

  /** Class 42 of SQLStates: a name in the statement stands for nothing. */
  private static <T> T orIfMissing(SQLException failure, T answer) throws SQLException {
    if (Failures.stateOf(failure).startsWith("42")) {
      return answer;
    }
    throw failure;
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
