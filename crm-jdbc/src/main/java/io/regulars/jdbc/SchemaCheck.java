package io.regulars.jdbc;

import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    tables.put(
        "complaint",
        join(List.of("merchant_id", "complaint_id", "claim_owner", "claim_until"), CaseRows.STATE));
    tables.put("complaint_event", CaseRows.EVENT);
    tables.put("feedback", FeedbackRows.COLUMNS);
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
      if (Failures.namesNothing(e)) {
        return 0;
      }
      throw e;
    }
  }

  /**
   * Throws {@code UNAVAILABLE}, saying what was expected, found, missing and different, unless all
   * fits. Whatever is wider than it has to be, or there besides, fits.
   */
  void validate(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > Schema.VERSION) {
      throw unfit(
          "version " + found,
          "it was upgraded by a newer library: update this one, or go back to a backup");
    }
    List<String> missing = new ArrayList<>();
    List<String> different = new ArrayList<>();
    compare(connection, missing, different);
    if (found < Schema.VERSION || !missing.isEmpty() || !different.isEmpty()) {
      throw unfit(
          (found == 0 ? "no version" : "version " + found)
              + (missing.isEmpty() ? "" : ", without " + String.join(", ", missing))
              + (different.isEmpty() ? "" : ", with " + String.join(", ", different)),
          found < Schema.VERSION
              ? "build the storage once with SchemaMode.MIGRATE, or execute what"
                  + " Builder.writeSchema prints"
              : "SchemaMode.MIGRATE leaves tables of this version alone: alter them by hand to what"
                  + " Builder.writeSchema prints, or go back to a backup");
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

  private void compare(Connection connection, List<String> missing, List<String> different)
      throws SQLException {
    DeclaredTables declared = new DeclaredTables(new Schema(context).statements());
    for (Map.Entry<String, List<String>> table : expected().entrySet()) {
      String name = context.table(table.getKey());
      Optional<FoundTable> found = FoundTable.read(connection, name);
      if (found.isEmpty()) {
        missing.add("table " + name);
      } else {
        table.getValue().stream()
            .filter(column -> !found.get().columns().containsKey(column))
            .forEach(column -> missing.add("column " + name + "." + column));
        compareColumns(name, declared.columns(name), found.get(), different);
        compareKey(name, declared.key(name), found.get(), missing, different);
        compareIndexes(declared.indexes(name), found.get(), missing, different);
      }
    }
  }

  private static void compareColumns(
      String table,
      List<DeclaredTables.Column> declared,
      FoundTable found,
      List<String> different) {
    for (DeclaredTables.Column column : declared) {
      FoundTable.Column there = found.columns().get(column.name());
      if (there != null && !column.fits(there)) {
        different.add(
            "column " + table + "." + column.name() + " " + there + " instead of " + column);
      }
    }
  }

  private static void compareKey(
      String table,
      List<String> declared,
      FoundTable found,
      List<String> missing,
      List<String> different) {
    String key = "primary key " + table + " (" + String.join(", ", declared) + ")";
    if (found.key().isEmpty() && !declared.isEmpty()) {
      missing.add(key);
    } else if (!found.key().equals(declared) && !declared.isEmpty()) {
      different.add(
          "primary key " + table + " (" + String.join(", ", found.key()) + ") instead of " + key);
    }
  }

  private static void compareIndexes(
      List<DeclaredTables.Index> declared,
      FoundTable found,
      List<String> missing,
      List<String> different) {
    for (DeclaredTables.Index index : declared) {
      if (found.indexes().stream().noneMatch(other -> other.serves(index))) {
        found.indexes().stream()
            .filter(other -> other.name().equals(index.name()))
            .findFirst()
            .ifPresentOrElse(
                other -> different.add(other + " instead of " + index),
                () -> missing.add(index.toString()));
      }
    }
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
