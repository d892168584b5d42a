package io.regulars.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it, names in lower case.
 *
 * @param columns by name
 * @param key the columns of its primary key, in its order; empty: it has none
 * @param indexes all of them
 */
record FoundTable(
    Map<String, Column> columns, List<String> key, List<DeclaredTables.Index> indexes) {

  /**
   * A column.
   *
   * @param type its type
   * @param typeName what the database calls it
   * @param size of a text in characters; 0: the driver does not say
   * @param decimals of a second
   * @param nullable whether it may be left empty
   */
  record Column(JDBCType type, String typeName, int size, int decimals, boolean nullable) {

    /** Whether an instant put into it keeps its offset, however the driver says so. */
    boolean zoned() {
      String name = DeclaredTables.lower(typeName);
      return type == JDBCType.TIMESTAMP_WITH_TIMEZONE
          || name.contains("time zone")
          || name.endsWith("tz");
    }

    @Override
    public String toString() {
      String measure =
          switch (type) {
            case VARCHAR, CHAR, NVARCHAR, NCHAR -> "(" + size + ")";
            case TIMESTAMP, TIMESTAMP_WITH_TIMEZONE -> "(" + decimals + ")";
            default -> "";
          };
      int with = typeName.indexOf(" WITH");
      int end = with < 0 ? typeName.length() : with;
      return typeName.substring(0, end)
          + measure
          + typeName.substring(end)
          + (nullable ? "" : " NOT NULL");
    }
  }

  /** The table that {@code name} stands for in a statement of this connection, if it does. */
  static Optional<FoundTable> read(Connection connection, String name) throws SQLException {
    String sql = "SELECT * FROM " + name + " WHERE 1 = 0";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      ResultSetMetaData description = result.getMetaData();
      Place place = Place.of(connection, description);
      return Optional.of(
          new FoundTable(columns(description), key(connection, place), indexes(connection, place)));
    } catch (SQLException e) {
      if (Failures.namesNothing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, Column> columns(ResultSetMetaData description) throws SQLException {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      columns.put(
          DeclaredTables.lower(description.getColumnName(i)),
          new Column(
              type(description.getColumnType(i)),
              description.getColumnTypeName(i),
              description.getPrecision(i),
              description.getScale(i),
              description.isNullable(i) != ResultSetMetaData.columnNoNulls));
    }
    return columns;
  }

  private static JDBCType type(int code) {
    try {
      return JDBCType.valueOf(code);
    } catch (IllegalArgumentException e) {
      return JDBCType.OTHER;
    }
  }

  private static List<String> key(Connection connection, Place place) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    DatabaseMetaData database = connection.getMetaData();
    try (ResultSet row = database.getPrimaryKeys(place.catalog(), place.schema(), place.table())) {
      while (row.next()) {
        columns.put(row.getInt("KEY_SEQ"), DeclaredTables.lower(row.getString("COLUMN_NAME")));
      }
    }
    return List.copyOf(columns.values());
  }

  private static List<DeclaredTables.Index> indexes(Connection connection, Place place)
      throws SQLException {
    Map<String, Boolean> unique = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, String>> columns = new LinkedHashMap<>();
    DatabaseMetaData database = connection.getMetaData();
    try (ResultSet row =
        database.getIndexInfo(place.catalog(), place.schema(), place.table(), false, true)) {
      while (row.next()) {
        if (row.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic) {
          String name = DeclaredTables.lower(row.getString("INDEX_NAME"));
          String column = row.getString("COLUMN_NAME");
          unique.put(name, !row.getBoolean("NON_UNIQUE"));
          columns
              .computeIfAbsent(name, any -> new TreeMap<>())
              .put(
                  row.getInt("ORDINAL_POSITION"),
                  column == null ? "an expression" : DeclaredTables.lower(column));
        }
      }
    }
    List<DeclaredTables.Index> indexes = new ArrayList<>();
    columns.forEach(
        (name, ordered) ->
            indexes.add(
                new DeclaredTables.Index(
                    name, Boolean.TRUE.equals(unique.get(name)), List.copyOf(ordered.values()))));
    return indexes;
  }

  /**
   * Where the table is, each part as the database stores its name.
   *
   * @param catalog the connection's if the driver does not say
   * @param schema the connection's if the driver does not say
   * @param table its name
   */
  private record Place(@Nullable String catalog, @Nullable String schema, String table) {

    static Place of(Connection connection, ResultSetMetaData description) throws SQLException {
      String catalog = description.getCatalogName(1);
      String schema = description.getSchemaName(1);
      return new Place(
          catalog.isEmpty() ? connection.getCatalog() : catalog,
          schema.isEmpty() ? connection.getSchema() : schema,
          description.getTableName(1));
    }
  }
}
