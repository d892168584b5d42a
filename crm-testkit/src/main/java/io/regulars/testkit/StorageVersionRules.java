package io.regulars.testkit;

import static io.regulars.testkit.Attempts.assertDuplicate;
import static io.regulars.testkit.Attempts.assertStale;
import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Attempts.refusal;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.change;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.takenBack;
import static io.regulars.testkit.Samples.visit;
import static io.regulars.testkit.Samples.visitId;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.PageRequest;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * S2xx: compare-and-set. A file is written if and only if it is still at the version the decision
 * was made upon; of several writers of one version exactly one succeeds.
 */
interface StorageVersionRules extends StorageRules {

  @Test
  default void required_S201_a_stale_version_is_refused() {
    CustomerFile read = file(1);
    CustomerFile written = named(next(read), "first");
    storage().commit(creating(read));
    storage().commit(changing(read, written).build());

    assertStale(storage(), changing(read, named(next(read), "second")).build());
    assertEquals(Optional.of(written), storage().file(SHOP, read.id()));
  }

  @Test
  default void required_S202_a_version_not_yet_reached_is_refused() {
    CustomerFile stored = file(1);
    CustomerFile ahead = ImmutableCustomerFile.copyOf(stored).withVersion(2);
    storage().commit(creating(stored));

    assertStale(storage(), changing(ahead, next(ahead)).build());
    assertEquals(Optional.of(stored), storage().file(SHOP, stored.id()));
  }

  @Test
  default void required_S203_a_change_of_a_file_that_is_not_there_is_refused() {
    CustomerFile unknown = file(1);

    assertStale(storage(), changing(unknown, next(unknown)).build());
    assertEquals(Optional.empty(), storage().file(SHOP, unknown.id()));
  }

  @Test
  default void required_S204_a_new_file_of_an_id_in_use_is_a_duplicate() {
    CustomerFile stored = file(1);
    storage().commit(creating(stored));

    assertDuplicate(StorageException.Key.ID, storage(), creating(named(file(1), "another")));
    assertEquals(Optional.of(stored), storage().file(SHOP, stored.id()));
  }

  @Test
  default void required_S205_a_file_is_at_its_next_version_after_each_commit() {
    CustomerFile file = file(1);
    storage().commit(creating(file));
    for (int i = 2; i <= 20; i++) {
      CustomerFile after = named(next(file), "version " + i);
      storage().commit(changing(file, after).build());
      file = storage().file(SHOP, after.id()).orElseThrow();
      assertEquals(after, file);
      assertEquals(i, file.version());
    }
  }

  @Test
  default void required_S206_the_second_of_two_files_is_compared_too() {
    CustomerFile one = file(1);
    CustomerFile two = file(2);
    storage().commit(creating(one, two));
    storage().commit(changing(two, next(two)).build());

    assertStale(
        storage(),
        ChangeSet.of(SHOP).addFiles(change(one, next(one)), change(two, next(two))).build());
    assertStale(
        storage(),
        ChangeSet.of(SHOP).addFiles(change(two, next(two)), change(one, next(one))).build());
    assertEquals(Optional.of(one), storage().file(SHOP, one.id()));
    assertEquals(Optional.of(next(two)), storage().file(SHOP, two.id()));
  }

  @Test
  default void required_S207_a_visit_is_taken_back_once() {
    CustomerFile file = file(1);
    Visit visit = visit(file, visitId(1), 1);
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file)).addVisits(visit).build());
    ChangeSet refund = takingBack(VisitStatus.REFUNDED);
    storage().commit(refund);

    assertStale(storage(), refund);
    assertStale(storage(), takingBack(VisitStatus.VOIDED));
    assertEquals(
        Optional.of(VisitStatus.REFUNDED), storage().visit(SHOP, visit.id()).map(Visit::status));
  }

  @Test
  default void required_S208_a_visit_taken_back_shows_its_status_wherever_it_is_read() {
    CustomerFile file = file(1);
    for (int i = 1; i <= 3; i++) {
      storage()
          .commit(
              (i == 1 ? ChangeSet.of(SHOP).addFiles(creation(file)) : ChangeSet.of(SHOP))
                  .addVisits(visit(file, visitId(i), i))
                  .build());
    }
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addTakenBack(
                    takenBack(visitId(1), VisitStatus.VOIDED),
                    takenBack(visitId(3), VisitStatus.REFUNDED))
                .build());

    List<VisitStatus> expected =
        List.of(VisitStatus.VOIDED, VisitStatus.RECORDED, VisitStatus.REFUNDED);
    assertEquals(
        expected,
        storage().visits(SHOP, customer(1), PageRequest.oldest(5)).items().stream()
            .map(Visit::status)
            .toList());
    for (int i = 0; i < 3; i++) {
      assertEquals(
          Optional.of(expected.get(i)), storage().visit(SHOP, visitId(i + 1)).map(Visit::status));
    }
    assertEquals(Optional.of(visit(file, visitId(2), 2)), storage().visit(SHOP, visitId(2)));
  }

  @Test
  default void required_S211_of_eight_threads_changing_one_file_none_loses_a_change() {
    assumeThreads();
    int each = 25;
    storage().commit(creating(file(1)));

    List<List<Long>> versions =
        race(
            thread ->
                () -> {
                  List<Long> mine = new ArrayList<>();
                  while (mine.size() < each) {
                    CustomerFile read =
                        Attempts.persistently(() -> storage().file(SHOP, customer(1)))
                            .orElseThrow();
                    CustomerFile after =
                        ImmutableCustomerFile.copyOf(next(read)).withLastSeq(read.lastSeq() + 1);
                    if (succeeds(changing(read, after).build())) {
                      mine.add(after.version());
                    }
                  }
                  return mine;
                });

    long writes = (long) each * Attempts.THREADS;
    CustomerFile last = storage().file(SHOP, customer(1)).orElseThrow();
    assertEquals(1 + writes, last.version());
    assertEquals(writes, last.lastSeq(), "no change is lost");
    assertEquals(
        LongStream.rangeClosed(2, 1 + writes).boxed().toList(),
        versions.stream().flatMap(List::stream).sorted().toList(),
        "each version has one writer");
  }

  @Test
  default void required_S212_of_eight_threads_writing_one_version_exactly_one_succeeds() {
    assumeThreads();
    CustomerFile file = file(1);
    storage().commit(creating(file));
    for (int round = 0; round < 20; round++) {
      CustomerFile read = file;
      List<Boolean> successes =
          race(
              thread ->
                  () -> succeeds(changing(read, named(next(read), "thread " + thread)).build()));
      file = storage().file(SHOP, file.id()).orElseThrow();

      assertEquals(1, successes.stream().filter(success -> success).count());
      assertEquals("thread " + successes.indexOf(true), file.profile().name());
    }
  }

  @Test
  default void required_S213_of_eight_threads_creating_one_file_exactly_one_succeeds() {
    assumeThreads();
    for (int round = 1; round <= 20; round++) {
      CustomerFile file = file(round);
      List<Optional<StorageException>> refusals =
          race(thread -> () -> refusal(storage(), creating(named(file, "thread " + thread))));
      assertEquals(1, refusals.stream().filter(Optional::isEmpty).count());
      refusals.forEach(
          refusal ->
              assertEquals(
                  Kind.DUPLICATE, refusal.map(StorageException::kind).orElse(Kind.DUPLICATE)));
      assertEquals(
          "thread " + refusals.indexOf(Optional.<StorageException>empty()),
          storage().file(SHOP, file.id()).orElseThrow().profile().name());
    }
  }

  @Test
  default void required_S214_two_files_changed_together_by_many_threads_stay_together() {
    assumeThreads();
    CustomerFile one = file(1);
    CustomerFile two = file(2);
    storage().commit(creating(one, two));

    List<Integer> successes =
        race(
            thread ->
                () -> {
                  int mine = 0;
                  while (mine < 10) {
                    CustomerFile a = storage().file(SHOP, one.id()).orElseThrow();
                    CustomerFile b = storage().file(SHOP, two.id()).orElseThrow();
                    ChangeSet change =
                        thread % 2 == 0
                            ? ChangeSet.of(SHOP)
                                .addFiles(change(a, next(a)), change(b, next(b)))
                                .build()
                            : ChangeSet.of(SHOP)
                                .addFiles(change(b, next(b)), change(a, next(a)))
                                .build();
                    if (succeeds(change)) {
                      mine++;
                    }
                  }
                  return mine;
                });

    long writes = successes.stream().mapToInt(Integer::intValue).sum();
    assertEquals(10L * Attempts.THREADS, writes);
    assertEquals(1 + writes, storage().file(SHOP, one.id()).orElseThrow().version());
    assertEquals(1 + writes, storage().file(SHOP, two.id()).orElseThrow().version());
  }

  @Test
  default void required_S209_a_visit_comes_back_in_parts_each_the_next_of_the_last() {
    CustomerFile file = file(1);
    Visit visit = visit(file, visitId(1), 1);
    storage().commit(ChangeSet.of(SHOP).addFiles(creation(file)).addVisits(visit).build());
    VisitTakenBack first = takenBack(visitId(1), VisitStatus.PARTLY_REFUNDED, 1);
    VisitTakenBack second = takenBack(visitId(1), VisitStatus.PARTLY_REFUNDED, 2);
    VisitTakenBack last = takenBack(visitId(1), VisitStatus.REFUNDED, 3);

    assertStale(storage(), ChangeSet.of(SHOP).addTakenBack(second).build());
    storage().commit(ChangeSet.of(SHOP).addTakenBack(first).build());
    assertStale(storage(), ChangeSet.of(SHOP).addTakenBack(first).build());
    storage().commit(ChangeSet.of(SHOP).addTakenBack(second).build());
    storage().commit(ChangeSet.of(SHOP).addTakenBack(last).build());
    assertStale(
        storage(),
        ChangeSet.of(SHOP).addTakenBack(takenBack(visitId(1), VisitStatus.VOIDED, 4)).build());

    Visit expected =
        Visit.builder()
            .from(visit)
            .addReturns(first.what(), second.what(), last.what())
            .status(VisitStatus.REFUNDED)
            .build();
    assertEquals(Optional.of(expected), storage().visit(SHOP, visitId(1)));
    assertEquals(
        List.of(expected), storage().visits(SHOP, customer(1), PageRequest.oldest(5)).items());
  }

  @Test
  default void required_S215_of_eight_threads_taking_back_one_visit_exactly_one_succeeds() {
    assumeThreads();
    CustomerFile file = file(1);
    storage().commit(creating(file));
    for (int round = 1; round <= 20; round++) {
      VisitTakenBack refund = takenBack(visitId(round), VisitStatus.REFUNDED);
      storage().commit(ChangeSet.of(SHOP).addVisits(visit(file, visitId(round), round)).build());
      List<Boolean> successes =
          race(thread -> () -> succeeds(ChangeSet.of(SHOP).addTakenBack(refund).build()));
      assertEquals(1, successes.stream().filter(success -> success).count());
    }
  }

  private boolean succeeds(ChangeSet change) {
    Optional<StorageException> refusal = refusal(storage(), change);
    refusal.ifPresent(e -> assertEquals(Kind.STALE, e.kind()));
    return refusal.isEmpty();
  }

  private static ChangeSet takingBack(VisitStatus status) {
    return ChangeSet.of(SHOP).addTakenBack(takenBack(visitId(1), status)).build();
  }
}
