package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.wakingAt;
import static io.regulars.testkit.Samples.withExternalIds;
import static io.regulars.testkit.Samples.withPhones;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.testkit.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every failure here is provoked; what is asserted is its kind, its silence, and that no connection
 * stays out.
 */
class FailuresTest {

  private static final String SECRET = "Wang Xiaoming";

  private final CustomerFile file = named(wakingAt(withPhones(file(1), phone(1)), T0), SECRET);

  private TestDatabase database;
  private HikariDataSource pool;
  private JdbcStorage storage;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    database = TestDatabase.memory(";LOCK_TIMEOUT=20");
    database.storage();
    pool = pool(database.url(), 2);
    storage = JdbcStorage.builder(pool).build();
    storage.commit(creating(file));
  }

  @AfterEach
  void stop() {
    assertEquals(0, pool.isClosed() ? 0 : pool.getHikariPoolMXBean().getActiveConnections());
    pool.close();
    database.close();
  }

  @Test
  void a_taken_phone_is_a_duplicate_that_is_not_repeated() {
    StorageException e = failure(() -> storage.commit(creating(withPhones(file(2), phone(1)))));
    assertEquals(Optional.of(Key.PHONE), e.duplicate());
    assertTrue(e.getMessage().contains(customer(2).toString()), e.getMessage());
    assertEquals(Optional.empty(), storage.file(SHOP, customer(2)));
  }

  @Test
  void a_taken_external_id_is_a_duplicate_also_among_new_phones() {
    storage.commit(creating(withExternalIds(file(3), card(3))));
    CustomerFile both = withPhones(withExternalIds(file(2), card(2), card(3)), phone(7), phone(8));
    StorageException e = failure(() -> storage.commit(creating(both)));
    assertEquals(Optional.of(Key.EXTERNAL_ID), e.duplicate());
    assertEquals(Optional.empty(), storage.fileByPhone(SHOP, phone(7)));
  }

  @Test
  void a_taken_receipt_id_or_line_is_a_duplicate() {
    storage.commit(Rich.visit(file, 1));
    ChangeSet sameReceipt =
        ChangeSet.of(SHOP).receipt(Samples.receipt(file, "visit/S1/R-1")).build();
    assertEquals(Optional.of(Key.RECEIPT), failure(() -> storage.commit(sameReceipt)).duplicate());

    ChangeSet sameVisit = ChangeSet.of(SHOP).addVisits(Rich.sale(file, 1, 50)).build();
    assertEquals(Optional.of(Key.ID), failure(() -> storage.commit(sameVisit)).duplicate());

    ChangeSet sameLine = ChangeSet.of(SHOP).addEntries(Samples.entry(file, 2)).build();
    assertEquals(Optional.of(Key.ID), failure(() -> storage.commit(sameLine)).duplicate());
  }

  @Test
  void a_lock_that_is_not_granted_is_transient() throws SQLException {
    try (Connection other = database.pool().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE crm_customer SET name = name");

      StorageException e = failure(() -> storage.commit(changing(file, next(file)).build()));
      assertEquals(Kind.TRANSIENT, e.kind());
      assertTrue(e.getMessage().contains("SQLState HYT00"), e.getMessage());
      Lease lease = new Lease("node", T0, t(60));
      assertEquals(Kind.TRANSIENT, failure(() -> storage.claimDue(SHOP, T0, 5, lease)).kind());
      other.rollback();
    }
    storage.commit(changing(file, next(file)).build());
    assertEquals(2, storage.file(SHOP, file.id()).orElseThrow().version());
  }

  @Test
  void a_deadlock_is_transient() throws Exception {
    try (TestDatabase patient = TestDatabase.memory(";LOCK_TIMEOUT=10000");
        Connection other = patient.pool().getConnection()) {
      CustomerFile two = withPhones(file(2), phone(2));
      patient.storage().commit(creating(file, two));
      Spying spy = new Spying(patient.pool(), true);
      JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
      other.setAutoCommit(false);
      lock(other, two);
      FutureTask<String> crossing = new FutureTask<>(() -> lock(other, file));
      Thread thread = new Thread(crossing);
      spy.before(
          (connection, call, sql) -> {
            if (call.equals("executeUpdate") && spy.executed().size() == 2) {
              thread.start();
              while (!thread.getState().name().endsWith("WAITING")) {
                Thread.onSpinWait();
              }
            }
          });
      spy.forget();

      Optional<StorageException> ours =
          attempt(
              () ->
                  spied.commit(
                      ChangeSet.of(SHOP)
                          .addFiles(
                              Samples.change(file, next(file)), Samples.change(two, next(two)))
                          .build()));
      if (ours.isPresent()) {
        assertEquals(Kind.TRANSIENT, ours.get().kind());
        assertEquals("", crossing.get());
      } else {
        assertEquals("40001", crossing.get());
      }
    }
  }

  /** Locks the file's row, or returns the SQLState in which that ended. */
  private static String lock(Connection connection, CustomerFile locked) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE crm_customer SET name = name WHERE customer_id = '" + locked.id() + "'");
      return "";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @Test
  void a_pool_that_is_exhausted_or_closed_is_unavailable() throws SQLException {
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      assertFalse(one.isClosed() || two.isClosed());
      assertEquals(Kind.UNAVAILABLE, failure(() -> storage.file(SHOP, file.id())).kind());
      assertEquals(Kind.UNAVAILABLE, failure(() -> storage.commit(creating(file(9)))).kind());
    }
    assertEquals(Optional.of(file), storage.file(SHOP, file.id()));

    pool.close();
    assertEquals(Kind.UNAVAILABLE, failure(() -> storage.file(SHOP, file.id())).kind());
    assertEquals(Kind.UNAVAILABLE, failure(() -> storage.commit(creating(file(9)))).kind());
    assertEquals(
        Kind.UNAVAILABLE,
        failure(() -> storage.claimDue(SHOP, T0, 1, new Lease("n", T0, t(1)))).kind());
  }

  @Test
  void a_read_only_database_is_read_and_refuses_commits_as_unavailable() {
    try (TestDatabase writable = TestDatabase.file(folder, "")) {
      writable.storage().commit(creating(file));
      String url = writable.url();
      writable.close();
      try (HikariDataSource readOnly = pool(url + ";ACCESS_MODE_DATA=r", 1)) {
        JdbcStorage reader = JdbcStorage.builder(readOnly).schemaMode(SchemaMode.MIGRATE).build();
        assertEquals(Optional.of(file), reader.fileByPhone(SHOP, phone(1)));
        StorageException e = failure(() -> reader.commit(changing(file, next(file)).build()));
        assertEquals(Kind.UNAVAILABLE, e.kind());
        assertTrue(e.getMessage().contains("SQLState 90097"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "08006, UNKNOWN_OUTCOME",
    "08S01, UNKNOWN_OUTCOME",
    "90067, UNKNOWN_OUTCOME",
    "57P01, UNKNOWN_OUTCOME",
    "40001, TRANSIENT",
    "40P01, TRANSIENT"
  })
  void a_failure_at_commit_is_classified_on_its_own(String state, Kind kind) {
    Spying spy = new Spying(pool, true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("commit")) {
            throw new SQLException("went away", state);
          }
        });

    assertEquals(kind, failure(() -> spied.commit(changing(file, next(file)).build())).kind());
    assertEquals(0, spy.open());
  }

  @ParameterizedTest
  @CsvSource({
    "08006, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "40001, TRANSIENT",
    "40P01, TRANSIENT",
    ", UNAVAILABLE"
  })
  void a_failure_before_commit_is_classified_by_its_state(String state, Kind kind) {
    Spying spy = new Spying(pool, true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("executeUpdate")) {
            throw new SQLException("went away", state);
          }
        });

    assertEquals(kind, failure(() -> spied.commit(changing(file, next(file)).build())).kind());
    assertEquals(0, spy.open());
    assertEquals(Optional.of(file), storage.file(SHOP, file.id()));
  }

  @Test
  void a_database_that_is_shut_down_during_a_commit_leaves_the_outcome_unknown() {
    Spying spy = new Spying(pool, true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("commit")) {
            try (Statement statement = connection.createStatement()) {
              statement.execute("SHUTDOWN IMMEDIATELY");
            }
          }
        });

    StorageException e = failure(() -> spied.commit(changing(file, next(file)).build()));
    assertEquals(Kind.UNKNOWN_OUTCOME, e.kind());
    assertTrue(e.getMessage().contains("repeat the command"), e.getMessage());
    assertEquals(0, spy.open());
  }

  @Test
  void a_value_the_database_refuses_is_not_repeated() throws SQLException {
    database.execute("ALTER TABLE crm_customer ALTER COLUMN name VARCHAR(13)");
    StorageException e =
        failure(() -> storage.commit(changing(file, named(next(file), SECRET + " jun.")).build()));
    assertEquals(Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().contains("SQLState 22001"), e.getMessage());
  }

  @Test
  void a_row_that_was_altered_by_hand_is_unavailable_and_named() throws SQLException {
    List<String> damages =
        List.of(
            "accounts = '1|points|0|1|'",
            "gender = 'X'",
            "zone = 'Moon'",
            "phones = '" + SECRET + "|'",
            "family = 'son|" + SECRET + "|'");
    for (String damage : damages) {
      database.execute("UPDATE crm_customer SET " + damage);
      StorageException e = failure(() -> storage.file(SHOP, file.id()));
      assertEquals(Kind.UNAVAILABLE, e.kind());
      assertTrue(e.getMessage().contains(file.id().toString()), e.getMessage());
      assertTrue(e.getMessage().contains("cannot be read"), e.getMessage());
    }
  }

  @Test
  void a_database_nobody_knows_asks_for_a_dialect() {
    assertEquals(Optional.empty(), Dialect.of("Oracle"));
    assertTrue(Dialect.of("H2").isPresent());
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setPassword("");
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(250);
    return new HikariDataSource(config);
  }

  private static Optional<StorageException> attempt(Executable action) {
    try {
      action.execute();
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The failure, in no part of which a name or a phone may be. */
  private static StorageException failure(Executable action) {
    StorageException e = assertThrows(StorageException.class, action);
    StringWriter all = new StringWriter();
    e.printStackTrace(new PrintWriter(all));
    assertFalse(all.toString().contains(SECRET), all.toString());
    assertFalse(all.toString().contains("13800000"), all.toString());
    return e;
  }
}
