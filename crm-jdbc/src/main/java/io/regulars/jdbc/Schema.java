package io.regulars.jdbc;

import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the tables, and says what is wrong with those that are there. A script is a list of
 * statements that do nothing if they were executed before, the last of which notes its version:
 * nodes that start at once may all run it.
 */
final class Schema {

  private static final List<String> SCRIPTS = List.of("V1__base.sql");

  /** The version this library reads and writes: each script leads to the next. */
  static final int VERSION = SCRIPTS.size();

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String PLACEHOLDER = "${prefix}";
  private static final int ATTEMPTS = 20;

  private final Context context;

  Schema(Context context) {
    this.context = context;
  }

  /** The DDL of all versions with the prefix applied. */
  String ddl() {
    StringBuilder ddl = new StringBuilder();
    for (int version = 1; version <= VERSION; version++) {
      ddl.append(script(version)).append('\n');
    }
    return ddl.toString();
  }

  /** The statements of all versions, in order, with the prefix applied. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (int version = 1; version <= VERSION; version++) {
      statements.addAll(statements(script(version)));
    }
    return statements;
  }

  /** Brings the tables to this library's version, if they are older. */
  void migrate(Connection connection) throws SQLException {
    for (int version = new SchemaCheck(context).version(connection) + 1;
        version <= VERSION;
        version++) {
      LOG.debug("migrating the tables {}* to version {}", context.prefix(), version);
      for (String statement : statements(script(version))) {
        executeOnce(connection, statement);
      }
    }
  }

  private void executeOnce(Connection connection, String ddl) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (PreparedStatement statement = connection.prepareStatement(ddl)) {
        statement.execute();
        return;
      } catch (SQLException e) {
        if (context.failures().isDuplicate(e)) {
          return;
        }
        if (attempt == ATTEMPTS || !isWorthRepeating(Failures.stateOf(e))) {
          throw e;
        }
      }
    }
  }

  private boolean isWorthRepeating(String state) {
    return context.dialect().mayHaveCollided(state)
        || context.dialect().failure(state) == Dialect.Failure.TRANSIENT;
  }

  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    script
        .lines()
        .filter(line -> !line.startsWith("--"))
        .forEach(
            line -> {
              statement.append(line).append('\n');
              if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.length() - 2));
                statement.setLength(0);
              }
            });
    return statements;
  }

  private String script(int version) {
    String name = "/io/regulars/jdbc/" + context.dialect().name() + "/" + SCRIPTS.get(version - 1);
    try (InputStream script = context.dialect().getClass().getResourceAsStream(name)) {
      if (script == null) {
        throw new StorageException(
            Kind.UNAVAILABLE,
            "no script "
                + name
                + " for dialect "
                + context.dialect().name()
                + "; add it to the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8)
          .replace(PLACEHOLDER, context.prefix());
    } catch (IOException e) {
      throw new StorageException(Kind.UNAVAILABLE, "cannot read " + name, e);
    }
  }
}
