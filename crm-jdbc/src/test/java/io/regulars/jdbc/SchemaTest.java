package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.withPhones;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.StorageException;
import io.regulars.spi.file.CustomerFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three schema modes, what they say, and the prefix. */
class SchemaTest {

  private final TestDatabase database = TestDatabase.memory("");

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void validation_of_an_empty_database_says_what_is_missing_and_what_to_do() throws SQLException {
    String message = refusal(builder());

    assertTrue(message.contains("expected version 1, found no version"), message);
    assertTrue(message.contains("table crm_schema_version, table crm_customer"), message);
    assertTrue(message.contains("SchemaMode.MIGRATE"), message);
    assertTrue(message.contains("writeSchema"), message);
    assertEquals(List.of(), database.names(), "validation creates nothing");
  }

  @Test
  void validation_passes_after_migration_and_creates_nothing() throws SQLException {
    builder().schemaMode(SchemaMode.MIGRATE).build();
    List<String> names = database.names();

    builder().schemaMode(SchemaMode.VALIDATE).build();
    assertEquals(names, database.names());
  }

  @Test
  void validation_of_an_older_database_says_both_versions() throws SQLException {
    database.storage();
    database.execute("DELETE FROM crm_schema_version");

    String message = refusal(builder());
    assertTrue(message.contains("expected version 1, found no version; "), message);
    assertTrue(message.contains("SchemaMode.MIGRATE"), message);
  }

  @Test
  void validation_and_migration_of_a_newer_database_ask_for_a_newer_library() throws SQLException {
    database.storage();
    database.execute("INSERT INTO crm_schema_version VALUES (2)");

    for (SchemaMode mode : List.of(SchemaMode.VALIDATE, SchemaMode.MIGRATE)) {
      String message = refusal(builder().schemaMode(mode));
      assertTrue(message.contains("expected version 1, found version 2"), message);
      assertTrue(message.contains("newer library"), message);
    }
  }

  @Test
  void validation_says_which_tables_and_columns_are_missing() throws SQLException {
    database.storage();
    database.execute("DROP TABLE crm_visit_line");
    database.execute("ALTER TABLE crm_customer DROP COLUMN tier");

    String message = refusal(builder());
    assertTrue(
        message.contains(
            "found version 1, without column crm_customer.tier, table crm_visit_line;"),
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP INDEX crm_customer_wake"
            + "| without index crm_customer_wake (merchant_id, wake_at, customer_id);",
        "DROP INDEX crm_visit_id| without unique index crm_visit_id (merchant_id, visit_id);",
        "DROP INDEX crm_outbox_due;"
            + "CREATE INDEX crm_outbox_due ON crm_outbox"
            + " (status, merchant_id, next_attempt_at, message_id)"
            + "| with index crm_outbox_due (status, merchant_id, next_attempt_at, message_id)"
            + " instead of index crm_outbox_due"
            + " (merchant_id, status, priority, next_attempt_at, message_id);",
        "DROP INDEX crm_visit_id;CREATE INDEX crm_visit_id ON crm_visit (merchant_id, visit_id)"
            + "| with index crm_visit_id (merchant_id, visit_id)"
            + " instead of unique index crm_visit_id (merchant_id, visit_id);",
        "ALTER TABLE crm_receipt DROP CONSTRAINT crm_receipt_pk"
            + "| without primary key crm_receipt (merchant_id, receipt_key);",
        "ALTER TABLE crm_receipt DROP CONSTRAINT crm_receipt_pk;"
            + "ALTER TABLE crm_receipt ADD CONSTRAINT crm_receipt_pk"
            + " PRIMARY KEY (receipt_key, merchant_id)"
            + "| with primary key crm_receipt (receipt_key, merchant_id)"
            + " instead of primary key crm_receipt (merchant_id, receipt_key);",
        "ALTER TABLE crm_customer ALTER COLUMN tier VARCHAR(5) NOT NULL"
            + "| with column crm_customer.tier CHARACTER VARYING(5) NOT NULL"
            + " instead of VARCHAR_CASESENSITIVE(32) NOT NULL;",
        "ALTER TABLE crm_customer ALTER COLUMN accounts VARCHAR(1000) NOT NULL"
            + "| with column crm_customer.accounts CHARACTER VARYING(1000) NOT NULL"
            + " instead of VARCHAR_CASESENSITIVE NOT NULL;",
        "ALTER TABLE crm_entry ALTER COLUMN amount INTEGER NOT NULL"
            + "| with column crm_entry.amount INTEGER NOT NULL instead of BIGINT NOT NULL;",
        "ALTER TABLE crm_event ALTER COLUMN occurred_at TIMESTAMP(3) WITH TIME ZONE NOT NULL"
            + "| with column crm_event.occurred_at TIMESTAMP(3) WITH TIME ZONE NOT NULL"
            + " instead of TIMESTAMP(6) WITH TIME ZONE NOT NULL;",
        "ALTER TABLE crm_event ALTER COLUMN occurred_at TIMESTAMP(6) NOT NULL"
            + "| with column crm_event.occurred_at TIMESTAMP(6) NOT NULL"
            + " instead of TIMESTAMP(6) WITH TIME ZONE NOT NULL;",
        "ALTER TABLE crm_customer ALTER COLUMN wake_at SET NOT NULL"
            + "| with column crm_customer.wake_at TIMESTAMP(6) WITH TIME ZONE NOT NULL"
            + " instead of TIMESTAMP(6) WITH TIME ZONE;",
      })
  void validation_says_what_differs_from_the_script(String ddl, String said) throws SQLException {
    database.storage();
    database.execute(ddl);

    String message = refusal(builder());
    assertTrue(message.contains("found version 1, " + said), message);
  }

  @Test
  void what_migration_does_not_mend_it_does_not_promise_to_mend() throws SQLException {
    database.storage();
    database.execute("ALTER TABLE crm_customer DROP COLUMN tier");

    for (SchemaMode mode : List.of(SchemaMode.VALIDATE, SchemaMode.MIGRATE)) {
      String message = refusal(builder().schemaMode(mode));
      assertTrue(message.contains("alter them by hand"), message);
      assertTrue(message.contains("SchemaMode.MIGRATE leaves tables of this version"), message);
    }
  }

  @Test
  void validation_accepts_what_is_wider_or_there_besides_and_indexes_of_other_names()
      throws SQLException {
    database.storage();
    database.execute("ALTER TABLE crm_customer ALTER COLUMN tier VARCHAR(64) NOT NULL");
    database.execute("ALTER TABLE crm_outbox ALTER COLUMN attempts BIGINT NOT NULL");
    database.execute("ALTER INDEX crm_visit_id RENAME TO host_visit");
    database.execute("CREATE INDEX host_tier ON crm_customer (merchant_id, tier)");

    builder().build().commit(creating(file(1)));
  }

  @Test
  void every_table_and_index_of_the_script_is_read() throws IOException {
    String ddl = ddl(builder()).replaceAll("(?m)^--.*\n", "");
    DeclaredTables declared = new DeclaredTables(List.of(ddl.split(";\n")));
    int indexes = 0;
    for (Map.Entry<String, List<String>> table : SchemaCheck.expected().entrySet()) {
      assertEquals(
          table.getValue().stream().sorted().toList(),
          declared.columns("crm_" + table.getKey()).stream()
              .map(DeclaredTables.Column::name)
              .sorted()
              .toList());
      assertNotEquals(List.of(), declared.key("crm_" + table.getKey()), table.getKey());
      indexes += declared.indexes("crm_" + table.getKey()).size();
    }
    assertEquals(ddl.split("INDEX IF NOT EXISTS", -1).length - 1, indexes);
  }

  @Test
  void a_table_is_found_in_whatever_schema_and_spelling() throws SQLException {
    String inShop = ";INIT=CREATE SCHEMA IF NOT EXISTS shop\\;SET SCHEMA shop";
    for (String setting : List.of("DATABASE_TO_LOWER=TRUE", "CASE_INSENSITIVE_IDENTIFIERS=TRUE")) {
      try (TestDatabase other = TestDatabase.memory(";" + setting + inShop)) {
        other.storage();
        other.execute("DROP INDEX crm_outbox_age");

        assertTrue(refusal(JdbcStorage.builder(other.pool())).contains("without index crm_outbox"));
      }
    }
  }

  @Test
  void validation_accepts_columns_of_the_hosts_own() throws SQLException {
    database.storage();
    database.execute("ALTER TABLE crm_customer ADD COLUMN host_note VARCHAR(10)");

    JdbcStorage storage = builder().build();
    storage.commit(creating(file(1)));
    assertEquals(Optional.of(file(1)), storage.file(SHOP, customer(1)));
  }

  @Test
  void what_is_validated_is_what_the_script_creates() throws SQLException {
    database.storage();
    List<String> expected = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : SchemaCheck.expected().entrySet()) {
      table.getValue().forEach(column -> expected.add("crm_" + table.getKey() + "." + column));
    }
    List<String> found =
        database.texts(
            "SELECT LOWER(TABLE_NAME || '.' || COLUMN_NAME) FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = 'PUBLIC'");

    assertEquals(expected.stream().sorted().toList(), found.stream().sorted().toList());
  }

  @Test
  void every_table_and_column_is_documented() throws IOException {
    String docs = Files.readString(Path.of("../docs/schema.md"));
    for (Map.Entry<String, List<String>> table : SchemaCheck.expected().entrySet()) {
      assertTrue(docs.contains("crm_" + table.getKey()), table.getKey());
      for (String column : table.getValue()) {
        assertTrue(docs.matches("(?s).*[`(, ]" + column + "[`), ].*"), column);
      }
    }
  }

  @Test
  void the_mode_none_opens_no_connection() {
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage storage =
        JdbcStorage.builder(spy.dataSource())
            .dialect(Dialect.h2())
            .schemaMode(SchemaMode.NONE)
            .build();
    assertEquals(List.of(), spy.calls());

    StorageException e =
        assertThrows(StorageException.class, () -> storage.file(SHOP, customer(1)));
    assertEquals(StorageException.Kind.UNAVAILABLE, e.kind());
    assertTrue(e.getMessage().contains("SQLState 42S0"), e.getMessage());
  }

  @Test
  void migration_may_be_repeated_and_leaves_the_data() throws SQLException {
    JdbcStorage storage = builder().schemaMode(SchemaMode.MIGRATE).build();
    storage.commit(creating(file(1)));
    List<String> names = database.names();

    JdbcStorage again = builder().schemaMode(SchemaMode.MIGRATE).build();
    assertEquals(names, database.names());
    assertEquals(Optional.of(file(1)), again.file(SHOP, customer(1)));
  }

  @Test
  void migration_finishes_what_a_node_left_when_it_died() throws SQLException, IOException {
    String ddl = ddl(builder());
    for (String statement :
        ddl.substring(0, ddl.indexOf("CREATE TABLE IF NOT EXISTS crm_visit_line")).split(";\n")) {
      database.execute(statement);
    }
    assertTrue(refusal(builder()).contains("table crm_visit_line"));

    builder().schemaMode(SchemaMode.MIGRATE).build();
    assertTrue(database.names().contains("CRM_OUTBOX_AGE"));
  }

  @Test
  void eight_nodes_may_migrate_at_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      String prefix = "round" + round + "_";
      List<JdbcStorage> storages =
          atOnce(8, () -> builder().tablePrefix(prefix).schemaMode(SchemaMode.MIGRATE).build());

      storages.get(0).commit(creating(file(1)));
      for (JdbcStorage storage : storages) {
        assertEquals(Optional.of(file(1)), storage.file(SHOP, customer(1)));
      }
      assertEquals(
          List.of("1"), database.texts("SELECT version FROM " + prefix + "schema_version"));
    }
  }

  @Test
  void two_prefixes_live_side_by_side_and_nothing_is_without_one() throws SQLException {
    JdbcStorage one = builder().tablePrefix("one_").schemaMode(SchemaMode.MIGRATE).build();
    List<String> names = database.names();
    JdbcStorage two = builder().tablePrefix("Two_").schemaMode(SchemaMode.MIGRATE).build();

    assertEquals(names.size() * 2, database.names().size());
    for (String name : database.names()) {
      assertTrue(name.startsWith("ONE_") || name.startsWith("TWO_"), name);
    }
    CustomerFile first = withPhones(named(file(1), "first"), phone(1));
    CustomerFile second = withPhones(named(file(1), "second"), phone(1));
    one.commit(creating(first));
    two.commit(creating(second));
    assertEquals(Optional.of(first), one.fileByPhone(SHOP, phone(1)));
    assertEquals(Optional.of(second), two.fileByPhone(SHOP, phone(1)));
  }

  @Test
  void the_printed_schema_executed_by_hand_passes_validation() throws SQLException, IOException {
    String ddl = ddl(builder().tablePrefix("shop_").dialect(Dialect.h2()));
    assertFalse(ddl.contains("${"), ddl);
    assertFalse(ddl.toLowerCase(Locale.ROOT).contains("crm_"), ddl);
    database.execute(ddl);

    builder().tablePrefix("shop_").build().commit(creating(file(1)));
    assertEquals(List.of("1"), database.texts("SELECT COUNT(*) FROM shop_customer"));
  }

  @Test
  void printing_the_schema_changes_nothing_and_needs_no_connection_if_the_dialect_is_given()
      throws SQLException, IOException {
    Spying spy = new Spying(database.pool(), true);
    String given = ddl(JdbcStorage.builder(spy.dataSource()).dialect(Dialect.h2()));
    assertEquals(List.of(), spy.calls());

    assertEquals(given, ddl(JdbcStorage.builder(spy.dataSource())));
    assertNotEquals(List.of(), spy.calls());
    assertEquals(List.of(), database.names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1crm_",
        "crm-",
        "crm\"",
        "crm; DROP TABLE x",
        "crm ",
        "ä_",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void prefixes_that_are_no_plain_names_are_refused(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> builder().tablePrefix(prefix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "C", "crm", "MiXed_9_", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void any_plain_name_is_a_prefix(String prefix) throws SQLException {
    builder().tablePrefix(prefix).schemaMode(SchemaMode.MIGRATE).build().commit(creating(file(1)));
    assertEquals(List.of("1"), database.texts("SELECT COUNT(*) FROM " + prefix + "customer"));
  }

  private JdbcStorage.Builder builder() {
    return JdbcStorage.builder(database.pool());
  }

  private static String refusal(JdbcStorage.Builder builder) {
    StorageException e = assertThrows(StorageException.class, builder::build);
    assertEquals(StorageException.Kind.UNAVAILABLE, e.kind());
    return e.getMessage();
  }

  private static String ddl(JdbcStorage.Builder builder) throws IOException {
    StringWriter out = new StringWriter();
    builder.writeSchema(out);
    return out.toString();
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
