package io.regulars.testkit;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.complaint;
import static io.regulars.testkit.Samples.creation;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.noted;
import static io.regulars.testkit.Samples.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.MerchantId;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S12xx: complaints. A case comes back with its whole log, under the same rules as a file. */
interface StorageCaseRules extends StorageRules {

  @Test
  default void required_S1201_a_case_comes_back_as_it_was_written() {
    CaseFile full =
        ImmutableCaseFile.builder()
            .from(noted(complaint(1)))
            .version(1)
            .wakeAt(t(90))
            .state(CaseState.NEGOTIATING)
            .severity(Severity.URGENT)
            .owner(StaffId.of("Li"))
            .waiting(true)
            .build();
    CaseFile anonymous =
        ImmutableCaseFile.copyOf(complaint(2)).withCustomer(Optional.empty()).withChannel("box");
    commit(opening(full), opening(anonymous));

    assertEquals(Optional.of(full), storage().complaint(SHOP, full.id()));
    assertEquals(Optional.of(anonymous), storage().complaint(SHOP, anonymous.id()));
    assertEquals(Optional.empty(), storage().complaint(SHOP, complaint(3).id()));
  }

  @Test
  default void required_S1202_a_change_adds_to_the_log() {
    CaseFile one = complaint(1);
    commit(opening(one));
    CaseFile two = noted(one);
    CaseFile three = noted(noted(two));
    commit(new CaseChange(Optional.of(one), two));
    commit(
        new CaseChange(
            Optional.of(two), ImmutableCaseFile.copyOf(three).withVersion(two.version() + 1)));

    assertEquals(4, storage().complaint(SHOP, one.id()).orElseThrow().events().size());
    assertEquals(three.events(), storage().complaint(SHOP, one.id()).orElseThrow().events());
  }

  @Test
  default void required_S1203_a_stale_case_is_refused_and_nothing_is_written() {
    CaseFile one = complaint(1);
    commit(opening(one));
    commit(new CaseChange(Optional.of(one), noted(one)));

    StorageException stale =
        assertThrows(
            StorageException.class,
            () ->
                storage()
                    .commit(
                        ChangeSet.of(SHOP)
                            .addFiles(creation(file(9)))
                            .addCases(new CaseChange(Optional.of(one), noted(one)))
                            .build()));
    assertEquals(StorageException.Kind.STALE, stale.kind());
    assertEquals(Optional.empty(), storage().file(SHOP, file(9).id()));
    assertEquals(2, storage().complaint(SHOP, one.id()).orElseThrow().events().size());
  }

  @Test
  default void required_S1204_a_case_is_opened_once() {
    commit(opening(complaint(1)));
    StorageException duplicate =
        assertThrows(StorageException.class, () -> commit(opening(complaint(1))));
    assertEquals(Optional.of(StorageException.Key.ID), duplicate.duplicate());
  }

  @Test
  default void required_S1205_a_case_and_a_file_are_written_together_or_not_at_all() {
    storage()
        .commit(
            ChangeSet.of(SHOP).addFiles(creation(file(1))).addCases(opening(complaint(1))).build());
    assertEquals(1, list(CaseCriteria.ALL).size());

    assertThrows(
        StorageException.class,
        () ->
            storage()
                .commit(
                    ChangeSet.of(SHOP)
                        .addFiles(creation(file(1)))
                        .addCases(opening(complaint(2)))
                        .build()));
    assertEquals(1, list(CaseCriteria.ALL).size());
  }

  @Test
  default void required_S1206_a_receipt_of_a_case_comes_back() {
    CommandReceipt receipt =
        CommandReceipt.builder()
            .key("case/open/K-1")
            .fingerprint("f")
            .complaint(complaint(1).id())
            .fromSeq(1)
            .throughSeq(1)
            .committedAt(t(1))
            .build();
    storage().commit(ChangeSet.of(SHOP).addCases(opening(complaint(1))).receipt(receipt).build());
    assertEquals(Optional.of(receipt), storage().receipt(SHOP, "case/open/K-1"));
  }

  @Test
  default void required_S1207_cases_are_listed_by_rising_id_and_all_criteria() {
    LongStream.rangeClosed(1, 450).forEach(n -> commit(opening(varied(n))));
    List<CaseFile> all = list(CaseCriteria.ALL);
    assertEquals(LongStream.rangeClosed(1, 450).mapToObj(n -> varied(n)).toList(), all);

    List<CaseCriteria> criteria =
        List.of(
            CaseCriteria.builder().customer(complaint(7).customer()).build(),
            CaseCriteria.builder().addStores(StoreId.of("S2"), StoreId.of("S3")).build(),
            CaseCriteria.builder().addStates(CaseState.OPEN, CaseState.CLOSED).build(),
            CaseCriteria.builder().owner(StaffId.of("staff-2")).build(),
            CaseCriteria.builder().openedFrom(t(10)).openedBefore(t(20)).build(),
            CaseCriteria.builder()
                .addStores(StoreId.of("S2"))
                .addStates(CaseState.OPEN)
                .owner(StaffId.of("staff-1"))
                .openedFrom(t(3))
                .openedBefore(t(300))
                .build());
    for (CaseCriteria wanted : criteria) {
      List<CaseFile> expected = all.stream().filter(wanted::matches).toList();
      assertEquals(expected, list(wanted), wanted.toString());
      assertEquals(true, !expected.isEmpty() && expected.size() < all.size(), wanted.toString());
    }
  }

  @Test
  default void required_S1208_open_cases_are_counted_by_owner() {
    assertEquals(Map.of(), storage().openComplaints(SHOP));
    LongStream.rangeClosed(1, 40).forEach(n -> commit(opening(varied(n))));
    Map<StaffId, Integer> open = storage().openComplaints(SHOP);
    for (int staff = 1; staff <= 2; staff++) {
      StaffId owner = StaffId.of("staff-" + staff);
      long expected =
          list(CaseCriteria.ALL).stream()
              .filter(file -> file.state().isOpen() && file.owner().equals(Optional.of(owner)))
              .count();
      assertEquals((int) expected, open.getOrDefault(owner, 0), owner.value());
    }
    assertEquals(2, open.size());

    CaseFile ended =
        list(CaseCriteria.ALL).stream()
            .filter(file -> file.state().isOpen() && file.owner().isPresent())
            .findFirst()
            .orElseThrow();
    commit(
        new CaseChange(
            Optional.of(ended),
            ImmutableCaseFile.copyOf(noted(ended)).withState(CaseState.CLOSED)));
    StaffId owner = ended.owner().orElseThrow();
    assertEquals(
        open.getOrDefault(owner, 0) - 1, storage().openComplaints(SHOP).getOrDefault(owner, 0));
  }

  @Test
  default void required_S1209_due_cases_are_claimed_earliest_first_and_once() {
    commit(
        opening(waking(1, t(30))),
        opening(waking(2, t(10))),
        opening(waking(3, t(50))),
        opening(complaint(4)));
    assertEquals(ids(2, 1), claim(t(40), lease(40, 60)));
    assertEquals(List.of(), claim(t(40), lease(41, 61)));
    assertEquals(ids(2, 1), claim(t(40), lease(60, 90)), "the lease is over at its end");

    CaseFile one = waking(1, t(30));
    commit(new CaseChange(Optional.of(one), noted(one)));
    assertEquals(ids(1), claim(t(40), lease(61, 90)), "a commit ends the claim");
    assertEquals(Optional.of(noted(one)), storage().complaint(SHOP, one.id()));
  }

  @Test
  default void required_S1210_cases_of_other_merchants_are_not_seen() {
    commit(opening(waking(1, t(1))));
    MerchantId other = MerchantId.of("other");
    assertEquals(Optional.empty(), storage().complaint(other, complaint(1).id()));
    assertEquals(Map.of(), storage().openComplaints(other));
    assertEquals(List.of(), storage().claimDueComplaints(other, t(9), 5, lease(9, 10)));
    try (Stream<CaseFile> none = storage().complaints(other, CaseCriteria.ALL)) {
      assertEquals(0, none.count());
    }
  }

  private static CaseFile varied(long number) {
    CaseState[] states = CaseState.values();
    return ImmutableCaseFile.copyOf(complaint(number))
        .withStore(StoreId.of("S" + (1 + number % 3)))
        .withState(states[(int) (number % states.length)])
        .withOwner(
            number % 4 == 0
                ? Optional.empty()
                : Optional.of(StaffId.of("staff-" + (1 + number % 2))));
  }

  private static CaseFile waking(long number, Instant at) {
    return ImmutableCaseFile.copyOf(complaint(number)).withWakeAt(at);
  }

  private static CaseChange opening(CaseFile file) {
    return new CaseChange(Optional.empty(), file);
  }

  private void commit(CaseChange... changes) {
    storage().commit(ChangeSet.of(SHOP).addCases(changes).build());
  }

  private List<CaseFile> list(CaseCriteria criteria) {
    try (Stream<CaseFile> files = storage().complaints(SHOP, criteria)) {
      return files.toList();
    }
  }

  private List<CaseId> claim(Instant due, Lease lease) {
    return storage().claimDueComplaints(SHOP, due, 10, lease).stream().map(CaseFile::id).toList();
  }

  private static List<CaseId> ids(long... numbers) {
    return LongStream.of(numbers).mapToObj(n -> complaint(n).id()).toList();
  }

  private static Lease lease(long from, long until) {
    return new Lease("node", t(from), t(until));
  }
}
