package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Attempts.refusal;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.card;
import static io.regulars.testkit.Samples.change;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.entry;
import static io.regulars.testkit.Samples.event;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.message;
import static io.regulars.testkit.Samples.messageId;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.MerchantId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.StorageException;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * S1xx: all of a change set becomes visible, or nothing. Each part is committed together with each
 * fault in turn; afterwards every read answers as before, and the part alone, committed again, goes
 * through.
 */
interface StorageAtomicityRules extends StorageRules {

  @Test
  default void required_S101_a_refused_commit_leaves_no_changed_file() {
    assertNothingLeftOf(Part.FILE);
  }

  @Test
  default void required_S102_a_refused_commit_leaves_no_new_file() {
    assertNothingLeftOf(Part.NEW_FILE);
  }

  @Test
  default void required_S103_a_refused_commit_leaves_no_visit() {
    assertNothingLeftOf(Part.VISIT);
  }

  @Test
  default void required_S104_a_refused_commit_takes_no_visit_back() {
    assertNothingLeftOf(Part.TAKEN_BACK);
  }

  @Test
  default void required_S105_a_refused_commit_leaves_no_ledger_entry() {
    assertNothingLeftOf(Part.ENTRY);
  }

  @Test
  default void required_S106_a_refused_commit_leaves_no_event() {
    assertNothingLeftOf(Part.EVENT);
  }

  @Test
  default void required_S107_a_refused_commit_leaves_no_message() {
    assertNothingLeftOf(Part.MESSAGE);
  }

  @Test
  default void required_S108_a_refused_commit_settles_no_message() {
    assertNothingLeftOf(Part.SETTLED);
  }

  @Test
  default void required_S109_a_refused_commit_leaves_no_receipt() {
    assertNothingLeftOf(Part.RECEIPT);
  }

  @Test
  default void required_S110_a_refused_commit_ends_no_claim() {
    Lease lease = new Lease("node", T0, t(60));
    for (Fault fault : Fault.values()) {
      World world = new World(storage(), "claims and " + fault);
      assertEquals(1, storage().claimDue(world.merchant, T0, 10, lease).size(), "claimed");
      assertEquals(2, storage().claimMessages(world.merchant, T0, 10, lease).size(), "claimed");

      ImmutableChangeSet.Builder change = ChangeSet.of(world.merchant);
      Part.FILE.addTo(change, world);
      Part.SETTLED.addTo(change, world);
      fault.addTo(change, world);
      assertEquals(
          Optional.of(fault.kind), refusal(storage(), change.build()).map(StorageException::kind));

      assertEquals(
          List.of(), storage().claimDue(world.merchant, T0, 10, lease), "still leased: " + fault);
      assertEquals(
          List.of(), storage().claimMessages(world.merchant, T0, 10, lease), "still: " + fault);
    }
  }

  @Test
  default void required_S111_all_parts_of_a_change_set_become_visible() {
    World world = new World(storage(), "everything");
    ImmutableChangeSet.Builder change = ChangeSet.of(world.merchant);
    for (Part part : Part.values()) {
      part.addTo(change, world);
    }
    ChangeSet all = change.build();
    storage().commit(all);

    assertEquals(Optional.of(world.changed), storage().file(world.merchant, world.changed.id()));
    assertEquals(Optional.of(world.fresh), storage().file(world.merchant, world.fresh.id()));
    assertEquals(Optional.of(world.fresh), storage().fileByPhone(world.merchant, phone(9)));
    assertEquals(Optional.of(world.fresh), storage().fileByExternalId(world.merchant, card(9)));
    assertEquals(Optional.of(all.visits().get(0)), storage().visit(world.merchant, visitId(10)));
    assertEquals(
        Optional.of(VisitStatus.VOIDED),
        storage().visit(world.merchant, visitId(1)).map(Visit::status));
    assertEquals(
        all.entries().get(0),
        storage().entries(world.merchant, customer(1), PageRequest.newest(1)).items().get(0));
    assertEquals(
        all.events(), storage().events(world.merchant, customer(1), PageRequest.newest(1)).items());
    assertEquals(all.settled(), storage().messages(world.merchant, DeliveryStatus.DELIVERED, 10));
    assertTrue(
        storage().messages(world.merchant, DeliveryStatus.PENDING, 10).containsAll(all.messages()));
    assertEquals(all.receipt(), storage().receipt(world.merchant, "k-new"));
  }

  @Test
  default void required_S112_an_empty_change_set_changes_nothing() {
    World world = new World(storage(), "nothing");
    Snapshot before = world.snapshot();
    storage().commit(ChangeSet.of(world.merchant).build());
    before.assertSame(world.snapshot(), () -> "an empty change set");
  }

  @Test
  default void required_S113_who_sees_a_file_sees_the_lines_committed_with_it() {
    assumeThreads();
    CustomerFile first = file(1);
    storage().commit(creating(first));
    int commits = 200;
    AtomicBoolean done = new AtomicBoolean();
    List<Long> seen =
        race(
            thread ->
                () -> {
                  if (thread == 0) {
                    try {
                      return appendPairs(first, commits);
                    } finally {
                      done.set(true);
                    }
                  }
                  long last = 0;
                  while (!done.get()) {
                    last = storage().file(first.merchant(), first.id()).orElseThrow().lastSeq();
                    assertLinesThrough(last);
                  }
                  return last;
                });
    assertEquals(2L * commits, seen.get(0));
    assertLinesThrough(2L * commits);
  }

  /** Appends a visit and an entry with each commit; returns the number of the last line. */
  private long appendPairs(CustomerFile first, int commits) {
    CustomerFile file = first;
    for (int i = 1; i <= commits; i++) {
      CustomerFile after = ImmutableCustomerFile.copyOf(next(file)).withLastSeq(2L * i);
      storage()
          .commit(
              changing(file, after)
                  .addVisits(visit(after, visitId(i), 2L * i - 1))
                  .addEntries(entry(after, 2L * i))
                  .build());
      file = after;
    }
    return file.lastSeq();
  }

  private void assertLinesThrough(long last) {
    PageRequest newest = PageRequest.newest(1);
    Page<Visit> visits = storage().visits(Samples.SHOP, customer(1), newest);
    Page<LedgerEntry> entries = storage().entries(Samples.SHOP, customer(1), newest);
    assertTrue(
        last == 0 || visits.items().get(0).seq() >= last - 1, "a visit is missing at " + last);
    assertTrue(last == 0 || entries.items().get(0).seq() >= last, "an entry is missing at " + last);
  }

  private void assertNothingLeftOf(Part part) {
    for (Fault fault : Fault.values()) {
      if (part == Part.RECEIPT && fault == Fault.RECEIPT_TAKEN) {
        continue;
      }
      World world = new World(storage(), part + " and " + fault);
      ImmutableChangeSet.Builder change = ChangeSet.of(world.merchant);
      part.addTo(change, world);
      fault.addTo(change, world);
      Snapshot before = world.snapshot();

      Optional<StorageException> refusal = refusal(storage(), change.build());

      assertEquals(
          Optional.of(fault.kind), refusal.map(StorageException::kind), part + " and " + fault);
      assertEquals(fault.key, refusal.flatMap(StorageException::duplicate), part + " and " + fault);
      before.assertSame(world.snapshot(), () -> part + " and " + fault);

      ImmutableChangeSet.Builder again = ChangeSet.of(world.merchant);
      part.addTo(again, world);
      assertEquals(Optional.empty(), refusal(storage(), again.build()), part + " without a fault");
    }
  }

  /** Two customers of a merchant of their own, with something of every sort already stored. */
  final class World {

    final Storage storage;
    final MerchantId merchant;
    final CustomerFile one;
    final CustomerFile changed;
    final CustomerFile two;
    final CustomerFile fresh;
    final OutboxMessage letter;
    final OutboxMessage otherLetter;

    World(Storage storage, String merchant) {
      this.storage = storage;
      this.merchant = MerchantId.of(merchant);
      CustomerFile newOne = ImmutableCustomerFile.copyOf(keyed(1)).withLastSeq(3).withWakeAt(T0);
      CustomerFile newTwo = keyed(2);
      one = newOne;
      changed = Samples.named(wakingAt(next(one), t(5)), "Changed");
      two = next(newTwo);
      fresh = wakingAt(keyed(9), T0);
      letter = message(one, messageId(1));
      otherLetter = message(one, messageId(2));
      storage.commit(
          ChangeSet.of(this.merchant)
              .addFiles(creation(newOne), creation(newTwo))
              .addVisits(visit(one, visitId(1), 1), visit(one, visitId(2), 2))
              .addEntries(entry(one, 3))
              .addMessages(letter, otherLetter)
              .receipt(receipt(one, "k-used"))
              .build());
      storage.commit(
          changing(newTwo, two).addTakenBack(takenBack(visitId(2), VisitStatus.REFUNDED)).build());
    }

    CustomerFile keyed(int n) {
      return withExternalIds(withPhones(file(merchant, customer(n)), phone(n)), card(n));
    }

    Snapshot snapshot() {
      return Snapshot.of(
          storage,
          merchant,
          new Snapshot.Probe(
              LongStream.rangeClosed(1, 9).mapToObj(Samples::customer).toList(),
              LongStream.rangeClosed(1, 9).mapToObj(Samples::phone).toList(),
              LongStream.rangeClosed(1, 9).mapToObj(Samples::card).toList(),
              LongStream.rangeClosed(1, 12).mapToObj(Samples::visitId).toList(),
              List.of("k-used", "k-new")));
    }
  }

  /** A part of a change set that is in order. */
  enum Part {
    FILE {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addFiles(change(world.one, world.changed));
      }
    },
    NEW_FILE {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addFiles(creation(world.fresh));
      }
    },
    VISIT {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addVisits(visit(world.one, visitId(10), 10));
      }
    },
    TAKEN_BACK {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addTakenBack(takenBack(visitId(1), VisitStatus.VOIDED));
      }
    },
    ENTRY {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addEntries(entry(world.one, 11));
      }
    },
    EVENT {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addEvents(event(world.one, 12));
      }
    },
    MESSAGE {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addMessages(message(world.one, messageId(10)));
      }
    },
    SETTLED {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addSettled(tried(world.letter, DeliveryStatus.DELIVERED, t(1)));
      }
    },
    RECEIPT {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.receipt(receipt(world.one, "k-new"));
      }
    };

    abstract void addTo(ImmutableChangeSet.Builder change, World world);
  }

  /** A part for which a change set must be refused. */
  enum Fault {
    STALE_VERSION(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        CustomerFile read = ImmutableCustomerFile.copyOf(world.two).withVersion(1);
        change.addFiles(change(read, next(read)));
      }
    },
    UNKNOWN_FILE(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        CustomerFile read = file(world.merchant, customer(8));
        change.addFiles(change(read, next(read)));
      }
    },
    VISIT_TAKEN_BACK_BEFORE(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addTakenBack(takenBack(visitId(2), VisitStatus.VOIDED));
      }
    },
    UNKNOWN_VISIT_TAKEN_BACK(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addTakenBack(takenBack(visitId(11), VisitStatus.VOIDED));
      }
    },
    WRONG_ATTEMPTS(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addSettled(
            tried(
                tried(world.otherLetter, DeliveryStatus.PENDING, T0),
                DeliveryStatus.DELIVERED,
                T0));
      }
    },
    UNKNOWN_MESSAGE_SETTLED(StorageException.Kind.STALE, Optional.empty()) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addSettled(tried(message(world.one, messageId(11)), DeliveryStatus.DELIVERED, T0));
      }
    },
    RECEIPT_TAKEN(StorageException.Key.RECEIPT) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.receipt(receipt(world.two, "k-used"));
      }
    },
    PHONE_TAKEN(StorageException.Key.PHONE) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addFiles(
            creation(withPhones(file(world.merchant, customer(7)), phone(7), phone(2))));
      }
    },
    EXTERNAL_ID_TAKEN(StorageException.Key.EXTERNAL_ID) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addFiles(
            creation(withExternalIds(file(world.merchant, customer(7)), card(7), card(2))));
      }
    },
    FILE_EXISTS(StorageException.Key.ID) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addFiles(creation(file(world.merchant, customer(2))));
      }
    },
    VISIT_EXISTS(StorageException.Key.ID) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addVisits(visit(world.two, visitId(2), 1));
      }
    },
    LINE_EXISTS(StorageException.Key.ID) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addEntries(entry(world.one, 3));
      }
    },
    MESSAGE_EXISTS(StorageException.Key.ID) {
      @Override
      void addTo(ImmutableChangeSet.Builder change, World world) {
        change.addMessages(message(world.two, messageId(2)));
      }
    };

    final StorageException.Kind kind;
    final Optional<StorageException.Key> key;

    Fault(StorageException.Kind kind, Optional<StorageException.Key> key) {
      this.kind = kind;
      this.key = key;
    }

    Fault(StorageException.Key key) {
      this(StorageException.Kind.DUPLICATE, Optional.of(key));
    }

    abstract void addTo(ImmutableChangeSet.Builder change, World world);
  }
}
