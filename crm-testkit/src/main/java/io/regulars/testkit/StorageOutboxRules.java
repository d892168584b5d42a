package io.regulars.testkit;

import static io.regulars.testkit.Attempts.assertStale;
import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Attempts.refusal;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.tried;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.Explanation;
import io.regulars.spi.MessageId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.ImmutableHandling;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.TaskCriteria;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * S7xx: the outbox. A message is pending until it is settled, is settled once for each attempt, and
 * is claimed like a file that is due.
 */
interface StorageOutboxRules extends StorageRules {

  @Test
  default void required_S701_a_message_is_pending_from_the_commit_that_wrote_it() {
    OutboxMessage message = letter(1, 0, 0);
    post(message);

    assertEquals(List.of(message), storage().messages(SHOP, DeliveryStatus.PENDING, 10));
    assertOnlyIn(DeliveryStatus.PENDING, message);
    assertEquals(List.of(message), claim(T0, 10, lease(0, 60)));
  }

  @Test
  default void required_S702_a_delivered_message_is_pending_no_longer() {
    assertSettled(DeliveryStatus.DELIVERED);
  }

  @Test
  default void required_S703_a_withheld_message_is_pending_no_longer() {
    assertSettled(DeliveryStatus.WITHHELD);
  }

  @Test
  default void required_S704_a_dead_message_is_pending_no_longer() {
    assertSettled(DeliveryStatus.DEAD);
  }

  @Test
  default void required_S705_a_message_to_be_retried_is_due_at_its_next_attempt() {
    OutboxMessage message = letter(1, 0, 0);
    post(message);
    for (int attempt = 1; attempt <= 5; attempt++) {
      OutboxMessage retried = tried(message, DeliveryStatus.PENDING, t(100L * attempt));
      settle(retried);
      assertOnlyIn(DeliveryStatus.PENDING, retried);
      assertEquals(
          List.of(),
          claim(
              retried.nextAttemptAt().minus(1, ChronoUnit.MICROS),
              10,
              lease(100L * attempt, 100L * attempt + 50)));
      assertEquals(
          List.of(retried),
          claim(retried.nextAttemptAt(), 10, lease(100L * attempt, 100L * attempt + 50)));
      message = retried;
    }
    assertEquals(5, message.attempts());
    OutboxMessage dead = tried(message, DeliveryStatus.DEAD, message.nextAttemptAt());
    settle(dead);
    assertOnlyIn(DeliveryStatus.DEAD, dead);
  }

  @Test
  default void required_S706_an_attempt_is_settled_once() {
    OutboxMessage message = letter(1, 0, 0);
    post(message);
    OutboxMessage retried =
        ImmutableOutboxMessage.copyOf(tried(message, DeliveryStatus.PENDING, t(10)))
            .withContent(Explanation.of(message.content().rule(), "with", "other", "figures"));
    settle(retried);

    assertStale(storage(), settling(retried));
    assertStale(storage(), settling(tried(message, DeliveryStatus.SENT, T0)));
    assertStale(
        storage(),
        settling(tried(tried(retried, DeliveryStatus.PENDING, T0), DeliveryStatus.DEAD, T0)));
    assertStale(
        storage(), settling(ImmutableOutboxMessage.copyOf(message).withLastReason("untried")));
    assertOnlyIn(DeliveryStatus.PENDING, retried);
  }

  @Test
  default void required_S707_a_message_at_its_end_is_changed_upon_its_version_only() {
    int n = 0;
    for (DeliveryStatus end : DeliveryStatus.values()) {
      if (end != DeliveryStatus.PENDING) {
        OutboxMessage message = letter(++n, 0, 0);
        post(message);
        OutboxMessage settled = tried(message, end, T0);
        settle(settled);
        for (DeliveryStatus other : DeliveryStatus.values()) {
          assertStale(storage(), settling(tried(message, other, T0)));
        }
        assertOnlyIn(end, settled);
        OutboxMessage again = tried(settled, DeliveryStatus.PENDING, t(5));
        settle(again);
        assertOnlyIn(DeliveryStatus.PENDING, again);
        settle(tried(again, end, T0));
      }
    }
  }

  @Test
  default void required_S708_messages_of_a_status_come_oldest_first_up_to_the_limit() {
    post(letter(1, 30, 0), letter(2, 10, 5), letter(3, 20, 1), letter(4, 40, 9));
    settle(tried(letter(4, 40, 9), DeliveryStatus.DEAD, T0));

    assertEquals(ids(2, 3, 1), ids(storage().messages(SHOP, DeliveryStatus.PENDING, 10)));
    assertEquals(ids(2, 3, 1), ids(storage().messages(SHOP, DeliveryStatus.PENDING, 3)));
    assertEquals(ids(2, 3), ids(storage().messages(SHOP, DeliveryStatus.PENDING, 2)));
    assertEquals(ids(2), ids(storage().messages(SHOP, DeliveryStatus.PENDING, 1)));
    assertEquals(ids(4), ids(storage().messages(SHOP, DeliveryStatus.DEAD, 1)));
    assertEquals(ids(), ids(storage().messages(SHOP, DeliveryStatus.WITHHELD, 1)));
  }

  @Test
  default void required_S711_messages_due_are_claimed_earliest_attempt_first() {
    post(letter(1, 0, 30), letter(2, 1, 10), letter(3, 2, 50), letter(4, 3, 20));

    assertEquals(ids(2, 4, 1), ids(claim(t(30), 10, lease(100, 200))));
    assertEquals(ids(3), ids(claim(t(50), 10, lease(100, 200))));
  }

  @Test
  default void required_S712_a_message_is_due_at_its_instant_and_not_before() {
    post(letter(1, 0, 0));
    assertEquals(ids(), ids(claim(T0.minus(1, ChronoUnit.MICROS), 10, lease(0, 60))));
    assertEquals(ids(1), ids(claim(T0, 10, lease(0, 60))));
  }

  @Test
  default void required_S713_a_claim_of_messages_takes_no_more_than_its_limit() {
    post(letter(1, 0, 1), letter(2, 0, 2), letter(3, 0, 3), letter(4, 0, 4), letter(5, 0, 5));
    assertEquals(ids(1, 2), ids(claim(t(9), 2, lease(0, 60))));
    assertEquals(ids(3), ids(claim(t(9), 1, lease(0, 60))));
    assertEquals(ids(4, 5), ids(claim(t(9), 9, lease(0, 60))));
  }

  @Test
  default void required_S714_a_running_lease_on_a_message_excludes_everybody() {
    post(letter(1, 0, 0));
    assertEquals(ids(1), ids(claim(T0, 1, new Lease("one", t(0), t(60)))));

    assertEquals(ids(), ids(claim(T0, 1, new Lease("two", t(30), t(90)))));
    assertEquals(ids(), ids(claim(T0, 1, new Lease("one", t(30), t(90)))));
    assertEquals(
        ids(), ids(claim(T0, 1, new Lease("two", t(60).minus(1, ChronoUnit.MICROS), t(90)))));
    assertEquals(ids(1), ids(claim(T0, 1, new Lease("two", t(60), t(90)))), "over at its end");
    assertEquals(ids(), ids(claim(T0, 1, new Lease("one", t(89), t(99)))), "the new one holds");
  }

  @Test
  default void required_S715_settling_a_message_ends_its_claim() {
    OutboxMessage message = letter(1, 0, 0);
    post(message);
    assertEquals(ids(1), ids(claim(T0, 1, lease(0, 60))));
    OutboxMessage retried = tried(message, DeliveryStatus.PENDING, t(1));
    settle(retried);
    assertEquals(List.of(retried), claim(t(1), 1, lease(1, 60)), "free within the old lease");
    settle(tried(retried, DeliveryStatus.DELIVERED, t(1)));
    assertEquals(ids(), ids(claim(t(99), 1, lease(100, 200))), "delivered is never due");
  }

  @Test
  default void required_S716_a_claim_does_not_change_the_message() {
    OutboxMessage message = letter(1, 0, 0);
    post(message);
    assertEquals(List.of(message), claim(T0, 1, lease(0, 60)));
    assertOnlyIn(DeliveryStatus.PENDING, message);
  }

  @Test
  default void required_S717_messages_due_are_claimed_by_priority_first() {
    post(
        letter(1, Priority.BULK, 1),
        letter(2, Priority.NORMAL, 9),
        letter(3, Priority.NORMAL, 3),
        letter(4, Priority.URGENT, 8),
        letter(5, Priority.URGENT, 99));
    assertEquals(ids(4, 3), ids(claim(t(10), 2, lease(100, 200))));
    assertEquals(ids(2, 1), ids(claim(t(10), 9, lease(100, 200))));
    assertEquals(ids(5), ids(claim(t(99), 9, lease(100, 200))));
  }

  @Test
  default void required_S731_a_message_is_found_by_its_id() {
    OutboxMessage message = letter(1, 0, 0);
    post(message, letter(2, 0, 0));
    assertEquals(Optional.of(message), storage().message(SHOP, messageId(1)));
    assertEquals(Optional.empty(), storage().message(SHOP, messageId(3)));
    assertEquals(Optional.empty(), storage().message(Samples.OTHER_SHOP, messageId(1)));
    OutboxMessage dead = tried(message, DeliveryStatus.DEAD, T0);
    settle(dead);
    assertEquals(Optional.of(dead), storage().message(SHOP, messageId(1)));
  }

  @Test
  default void required_S732_a_message_is_found_by_what_its_provider_calls_it() {
    post(letter(1, 0, 0), letter(2, 0, 0), letter(3, 0, 0));
    OutboxMessage one = referred(letter(1, 0, 0), "a|B");
    OutboxMessage two = referred(letter(2, 0, 0), "a|B");
    settle(two);
    settle(one);
    settle(referred(letter(3, 0, 0), "a|b"));
    assertEquals(Optional.of(two), byReference("a|B"), "of several the highest id");
    assertEquals(Optional.empty(), storage().messageByReference(SHOP, ChannelKind.EMAIL, "a|B"));
    assertEquals(
        Optional.empty(), storage().messageByReference(Samples.OTHER_SHOP, ChannelKind.SMS, "a|B"));
    settle(referred(two, "c"));
    assertEquals(Optional.of(one), byReference("a|B"));
    settle(
        tried(
            ImmutableOutboxMessage.copyOf(one).withReference(Optional.empty()),
            DeliveryStatus.PENDING,
            T0));
    assertEquals(Optional.empty(), byReference("a|B"));
  }

  @Test
  default void required_S733_a_customers_messages_since_an_instant_are_read_in_its_order() {
    OutboxMessage others =
        ImmutableOutboxMessage.copyOf(message(file(2), messageId(9))).withNextAttemptAt(t(50));
    OutboxMessage aboutHim =
        ImmutableOutboxMessage.copyOf(letter(5, 0, 45))
            .withTo(Recipient.role(Role.CONSULTANT))
            .withDueAt(t(60));
    OutboxMessage nobodys =
        ImmutableOutboxMessage.copyOf(letter(6, 0, 45))
            .withTo(Recipient.role(Role.CONSULTANT))
            .withCustomer(Optional.empty());
    post(letter(1, 0, 40), letter(2, 0, 30), letter(3, 0, 20), letter(4, 0, 40), aboutHim, nobodys);
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file(2))).addMessages(others).build());
    settle(tried(letter(2, 0, 30), DeliveryStatus.SENT, t(35)));

    assertEquals(ids(2, 1, 4, 5), ids(storage().messagesOf(SHOP, file(1).id(), t(30))));
    assertEquals(ids(5), ids(storage().messagesOf(SHOP, file(1).id(), t(41))));
    assertEquals(ids(9), ids(storage().messagesOf(SHOP, file(2).id(), T0)));
    assertEquals(ids(), ids(storage().messagesOf(Samples.OTHER_SHOP, file(1).id(), T0)));
  }

  @Test
  default void required_S734_open_tasks_are_listed_for_whom_they_are_due_first() {
    StoreId one = StoreId.of("S1");
    StaffId mia = StaffId.of("mia");
    post(
        ImmutableOutboxMessage.copyOf(task(1, 90, Recipient.staff(mia, one)))
            .withAbout(new About(About.CASE, "7")),
        task(2, 20, Recipient.staff(StaffId.of("Mia"), one)),
        ImmutableOutboxMessage.copyOf(task(3, 50, Recipient.role(Role.STORE_MANAGER, one)))
            .withAbout(new About(About.CASE, "7")),
        ImmutableOutboxMessage.copyOf(
                task(4, 10, Recipient.role(Role.STORE_MANAGER, StoreId.of("S2"))))
            .withAbout(new About("other", "7")),
        task(5, 40, Recipient.role(Role.HEAD_OFFICE)),
        task(6, 30, Recipient.staff(mia)),
        letter(7, 0, 0));
    settle(tried(task(2, 20, Recipient.staff(StaffId.of("Mia"), one)), DeliveryStatus.DONE, T0));

    assertEquals(ids(4, 6, 5, 3, 1), ids(tasks(TaskCriteria.ALL)));
    assertEquals(ids(4, 6), ids(storage().tasks(SHOP, TaskCriteria.ALL, 2)));
    assertEquals(ids(6, 1), ids(tasks(TaskCriteria.builder().staff(mia).build())));
    assertEquals(ids(3, 1), ids(tasks(TaskCriteria.builder().store(one).build())));
    assertEquals(
        ids(3), ids(tasks(TaskCriteria.builder().store(one).role(Role.STORE_MANAGER).build())));
    assertEquals(ids(5), ids(tasks(TaskCriteria.builder().role(Role.HEAD_OFFICE).build())));
    assertEquals(
        ids(), ids(tasks(TaskCriteria.builder().role(Role.STORE_MANAGER).staff(mia).build())));
    assertEquals(ids(), ids(storage().tasks(Samples.OTHER_SHOP, TaskCriteria.ALL, 9)));
    About seven = new About(About.CASE, "7");
    assertEquals(ids(3, 1), ids(tasks(TaskCriteria.builder().about(seven).build())));
    assertEquals(ids(1), ids(tasks(TaskCriteria.builder().about(seven).staff(mia).build())));
    OutboxMessage given =
        ImmutableOutboxMessage.copyOf(task(6, 30, Recipient.staff(mia)))
            .withVersion(2)
            .withTo(Recipient.role(Role.CONSULTANT, one))
            .withDueAt(t(95));
    settle(given);
    assertEquals(ids(3, 1, 6), ids(tasks(TaskCriteria.builder().store(one).build())));
    assertEquals(Optional.of(given), storage().message(SHOP, messageId(6)));
  }

  @Test
  default void required_S735_a_message_comes_back_with_all_it_holds() {
    OutboxMessage full =
        ImmutableOutboxMessage.copyOf(letter(1, 0, 0))
            .withTo(Recipient.staff(StaffId.of("m|a"), StoreId.of("S 1")))
            .withFallbacks(ChannelKind.of("we|com"), ChannelKind.EMAIL)
            .withPurpose(Purpose.STAFF)
            .withPriority(Priority.BULK)
            .withAbout(new About("case", "C-1|2"))
            .withExpiresAt(t(77))
            .withDueAt(t(66));
    OutboxMessage nobodys =
        ImmutableOutboxMessage.copyOf(letter(2, 0, 0))
            .withTo(Recipient.role(Role.HEAD_OFFICE))
            .withCustomer(Optional.empty());
    post(full, nobodys);
    assertEquals(Optional.of(full), storage().message(SHOP, messageId(1)));
    assertEquals(Optional.of(nobodys), storage().message(SHOP, messageId(2)));
    Handling handling =
        Handling.builder()
            .kind(Handling.Kind.POSTPONED)
            .key("k|1")
            .fingerprint("f")
            .staff(StaffId.of("mia"))
            .role(Role.CONSULTANT)
            .at(t(5))
            .code("busy")
            .text("call back | after 5\\")
            .build();
    OutboxMessage after =
        ImmutableOutboxMessage.copyOf(tried(full, DeliveryStatus.OPEN, t(5)))
            .withChannel(ChannelKind.TASK)
            .withFallbacks()
            .withReference("p".repeat(200))
            .withHandled(
                handling,
                ImmutableHandling.copyOf(handling)
                    .withKey("k2")
                    .withStaff(Optional.empty())
                    .withRole(Role.SYSTEM)
                    .withText(""),
                ImmutableHandling.copyOf(handling).withKey("k3").withText(Optional.empty()));
    settle(after);
    assertEquals(Optional.of(after), storage().message(SHOP, messageId(1)));
  }

  @Test
  default void required_S721_eight_threads_claim_every_message_once() {
    assumeThreads();
    int count = 100;
    post(
        LongStream.rangeClosed(1, count)
            .mapToObj(n -> letter(n, n, 0))
            .toArray(OutboxMessage[]::new));
    Attempts.assertClaimedOnce(
        count, Samples::messageId, lease -> ids(storage().claimMessages(SHOP, T0, 7, lease)));
  }

  @Test
  default void required_S722_of_eight_threads_settling_one_attempt_exactly_one_succeeds() {
    assumeThreads();
    for (int round = 1; round <= 20; round++) {
      OutboxMessage message = letter(round, 0, 0);
      post(message);
      List<Optional<StorageException>> refusals =
          race(
              thread ->
                  () -> refusal(storage(), settling(tried(message, DeliveryStatus.DELIVERED, T0))));
      assertEquals(1, refusals.stream().filter(Optional::isEmpty).count());
      refusals.forEach(
          refusal -> refusal.ifPresent(e -> assertEquals(StorageException.Kind.STALE, e.kind())));
    }
  }

  private void assertSettled(DeliveryStatus end) {
    OutboxMessage message = letter(1, 0, 0);
    OutboxMessage bystander = letter(2, 1, 1);
    post(message, bystander);
    OutboxMessage settled = tried(message, end, T0);
    settle(settled);

    assertEquals(List.of(settled), storage().messages(SHOP, end, 10));
    assertEquals(List.of(bystander), storage().messages(SHOP, DeliveryStatus.PENDING, 10));
    assertEquals(List.of(bystander), claim(t(99), 10, lease(100, 200)));
  }

  private void assertOnlyIn(DeliveryStatus status, OutboxMessage message) {
    for (DeliveryStatus other : DeliveryStatus.values()) {
      assertEquals(
          other == status ? List.of(message) : List.of(),
          storage().messages(SHOP, other, 10).stream()
              .filter(stored -> stored.id().equals(message.id()))
              .toList(),
          "messages that are " + other);
    }
  }

  /** Posts to customer 1, who is created by the first post. */
  private void post(OutboxMessage... messages) {
    boolean known = storage().file(SHOP, file(1).id()).isPresent();
    storage()
        .commit(
            (known ? ChangeSet.of(SHOP) : ChangeSet.of(SHOP).addFiles(creation(file(1))))
                .addAllMessages(Arrays.asList(messages))
                .build());
  }

  private void settle(OutboxMessage after) {
    storage().commit(settling(after));
  }

  private static ChangeSet settling(OutboxMessage after) {
    return ChangeSet.of(SHOP).addSettled(after).build();
  }

  private List<OutboxMessage> claim(Instant due, int limit, Lease lease) {
    return storage().claimMessages(SHOP, due, limit, lease);
  }

  private static OutboxMessage letter(long n, long created, long due) {
    return ImmutableOutboxMessage.copyOf(message(file(1), messageId(n)))
        .withCreatedAt(t(created))
        .withNextAttemptAt(t(due));
  }

  private static OutboxMessage letter(long n, Priority priority, long due) {
    return ImmutableOutboxMessage.copyOf(letter(n, 0, due)).withPriority(priority);
  }

  private static OutboxMessage task(long n, long due, Recipient to) {
    return ImmutableOutboxMessage.copyOf(letter(n, 0, 0))
        .withDueAt(t(due))
        .withChannel(ChannelKind.TASK)
        .withPurpose(Purpose.STAFF)
        .withStatus(DeliveryStatus.OPEN)
        .withTo(to);
  }

  private static OutboxMessage referred(OutboxMessage message, String reference) {
    return ImmutableOutboxMessage.copyOf(tried(message, DeliveryStatus.SENT, T0))
        .withReference(reference);
  }

  private Optional<OutboxMessage> byReference(String reference) {
    return storage().messageByReference(SHOP, ChannelKind.SMS, reference);
  }

  private List<OutboxMessage> tasks(TaskCriteria criteria) {
    return storage().tasks(SHOP, criteria, 9);
  }

  private static Lease lease(long from, long until) {
    return new Lease("node", t(from), t(until));
  }

  private static List<MessageId> ids(long... numbers) {
    return LongStream.of(numbers).mapToObj(Samples::messageId).toList();
  }

  private static List<MessageId> ids(List<OutboxMessage> messages) {
    return messages.stream().map(OutboxMessage::id).toList();
  }
}
