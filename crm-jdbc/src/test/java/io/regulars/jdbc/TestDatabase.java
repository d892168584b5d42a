package io.regulars.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 database of its own, behind a small pool; gone once closed. */
final class TestDatabase implements AutoCloseable {

  private final String url;
  private final JdbcConnectionPool pool;

  private TestDatabase(String url) {
    this.url = url;
    this.pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(16);
  }

  /** In memory; {@code settings} such as {@code ;LOCK_TIMEOUT=50} are appended to the URL. */
  static TestDatabase memory(String settings) {
    return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings);
  }

  /** The database of that URL, which another one may have created. */
  static TestDatabase at(String url) {
    return new TestDatabase(url);
  }

  /** In a file of its own in {@code folder}. */
  static TestDatabase file(Path folder, String settings) {
    return new TestDatabase(
        "jdbc:h2:file:" + folder.resolve("crm-" + UUID.randomUUID()) + settings);
  }

  String url() {
    return url;
  }

  JdbcConnectionPool pool() {
    return pool;
  }

  JdbcStorage storage() {
    return JdbcStorage.builder(pool).schemaMode(SchemaMode.MIGRATE).build();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what {@code sql} selects, as text. */
  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }

  /**
   * The names of all tables, of their constraints, and of the indexes that were asked for by name.
   */
  List<String> names() throws SQLException {
    List<String> names = new ArrayList<>();
    String schema = " WHERE TABLE_SCHEMA = 'PUBLIC'";
    names.addAll(texts("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES" + schema));
    names.addAll(
        texts("SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS" + schema));
    names.addAll(
        texts(
            "SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES"
                + schema
                + " AND INDEX_TYPE_NAME <> 'PRIMARY KEY'"));
    return names;
  }

  @Override
  public void close() {
    pool.dispose();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot shut down " + url, e);
    }
  }
}
