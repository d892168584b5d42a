package io.regulars.jdbc;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.tried;
import static io.regulars.testkit.Samples.wakingAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MessageId;
import io.regulars.spi.StorageException;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between reading candidates and taking them, when somebody else is faster. */
class ClaimsTest {

  private static final Lease MINE = new Lease("mine", T0, t(60));
  private static final Lease OTHERS = new Lease("others", T0, t(60));

  private TestDatabase database;
  private JdbcStorage storage;
  private Spying spy;
  private JdbcStorage spied;

  @BeforeEach
  void start() {
    database = TestDatabase.memory(";LOCK_TIMEOUT=200");
    storage = database.storage();
    storage.commit(
        creating(
            LongStream.rangeClosed(1, 6)
                .mapToObj(n -> wakingAt(file(n), t(n)))
                .toArray(CustomerFile[]::new)));
    storage.commit(
        ChangeSet.of(SHOP)
            .addAllMessages(
                LongStream.rangeClosed(1, 6).mapToObj(n -> message(file(1), messageId(n))).toList())
            .build());
    spy = new Spying(database.pool(), true);
    spied = JdbcStorage.builder(spy.dataSource()).build();
    spy.forget();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void files_lost_to_a_faster_claimant_are_made_up_for_by_the_next_ones() {
    before(1, () -> storage.claimDue(SHOP, t(2), 2, OTHERS));

    assertEquals(customers(3, 4, 5), files(spied.claimDue(SHOP, t(9), 3, MINE)));
    assertEquals(customers(6), files(storage.claimDue(SHOP, t(9), 9, MINE)));
  }

  @Test
  void a_file_committed_meanwhile_is_claimed_as_it_is_now_or_not_at_all() {
    CustomerFile first = wakingAt(file(1), t(1));
    CustomerFile later = wakingAt(next(first), t(5));
    before(1, () -> storage.commit(changing(first, later).build()));

    List<CustomerFile> claimed = spied.claimDue(SHOP, t(5), 9, MINE);
    assertEquals(customers(2, 3, 4, 5, 1), files(claimed));
    assertEquals(later, claimed.get(4));
  }

  @Test
  void nothing_is_claimed_twice_when_all_is_lost() {
    before(1, () -> storage.claimDue(SHOP, t(9), 9, OTHERS));

    assertEquals(List.of(), spied.claimDue(SHOP, t(9), 9, MINE));
  }

  @Test
  void messages_lost_to_a_faster_claimant_or_settled_are_made_up_for() {
    before(1, () -> storage.claimMessages(SHOP, T0, 2, OTHERS));
    assertEquals(messageIds(3, 4), messages(spied.claimMessages(SHOP, T0, 2, MINE)));

    OutboxMessage settled = tried(message(file(1), messageId(5)), DeliveryStatus.DELIVERED, T0);
    before(1, () -> storage.commit(ChangeSet.of(SHOP).addSettled(settled).build()));
    assertEquals(messageIds(6), messages(spied.claimMessages(SHOP, T0, 2, MINE)));
  }

  @Test
  void what_an_earlier_round_claimed_is_returned_although_a_later_one_fails() {
    before(1, () -> storage.claimDue(SHOP, t(1), 1, OTHERS));
    AtomicInteger rounds = new AtomicInteger();
    Spying.Before faster = spy.before();
    spy.before(
        (connection, call, sql) -> {
          faster.call(connection, call, sql);
          if (call.equals("executeQuery") && rounds.incrementAndGet() == 2) {
            throw new SQLException("gone", "08006");
          }
        });

    assertEquals(customers(2, 3), files(spied.claimDue(SHOP, t(9), 3, MINE)));
  }

  @Test
  void a_claim_that_fails_at_once_says_so() {
    spy.before(
        (connection, call, sql) -> {
          if (call.equals("executeQuery")) {
            throw new SQLException("gone", "08006");
          }
        });

    assertThrows(StorageException.class, () -> spied.claimDue(SHOP, t(9), 3, MINE));
    assertEquals(0, spy.open());
  }

  @Test
  void a_limit_of_nothing_asks_for_nothing() {
    assertEquals(List.of(), spied.claimDue(SHOP, t(9), 0, MINE));
    assertEquals(List.of(), spy.executed());
  }

  /** Does something just before the claiming update of a round. */
  private void before(int round, Runnable action) {
    AtomicInteger updates = new AtomicInteger();
    spy.before(
        (connection, call, sql) -> {
          boolean update = call.equals("executeBatch") || call.equals("executeUpdate");
          if (update && updates.incrementAndGet() == round) {
            action.run();
          }
        });
  }

  private static List<CustomerId> files(List<CustomerFile> files) {
    return files.stream().map(CustomerFile::id).toList();
  }

  private static List<CustomerId> customers(long... numbers) {
    return LongStream.of(numbers).mapToObj(n -> customer(n)).toList();
  }

  private static List<MessageId> messages(List<OutboxMessage> messages) {
    return messages.stream().map(OutboxMessage::id).toList();
  }

  private static List<MessageId> messageIds(long... numbers) {
    return LongStream.of(numbers).mapToObj(n -> messageId(n)).toList();
  }
}
