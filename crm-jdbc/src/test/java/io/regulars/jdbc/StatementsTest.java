package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.tried;
import static io.regulars.testkit.Samples.visitId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.PageRequest;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitStatus;
import io.regulars.testkit.Samples;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which statements are sent, how many, and along which index the database answers them. */
class StatementsTest {

  private static final Lease LEASE = new Lease("node", T0, t(60));

  private final CustomerFile file = Rich.file(1);
  private TestDatabase database;
  private Spying spy;
  private JdbcStorage storage;

  @BeforeEach
  void start() {
    database = TestDatabase.memory("");
    database.storage();
    spy = new Spying(database.pool(), true);
    storage = JdbcStorage.builder(spy.dataSource()).build();
    storage.commit(creating(file));
    spy.forget();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_file_is_read_by_one_statement_however_it_is_found() {
    assertEquals(Optional.of(file), storage.file(SHOP, file.id()));
    assertEquals(Optional.of(file), storage.fileByPhone(SHOP, phone(1)));
    assertEquals(Optional.of(file), storage.fileByExternalId(SHOP, card(1)));
    assertEquals(3, spy.executed().size());
  }

  @Test
  void a_typical_visit_takes_eight_statements_and_one_commit() {
    assertEquals(Optional.empty(), storage.receipt(SHOP, "visit/S1/R-1"));
    CustomerFile read = storage.file(SHOP, file.id()).orElseThrow();
    storage.commit(Rich.visit(read, 1));

    assertEquals(
        List.of(
            "SELECT crm_receipt",
            "SELECT crm_customer",
            "UPDATE crm_customer",
            "INSERT crm_visit",
            "INSERT crm_visit_line",
            "INSERT crm_visit_payment",
            "INSERT crm_entry",
            "INSERT crm_receipt"),
        spy.executed().stream().map(StatementsTest::brief).toList());
    assertEquals(1, spy.calls().stream().filter("commit"::equals).count());
  }

  @Test
  void a_commit_writes_the_profile_and_its_keys_only_if_they_changed() {
    CustomerFile visited = Rich.visited(file);
    storage.commit(Samples.changing(file, visited).build());
    assertFalse(spy.executed().get(0).contains("name = ?"), spy.executed().get(0));
    assertEquals(1, spy.executed().size());

    spy.forget();
    CustomerFile renamed = named(Rich.visited(visited), "another");
    storage.commit(Samples.changing(visited, renamed).build());
    assertTrue(spy.executed().get(0).contains("name = ?"), spy.executed().get(0));
    assertEquals(1, spy.executed().size());

    spy.forget();
    CustomerFile called = Samples.withPhones(Rich.visited(renamed), phone(1), phone(2));
    storage.commit(Samples.changing(renamed, called).build());
    assertEquals(
        List.of("UPDATE crm_customer", "DELETE crm_customer_phone", "INSERT crm_customer_phone"),
        spy.executed().stream().map(StatementsTest::brief).toList());
    assertEquals(Optional.of(called), storage.fileByPhone(SHOP, phone(2)));
  }

  @Test
  void every_statement_names_the_merchant_first() {
    everything();
    assertTrue(spy.executed().size() > 30, "statements seen: " + spy.executed().size());
    for (String sql : spy.executed()) {
      if (sql.startsWith("INSERT")) {
        assertTrue(sql.contains(" (merchant_id, "), sql);
      } else {
        assertTrue(sql.matches("(?s).* WHERE (c\\.|k\\.)?merchant_id = \\? .*"), sql);
      }
    }
  }

  @Test
  void no_statement_needs_what_only_some_databases_have() {
    everything();
    for (String sql : spy.executed()) {
      assertFalse(
          sql.matches("(?is).*\\b(on conflict|merge|skip locked|now\\(|nextval|for update)\\b.*"),
          sql);
      assertFalse(sql.matches("(?s).*'.*"), "a literal instead of a parameter: " + sql);
    }
  }

  @Test
  void what_is_due_is_found_along_the_index_and_already_sorted() throws SQLException {
    storage.claimDue(SHOP, t(10), 5, LEASE);
    String files = plan(spy.executed().get(0));
    assertTrue(
        files.contains("CRM_CUSTOMER_WAKE: MERCHANT_ID = ?1\n        AND WAKE_AT <= ?2"), files);
    assertTrue(files.contains("/* index sorted */"), files);

    spy.forget();
    storage.claimMessages(SHOP, t(10), 5, LEASE);
    String messages = plan(spy.executed().get(0));
    assertTrue(
        messages.contains("CRM_OUTBOX_DUE: PRIORITY = ?3\n        AND NEXT_ATTEMPT_AT <= ?4"),
        messages);
    assertTrue(messages.contains("/* index sorted */"), messages);
  }

  @Test
  void lookups_and_pages_go_along_an_index_that_begins_with_the_merchant() throws SQLException {
    everything();
    List<String> reads = spy.executed().stream().filter(sql -> !sql.startsWith("INSERT")).toList();
    for (String sql : reads) {
      String plan = plan(sql);
      assertFalse(plan.contains("tableScan"), plan);
      assertTrue(plan.contains(": MERCHANT_ID = ") || plan.contains("AND MERCHANT_ID = "), plan);
      if (sql.contains("ORDER BY")) {
        assertTrue(plan.contains("/* index sorted */"), plan);
      }
    }
  }

  private void everything() {
    storage.file(SHOP, file.id());
    storage.fileByPhone(SHOP, phone(1));
    storage.fileByExternalId(SHOP, card(1));
    storage.commit(Rich.visit(file, 1));
    CustomerFile changed = Samples.withExternalIds(Rich.visited(Rich.visited(file)), card(7));
    changed = Samples.withPhones(changed, phone(8));
    storage.commit(
        Samples.changing(Rich.visited(file), changed)
            .addEvents(Rich.event(file, 9, "1"))
            .addMessages(message(file, messageId(1)))
            .addTakenBack(Samples.takenBack(visitId(1), VisitStatus.VOIDED))
            .build());
    storage.claimDue(SHOP, t(10), 5, LEASE);
    storage.claimMessages(SHOP, t(10), 5, LEASE);
    storage.commit(
        ChangeSet.of(SHOP)
            .addSettled(tried(message(file, messageId(1)), DeliveryStatus.DELIVERED, T0))
            .build());
    storage.receipt(SHOP, "visit/S1/R-1");
    storage.visit(SHOP, visitId(1));
    for (PageRequest page : List.of(PageRequest.oldest(3), PageRequest.newest(3))) {
      storage.visits(SHOP, file.id(), page);
      storage.entries(SHOP, file.id(), page);
      storage.events(SHOP, file.id(), page);
      storage.timeline(SHOP, file.id(), page);
    }
    storage.messages(SHOP, DeliveryStatus.PENDING, 5);
    storage.message(SHOP, messageId(1));
    storage.messageByReference(SHOP, ChannelKind.SMS, "7");
    storage.messagesOf(SHOP, file.id(), T0);
    storage.tasks(SHOP, TaskCriteria.ALL, 5);
    storage.tasks(
        SHOP,
        TaskCriteria.builder()
            .staff(StaffId.of("mia"))
            .role(Role.CONSULTANT)
            .store(StoreId.of("S1"))
            .build(),
        5);
    storage.tasks(SHOP, TaskCriteria.builder().about(new About(About.CASE, "7")).build(), 5);
    CustomerCriteria criteria =
        CustomerCriteria.builder()
            .addTiers(TierCode.of("gold"))
            .addStages(Stage.ACTIVE, Stage.DORMANT)
            .homeStore(StoreId.of("S1"))
            .lastVisitFrom(T0)
            .lastVisitBefore(t(100))
            .build();
    assertEquals(1, storage.customers(SHOP, criteria).count());
  }

  private String plan(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setNull(i, Types.NULL);
      }
      try (ResultSet result = statement.executeQuery()) {
        assertTrue(result.next());
        return result.getString(1);
      }
    }
  }

  private static String brief(String sql) {
    String verb = sql.substring(0, sql.indexOf(' '));
    int table = sql.indexOf("crm_");
    return verb + " " + sql.substring(table).split("[ (]", 2)[0];
  }
}
