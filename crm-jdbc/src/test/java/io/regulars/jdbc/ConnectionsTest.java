package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.visitId;
import static io.regulars.testkit.Samples.withPhones;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.StorageException;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.Lease;
import io.regulars.testkit.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections come back, in the mode they came in, with nothing left open, whatever happened. */
class ConnectionsTest {

  private final CustomerFile file = withPhones(file(1), phone(1));
  private TestDatabase database;
  private JdbcStorage storage;

  @BeforeEach
  void start() {
    database = TestDatabase.memory(";LOCK_TIMEOUT=200");
    storage = database.storage();
    storage.commit(creating(file));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void every_call_gives_its_connection_back_in_the_mode_it_came_in(boolean autoCommit) {
    Spying spy = new Spying(database.pool(), autoCommit);
    JdbcStorage spied =
        JdbcStorage.builder(spy.dataSource()).schemaMode(SchemaMode.MIGRATE).build();
    Lease lease = new Lease("node", T0, t(60));
    spied.file(SHOP, customer(1));
    spied.fileByPhone(SHOP, phone(1));
    spied.fileByExternalId(SHOP, card(1));
    spied.receipt(SHOP, "k");
    spied.visit(SHOP, visitId(1));
    spied.visits(SHOP, customer(1), PageRequest.oldest(1));
    spied.entries(SHOP, customer(1), PageRequest.oldest(1));
    spied.events(SHOP, customer(1), PageRequest.oldest(1));
    spied.timeline(SHOP, customer(1), PageRequest.oldest(1));
    spied.messages(SHOP, DeliveryStatus.DEAD, 1);
    spied.claimDue(SHOP, T0, 1, lease);
    spied.claimMessages(SHOP, T0, 1, lease);
    assertEquals(1, spied.customers(SHOP, CustomerCriteria.ALL).count());
    spied.commit(changing(file, next(file)).build());
    assertThrows(StorageException.class, () -> spied.commit(changing(file, next(file)).build()));
    assertThrows(StorageException.class, () -> spied.commit(creating(file)));
    assertThrows(
        StorageException.class, () -> spied.commit(creating(withPhones(file(2), phone(1)))));

    assertEquals(0, spy.open());
    assertEquals(List.of(autoCommit), spy.modesAtClose().stream().distinct().toList());
    assertTrue(spy.modesAtClose().size() >= 17, "connections seen: " + spy.modesAtClose().size());
    if (!autoCommit) {
      assertEquals(
          spy.modesAtClose().size() - 1,
          spy.calls().stream()
              .filter(call -> call.equals("commit") || call.equals("rollback"))
              .count(),
          "each transaction is ended; DDL has none");
    }
  }

  @Test
  void what_a_commit_wrote_before_it_failed_is_rolled_back_before_auto_commit_returns() {
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.forget();
    CustomerFile after = named(next(file), "half");
    assertThrows(
        StorageException.class,
        () ->
            spied.commit(
                changing(file, after)
                    .addVisits(
                        Samples.visit(file, visitId(1), 1), Samples.visit(file, visitId(1), 2))
                    .build()));

    List<String> calls = spy.calls();
    assertTrue(calls.indexOf("rollback") < calls.lastIndexOf("setAutoCommit"), calls.toString());
    assertFalse(calls.contains("commit"), calls.toString());
    assertEquals(Optional.of(file), storage.file(SHOP, file.id()));
  }

  @Test
  void auto_commit_stays_off_if_the_rollback_fails_since_it_would_commit() {
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("rollback") || sql.contains("INSERT INTO crm_visit ")) {
            throw new SQLException("broken", "08006");
          }
        });
    spy.forget();
    CustomerFile after = named(next(file), "half");
    assertThrows(
        StorageException.class,
        () ->
            spied.commit(
                changing(file, after).addVisits(Samples.visit(file, visitId(1), 1)).build()));

    assertEquals(1, spy.calls().stream().filter("setAutoCommit"::equals).count());
    assertEquals(0, spy.open());
    assertEquals(Optional.of(file), storage.file(SHOP, file.id()));
  }

  @Test
  void a_commit_that_went_through_is_reported_so_even_if_the_connection_cannot_be_given_back() {
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.forget();
    spy.before(
        (connection, call, sql) -> {
          boolean committed = spy.calls().contains("commit") && !call.equals("commit");
          if (committed && call.equals("close")) {
            connection.close();
          }
          if (committed) {
            throw new SQLException("broken", "08006");
          }
        });

    spied.commit(changing(file, next(file)).build());
    assertEquals(Optional.of(next(file)), storage.file(SHOP, file.id()));
  }

  @Test
  void pages_of_customers_hold_no_connection_between_them() {
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    try (Stream<CustomerFile> customers = spied.customers(SHOP, CustomerCriteria.ALL)) {
      assertEquals(List.of(0), customers.map(any -> spy.open()).toList());
    }
  }

  @Test
  void a_timeline_never_shows_half_of_a_commit() {
    CustomerFile registered = file(5);
    storage.commit(creating(registered));
    CustomerFile after = ImmutableCustomerFile.copyOf(next(registered)).withLastSeq(2);
    ChangeSet visitAndEvent =
        ChangeSet.of(SHOP)
            .addFiles(new FileChange(Optional.of(registered), after))
            .addVisits(Samples.visit(registered, visitId(5), 1))
            .addEvents(event(registered, 2))
            .build();
    Spying spy = new Spying(database.pool(), true);
    JdbcStorage spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("executeQuery") && sql.contains("crm_event")) {
            storage.commit(visitAndEvent);
          }
        });

    Page<TimelineEntry> early = spied.timeline(SHOP, registered.id(), PageRequest.oldest(1));
    assertEquals(List.of(), early.items());
    assertEquals(
        List.of(1L, 2L),
        storage.timeline(SHOP, registered.id(), PageRequest.oldest(5)).items().stream()
            .map(TimelineEntry::seq)
            .toList());
  }
}
