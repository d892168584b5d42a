package io.regulars.jdbc;

import io.regulars.spi.InvalidValueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Borrows a connection for one piece of work, ends its transaction whatever happens, and gives it
 * back with the auto-commit mode it came with. Knows which failures happened at commit.
 */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final DataSource source;
  private final Failures failures;

  Connections(DataSource source, Failures failures) {
    this.source = source;
    this.failures = failures;
  }

  /** Something to do with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** The result of work that changes nothing; its transaction, if there is one, is ended. */
  <T> T read(Supplier<String> doing, Work<T> work) {
    Connection connection = borrow(doing);
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw failures.of(doing.get(), e);
    } catch (IllegalArgumentException | InvalidValueException | DateTimeException e) {
      throw failures.unreadable(doing.get(), e);
    } finally {
      quietly("end a read of", () -> endRead(connection));
      quietly("close", connection::close);
    }
  }

  /** The work's result, once all it did is committed. */
  <T> T write(Supplier<String> doing, Work<T> work) {
    Connection connection = borrow(doing);
    boolean autoCommit = false;
    boolean committed = false;
    try {
      autoCommit = connection.getAutoCommit();
      if (autoCommit) {
        connection.setAutoCommit(false);
      }
      T result = work.with(connection);
      commit(doing, connection);
      committed = true;
      return result;
    } catch (SQLException e) {
      throw failures.of(doing.get(), e);
    } catch (IllegalArgumentException | InvalidValueException | DateTimeException e) {
      throw failures.unreadable(doing.get(), e);
    } finally {
      giveBack(connection, autoCommit, committed);
    }
  }

  /** The result of work every statement of which stands alone, as DDL does on many databases. */
  <T> T statementByStatement(Supplier<String> doing, Work<T> work) {
    Connection connection = borrow(doing);
    boolean autoCommit = true;
    try {
      autoCommit = connection.getAutoCommit();
      if (!autoCommit) {
        connection.setAutoCommit(true);
      }
      return work.with(connection);
    } catch (SQLException e) {
      throw failures.of(doing.get(), e);
    } finally {
      if (!autoCommit) {
        quietly("restore auto-commit of", () -> connection.setAutoCommit(false));
      }
      quietly("close", connection::close);
    }
  }

  private Connection borrow(Supplier<String> doing) {
    try {
      return source.getConnection();
    } catch (SQLException | RuntimeException e) {
      throw failures.noConnection(doing.get(), e);
    }
  }

  private void commit(Supplier<String> doing, Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failures.atCommit(doing.get(), e);
    }
  }

  private static void endRead(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  /** Switching auto-commit back on would commit what could not be rolled back, hence the order. */
  private static void giveBack(Connection connection, boolean autoCommit, boolean committed) {
    boolean clean = committed || quietly("roll back", connection::rollback);
    if (clean && autoCommit) {
      quietly("restore auto-commit", () -> connection.setAutoCommit(true));
    }
    quietly("close", connection::close);
  }

  /** Something that may fail without changing what the caller is told. */
  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }

  private static boolean quietly(String what, Step step) {
    try {
      step.run();
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("could not {} a connection: {}", what, e.getClass().getName());
      return false;
    }
  }
}
