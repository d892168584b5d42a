package io.regulars.testkit;

import static io.regulars.testkit.Samples.OTHER_SHOP;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.entry;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.phone;
import static io.regulars.testkit.Samples.receipt;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.takenBack;
import static io.regulars.testkit.Samples.tried;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static io.regulars.testkit.Samples.wakingAt;
import static io.regulars.testkit.Samples.withExternalIds;
import static io.regulars.testkit.Samples.withPhones;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.regulars.spi.MerchantId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.file.TimelineEntry;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * S4xx: what was read never changes, whatever is committed afterwards or done to the answer; and no
 * call sees, claims or writes what belongs to another merchant.
 */
interface StorageIsolationRules extends StorageRules {

  /** As long as any lease of these tests. */
  Lease LEASE = new Lease("node", T0, t(60));

  @Test
  default void required_S401_what_was_read_is_not_changed_by_later_commits() {
    CustomerFile file = full(SHOP, "Before");
    storage().commit(everything(file));
    PageRequest page = PageRequest.oldest(10);
    Optional<CustomerFile> read = storage().file(SHOP, file.id());
    Optional<Visit> visit = storage().visit(SHOP, visitId(1));
    Page<Visit> visits = storage().visits(SHOP, file.id(), page);
    Page<LedgerEntry> entries = storage().entries(SHOP, file.id(), page);
    Page<FileEvent> events = storage().events(SHOP, file.id(), page);
    Page<TimelineEntry> timeline = storage().timeline(SHOP, file.id(), page);
    List<OutboxMessage> messages = storage().messages(SHOP, DeliveryStatus.PENDING, 10);
    List<OutboxMessage> letters = storage().claimMessages(SHOP, T0, 10, LEASE);
    List<CustomerFile> due = storage().claimDue(SHOP, T0, 10, LEASE);
    List<Object> expected =
        List.of(
            Optional.of(file),
            Optional.of(visit(file, visitId(1), 1)),
            new Page<>(List.of(visit(file, visitId(1), 1)), Optional.empty()),
            new Page<>(List.of(entry(file, 2)), Optional.empty()),
            new Page<>(List.of(event(file, 3)), Optional.empty()),
            new Page<>(
                List.of(
                    new TimelineEntry.OfVisit(visit(file, visitId(1), 1)),
                    new TimelineEntry.OfEntry(entry(file, 2)),
                    new TimelineEntry.OfEvent(event(file, 3))),
                Optional.empty()),
            List.of(message(file, messageId(1))),
            List.of(message(file, messageId(1))),
            List.of(file));
    List<Object> answers =
        List.of(read, visit, visits, entries, events, timeline, messages, letters, due);
    assertEquals(expected, answers, "as committed");

    CustomerFile after = wakingAt(named(next(file), "After"), t(99));
    storage()
        .commit(
            changing(file, after)
                .addVisits(visit(after, visitId(2), 4))
                .addTakenBack(takenBack(visitId(1), VisitStatus.REFUNDED))
                .addEntries(entry(after, 5))
                .addEvents(event(after, 6))
                .addMessages(message(after, messageId(2)))
                .addSettled(tried(letters.get(0), DeliveryStatus.DEAD, T0))
                .build());
    assertEquals(expected, answers, "after a later commit");

    Lease later = new Lease("node", t(60), t(90));
    List<Object> other =
        List.of(
            storage().file(SHOP, file.id()),
            storage().visit(SHOP, visitId(1)),
            storage().visits(SHOP, file.id(), page),
            storage().entries(SHOP, file.id(), page),
            storage().events(SHOP, file.id(), page),
            storage().timeline(SHOP, file.id(), page),
            storage().messages(SHOP, DeliveryStatus.PENDING, 10),
            storage().claimMessages(SHOP, T0, 10, later),
            storage().claimDue(SHOP, t(99), 10, later));
    for (int i = 0; i < answers.size(); i++) {
      assertNotEquals(answers.get(i), other.get(i), "there is something else to read now");
    }
    assertEquals(expected, answers, "after the same calls were made again");
  }

  @Test
  default void required_S402_whatever_is_done_to_an_answer_storage_keeps_what_it_has() {
    CustomerFile file = full(SHOP, "Kept");
    storage().commit(everything(file));
    tamper(storage().claimDue(SHOP, T0, 10, LEASE));
    tamper(storage().claimMessages(SHOP, T0, 10, LEASE));
    tamper(storage().messages(SHOP, DeliveryStatus.PENDING, 10));
    tamper(storage().visits(SHOP, file.id(), PageRequest.oldest(10)).items());
    tamper(storage().entries(SHOP, file.id(), PageRequest.newest(10)).items());
    tamper(storage().events(SHOP, file.id(), PageRequest.newest(10)).items());

    assertEquals(Optional.of(file), storage().file(SHOP, file.id()));
    assertEquals(
        List.of(message(file, messageId(1))), storage().messages(SHOP, DeliveryStatus.PENDING, 10));
    assertEquals(3, storage().timeline(SHOP, file.id(), PageRequest.oldest(10)).items().size());
    Lease later = new Lease("node", t(60), t(90));
    assertEquals(List.of(file), storage().claimDue(SHOP, T0, 10, later));
    assertEquals(1, storage().claimMessages(SHOP, T0, 10, later).size());
  }

  @Test
  default void required_S403_lists_a_value_was_built_from_may_change_after_the_commit() {
    List<PhoneNumber> phones = new ArrayList<>(List.of(phone(1)));
    CustomerFile file =
        ImmutableCustomerFile.copyOf(file(1))
            .withProfile(ImmutableCustomerProfile.copyOf(file(1).profile()).withPhones(phones));
    List<LedgerEntry> entries = new ArrayList<>(List.of(entry(file, 1)));
    ChangeSet change = ChangeSet.of(SHOP).addFiles(creation(file)).addAllEntries(entries).build();
    storage().commit(change);
    phones.set(0, phone(2));
    entries.set(0, entry(file, 9));

    assertEquals(
        List.of(phone(1)), storage().file(SHOP, file.id()).orElseThrow().profile().phones());
    assertEquals(Optional.empty(), storage().fileByPhone(SHOP, phone(2)));
    assertEquals(
        List.of(entry(file, 1)),
        storage().entries(SHOP, file.id(), PageRequest.oldest(10)).items());
  }

  @Test
  default void required_S411_merchants_use_the_same_ids_phones_and_keys_independently() {
    CustomerFile here = full(SHOP, "Here");
    CustomerFile there = full(OTHER_SHOP, "There");
    storage().commit(everything(here));
    Snapshot unchanged = snapshot(SHOP);
    storage().commit(everything(there));
    unchanged.assertSame(snapshot(SHOP), () -> "the other merchant wrote the same ids");

    assertEquals(Optional.of(there), storage().file(OTHER_SHOP, customer(1)));
    assertEquals(Optional.of(there), storage().fileByPhone(OTHER_SHOP, phone(1)));
    assertEquals(Optional.of(there), storage().fileByExternalId(OTHER_SHOP, card(1)));
    CustomerFile after = withPhones(named(next(there), "After"), phone(7));
    storage()
        .commit(
            changing(there, after)
                .addTakenBack(takenBack(visitId(1), VisitStatus.VOIDED))
                .addSettled(tried(message(there, messageId(1)), DeliveryStatus.DELIVERED, T0))
                .build());
    unchanged.assertSame(snapshot(SHOP), () -> "the other merchant changed everything");
    assertEquals(Optional.of(after), storage().fileByPhone(OTHER_SHOP, phone(7)));
    assertEquals(Optional.empty(), storage().fileByPhone(OTHER_SHOP, phone(1)));
  }

  @Test
  default void required_S412_no_read_finds_what_belongs_to_another_merchant() {
    storage().commit(everything(full(SHOP, "Here")));

    Snapshot nothing = snapshot(MerchantId.of("nobody"));
    nothing.assertSame(snapshot(OTHER_SHOP), () -> "another merchant wrote");
    assertEquals(Optional.empty(), storage().file(OTHER_SHOP, customer(1)));
    assertEquals(Optional.empty(), storage().fileByPhone(OTHER_SHOP, phone(1)));
    assertEquals(Optional.empty(), storage().fileByExternalId(OTHER_SHOP, card(1)));
    assertEquals(Optional.empty(), storage().receipt(OTHER_SHOP, "key"));
    assertEquals(Optional.empty(), storage().visit(OTHER_SHOP, visitId(1)));
    PageRequest page = PageRequest.oldest(10);
    assertEquals(List.of(), storage().visits(OTHER_SHOP, customer(1), page).items());
    assertEquals(List.of(), storage().entries(OTHER_SHOP, customer(1), page).items());
    assertEquals(List.of(), storage().events(OTHER_SHOP, customer(1), page).items());
    assertEquals(List.of(), storage().timeline(OTHER_SHOP, customer(1), page).items());
    assertEquals(List.of(), storage().messages(OTHER_SHOP, DeliveryStatus.PENDING, 10));
    assertEquals(List.of(), Snapshot.customers(storage(), OTHER_SHOP, CustomerCriteria.ALL));
  }

  @Test
  default void required_S413_no_claim_touches_what_belongs_to_another_merchant() {
    CustomerFile here = full(SHOP, "Here");
    CustomerFile there = full(OTHER_SHOP, "There");
    storage().commit(everything(here));
    assertEquals(List.of(), storage().claimDue(OTHER_SHOP, T0, 10, LEASE));
    assertEquals(List.of(), storage().claimMessages(OTHER_SHOP, T0, 10, LEASE));
    storage().commit(everything(there));

    assertEquals(List.of(there), storage().claimDue(OTHER_SHOP, T0, 10, LEASE));
    assertEquals(
        List.of(message(there, messageId(1))), storage().claimMessages(OTHER_SHOP, T0, 10, LEASE));
    assertEquals(List.of(here), storage().claimDue(SHOP, T0, 10, LEASE));
    assertEquals(
        List.of(message(here, messageId(1))), storage().claimMessages(SHOP, T0, 10, LEASE));

    storage()
        .commit(
            changing(there, next(there))
                .addSettled(tried(message(there, messageId(1)), DeliveryStatus.PENDING, T0))
                .build());
    assertEquals(List.of(), storage().claimDue(SHOP, T0, 10, LEASE), "claimed still");
    assertEquals(List.of(), storage().claimMessages(SHOP, T0, 10, LEASE), "claimed still");
  }

  @Test
  default void required_S414_a_change_refused_to_one_merchant_may_be_right_for_another() {
    CustomerFile here = full(SHOP, "Here");
    storage().commit(everything(here));
    CustomerFile unknown = full(OTHER_SHOP, "There");

    Attempts.assertStale(storage(), changing(unknown, next(unknown)).build());
    Attempts.assertStale(
        storage(),
        ChangeSet.of(OTHER_SHOP).addTakenBack(takenBack(visitId(1), VisitStatus.VOIDED)).build());
    Attempts.assertStale(
        storage(),
        ChangeSet.of(OTHER_SHOP)
            .addSettled(tried(message(unknown, messageId(1)), DeliveryStatus.DELIVERED, T0))
            .build());
    storage().commit(creating(unknown));
    assertEquals(Optional.of(unknown), storage().file(OTHER_SHOP, customer(1)));
  }

  private static void tamper(List<?> answer) {
    try {
      answer.clear();
    } catch (UnsupportedOperationException e) {
      assertEquals(
          UnsupportedOperationException.class, e.getClass(), "an immutable answer is best");
    }
  }

  private Snapshot snapshot(MerchantId merchant) {
    return Snapshot.of(
        storage(),
        merchant,
        new Snapshot.Probe(
            List.of(customer(1)),
            List.of(phone(1), phone(7)),
            List.of(card(1)),
            List.of(visitId(1)),
            List.of("key")));
  }

  private static CustomerFile full(MerchantId merchant, String name) {
    CustomerFile file = ImmutableCustomerFile.copyOf(file(merchant, customer(1))).withLastSeq(3);
    return wakingAt(named(withExternalIds(withPhones(file, phone(1)), card(1)), name), T0);
  }

  private static ChangeSet everything(CustomerFile file) {
    return ChangeSet.of(file.merchant())
        .addFiles(creation(file))
        .addVisits(visit(file, visitId(1), 1))
        .addEntries(entry(file, 2))
        .addEvents(event(file, 3))
        .addMessages(message(file, messageId(1)))
        .receipt(receipt(file, "key"))
        .build();
  }
}
