package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.StorageException;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.ImmutableCustomerCriteria;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * One merchant's random history, on a storage and on its model at once. Customers, phones, cards,
 * keys and instants are few, so that they collide.
 */
final class RandomHistory {

  private static final int CUSTOMERS = 4;
  private static final List<String> TIERS = List.of("none", "silver", "gold");

  private final Storage storage;
  private final NaiveStorage model;
  private final MerchantId merchant;
  private final Random random;
  private final List<CustomerFile> everRead = new ArrayList<>();
  private final List<ChangeSet> everTried = new ArrayList<>();
  private int visitsMade;
  private int messagesMade;
  private long now;
  private Object last = "nothing yet";

  RandomHistory(Storage storage, MerchantId merchant, Random random) {
    this.storage = storage;
    this.model = new NaiveStorage(merchant);
    this.merchant = merchant;
    this.random = random;
  }

  /** What the last step did, for the report of a failure. */
  String last() {
    return last.toString();
  }

  /** Does one thing on both sides; both must take it alike. */
  void step() {
    now += random.nextInt(3);
    switch (random.nextInt(10)) {
      case 0, 1 -> claimFiles();
      case 2, 3 -> claimMessages();
      case 4 -> readSomewhere();
      case 5 -> commit(everTried.isEmpty() ? anything() : oneOf(everTried));
      default -> commit(anything());
    }
  }

  /** Compares every read. */
  void compare() {
    Snapshot.Probe probe =
        new Snapshot.Probe(
            LongStream.rangeClosed(1, CUSTOMERS).mapToObj(Samples::customer).toList(),
            LongStream.rangeClosed(1, 5).mapToObj(Samples::phone).toList(),
            LongStream.rangeClosed(1, 3).mapToObj(Samples::card).toList(),
            recentVisits(),
            List.of("k0", "k1", "k2", "k3", "k4", "k5"));
    Snapshot.of(model, merchant, probe)
        .assertSame(Snapshot.of(storage, merchant, probe), this::last);
  }

  private List<VisitId> recentVisits() {
    return LongStream.rangeClosed(Math.max(0, visitsMade - 5), visitsMade)
        .mapToObj(Samples::visitId)
        .toList();
  }

  private void commit(ChangeSet change) {
    last = change;
    everTried.add(change);
    Set<String> expected = model.refusals(change);
    Optional<StorageException> refusal = Attempts.refusal(storage, change);
    if (expected.isEmpty()) {
      assertEquals(Optional.empty(), refusal, this::last);
      model.commit(change);
      change.files().forEach(file -> everRead.add(file.after()));
    } else {
      assertTrue(
          refusal.map(NaiveStorage::name).filter(expected::contains).isPresent(),
          () -> "expected one of " + expected + ", not " + refusal + ", of " + last);
    }
  }

  private void claimFiles() {
    Instant due = at(random.nextInt(12));
    int limit = 1 + random.nextInt(3);
    Lease lease = lease();
    last = "claim of files due " + due + ", limit " + limit + ", " + lease;
    List<CustomerFile> expected = model.claimable(due, lease);
    List<CustomerFile> claimed = storage.claimDue(merchant, due, limit, lease);
    assertEquals(
        expected.stream().limit(limit).map(CustomerFile::wakeAt).toList(),
        claimed.stream().map(CustomerFile::wakeAt).toList(),
        this::last);
    assertTrue(expected.containsAll(claimed), this::last);
    assertEquals(claimed.size(), new HashSet<>(claimed).size(), this::last);
    model.claimed(claimed, lease);
  }

  private void claimMessages() {
    Instant due = at(random.nextInt(12));
    int limit = 1 + random.nextInt(3);
    Lease lease = lease();
    last = "claim of messages due " + due + ", limit " + limit + ", " + lease;
    List<OutboxMessage> expected = model.claimableMessages(due, lease);
    List<OutboxMessage> claimed = storage.claimMessages(merchant, due, limit, lease);
    assertEquals(
        expected.stream().limit(limit).map(m -> List.of(m.priority(), m.nextAttemptAt())).toList(),
        claimed.stream().map(m -> List.of(m.priority(), m.nextAttemptAt())).toList(),
        this::last);
    assertTrue(expected.containsAll(claimed), this::last);
    assertEquals(claimed.size(), new HashSet<>(claimed).size(), this::last);
    model.claimedMessages(claimed, lease);
  }

  private void readSomewhere() {
    CustomerId customer = Samples.customer(1 + random.nextInt(CUSTOMERS));
    PageRequest page =
        new PageRequest(
            random.nextInt(25), 1 + random.nextInt(4), oneOf(List.of(PageRequest.Order.values())));
    last = "read of " + customer + " by " + page;
    assertEquals(
        model.visits(merchant, customer, page),
        storage.visits(merchant, customer, page),
        this::last);
    assertEquals(
        model.entries(merchant, customer, page),
        storage.entries(merchant, customer, page),
        this::last);
    assertEquals(
        model.events(merchant, customer, page),
        storage.events(merchant, customer, page),
        this::last);
    assertEquals(
        model.timeline(merchant, customer, page),
        storage.timeline(merchant, customer, page),
        this::last);
    Instant since = at(-random.nextInt(6));
    assertEquals(
        model.messagesOf(merchant, customer, since),
        storage.messagesOf(merchant, customer, since),
        this::last);
    String reference = "r" + random.nextInt(3);
    assertEquals(
        model.messageByReference(merchant, ChannelKind.SMS, reference),
        storage.messageByReference(merchant, ChannelKind.SMS, reference),
        this::last);
    assertEquals(
        model.tasks(merchant, TaskCriteria.ALL, 3).stream().map(OutboxMessage::dueAt).toList(),
        storage.tasks(merchant, TaskCriteria.ALL, 3).stream().map(OutboxMessage::dueAt).toList(),
        this::last);
    ImmutableCustomerCriteria.Builder criteria = CustomerCriteria.builder();
    if (random.nextBoolean()) {
      criteria.addTiers(TierCode.of(oneOf(TIERS)));
    }
    if (random.nextBoolean()) {
      criteria.addStages(oneOf(List.of(Stage.values())), oneOf(List.of(Stage.values())));
    }
    if (random.nextInt(3) == 0) {
      criteria.homeStore(StoreId.of("S" + random.nextInt(2)));
    }
    if (random.nextInt(3) == 0) {
      criteria.lastVisitFrom(at(random.nextInt(12)));
    }
    if (random.nextInt(3) == 0) {
      criteria.lastVisitBefore(at(random.nextInt(12)));
    }
    assertEquals(
        Snapshot.customers(model, merchant, criteria.build()),
        Snapshot.customers(storage, merchant, criteria.build()),
        this::last);
  }

  /**
   * A change set of up to two files with lines, messages and a receipt, some of it out of order.
   */
  private ChangeSet anything() {
    ImmutableChangeSet.Builder change = ChangeSet.of(merchant);
    boolean takesBack = random.nextInt(4) == 0;
    if (takesBack) {
      change.addTakenBack(
          Samples.takenBack(
              Samples.visitId(random.nextInt(visitsMade + 1)),
              List.of(VisitStatus.PARTLY_REFUNDED, VisitStatus.REFUNDED, VisitStatus.VOIDED)
                  .get(random.nextInt(3)),
              1 + random.nextInt(2)));
    }
    boolean settles = random.nextInt(3) == 0;
    if (settles) {
      settle(change);
    }
    int first = 1 + random.nextInt(CUSTOMERS);
    file(change, Samples.customer(first), !takesBack, !settles);
    if (random.nextInt(3) == 0) {
      file(change, Samples.customer(1 + first % CUSTOMERS), !takesBack, !settles);
    }
    if (random.nextInt(3) == 0) {
      change.receipt(
          Samples.receipt(
              Samples.file(merchant, Samples.customer(first)), "k" + random.nextInt(6)));
    }
    return change.build();
  }

  /**
   * The customer's next state, mostly upon what is stored, with the lines that belong to it; some
   * visits and messages under an id in use, if that makes no part contradict another.
   */
  private void file(
      ImmutableChangeSet.Builder change,
      CustomerId customer,
      boolean visitsRepeat,
      boolean messagesRepeat) {
    Optional<CustomerFile> before = model.file(merchant, customer);
    if (random.nextInt(8) == 0) {
      before =
          everRead.stream()
              .filter(file -> file.id().equals(customer))
              .skip(random.nextInt(3))
              .findFirst();
    }
    if (random.nextInt(40) == 0) {
      before = Optional.empty();
    }
    CustomerFile base = before.map(Samples::next).orElse(Samples.file(merchant, customer));
    long seq = base.lastSeq();
    CustomerFile after = restated(base);
    if (random.nextInt(2) == 0) {
      long id =
          visitsRepeat && random.nextInt(20) == 0 ? random.nextInt(visitsMade + 1) : ++visitsMade;
      change.addVisits(Samples.visit(after, Samples.visitId(id), ++seq));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      change.addEntries(Samples.entry(after, ++seq));
    }
    if (random.nextInt(4) == 0) {
      change.addEvents(Samples.event(after, ++seq));
    }
    if (random.nextInt(4) == 0) {
      long id =
          messagesRepeat && random.nextInt(10) == 0
              ? random.nextInt(messagesMade + 1)
              : ++messagesMade;
      change.addMessages(
          ImmutableOutboxMessage.copyOf(Samples.message(after, Samples.messageId(id)))
              .withCreatedAt(at(0))
              .withPriority(oneOf(List.of(Priority.values())))
              .withDueAt(at(random.nextInt(5)))
              .withNextAttemptAt(at(random.nextInt(5))));
    }
    change.addFiles(new FileChange(before, ImmutableCustomerFile.copyOf(after).withLastSeq(seq)));
  }

  private CustomerFile restated(CustomerFile base) {
    ImmutableCustomerFile file = ImmutableCustomerFile.copyOf(base).withAsOf(at(0));
    switch (random.nextInt(3)) {
      case 0 -> file = file.withWakeAt(at(random.nextInt(8)));
      case 1 -> file = file.withWakeAt(Optional.empty());
      default -> {}
    }
    if (random.nextInt(2) == 0) {
      Stage stage = oneOf(List.of(Stage.values()));
      Optional<Instant> visited =
          stage == Stage.PROSPECT ? Optional.empty() : Optional.of(at(random.nextInt(4)));
      file =
          file.withTier(TierStanding.of(TierCode.of(oneOf(TIERS)), at(0)))
              .withStage(new StageStanding(stage, at(0), visited, visited));
    }
    if (base.version() == 1 || random.nextInt(3) == 0) {
      file = file.withProfile(profile());
    }
    return file;
  }

  private CustomerProfile profile() {
    Set<PhoneNumber> phones = new HashSet<>();
    Set<ExternalId> cards = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      phones.add(Samples.phone(1 + random.nextInt(5)));
    }
    if (random.nextInt(2) == 0) {
      cards.add(Samples.card(1 + random.nextInt(3)));
    }
    return CustomerProfile.builder()
        .name("name " + random.nextInt(100))
        .phones(phones)
        .externalIds(cards)
        .homeStore(
            random.nextBoolean()
                ? Optional.of(StoreId.of("S" + random.nextInt(2)))
                : Optional.empty())
        .build();
  }

  private void settle(ImmutableChangeSet.Builder change) {
    DeliveryStatus stored = random.nextInt(4) == 0 ? DeliveryStatus.DEAD : DeliveryStatus.PENDING;
    List<OutboxMessage> messages = model.messages(merchant, stored, 1_000);
    if (messages.isEmpty()) {
      return;
    }
    OutboxMessage after =
        Samples.tried(
            oneOf(messages), oneOf(List.of(DeliveryStatus.values())), at(random.nextInt(5)));
    change.addSettled(
        random.nextInt(6) == 0
            ? ImmutableOutboxMessage.copyOf(after).withVersion(after.version() + 1)
            : ImmutableOutboxMessage.copyOf(after).withReference("r" + random.nextInt(3)));
  }

  private Lease lease() {
    long from = now + random.nextInt(3);
    return new Lease("node", Samples.t(from), Samples.t(from + 1 + random.nextInt(4)));
  }

  private Instant at(long ahead) {
    return Samples.t(now + ahead);
  }

  private <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
