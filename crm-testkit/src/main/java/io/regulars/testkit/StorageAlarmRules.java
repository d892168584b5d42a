package io.regulars.testkit;

import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.change;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.files;
import static io.regulars.testkit.Samples.neverWaking;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.t;
import static io.regulars.testkit.Samples.wakingAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.CustomerId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * S6xx: claims of due files. What is due is claimed earliest first, by one claimant at a time,
 * until the lease ends or the file is committed.
 */
interface StorageAlarmRules extends StorageRules {

  @Test
  default void required_S601_files_due_are_claimed_earliest_first() {
    storage()
        .commit(
            creating(
                wakingAt(file(1), t(30)),
                wakingAt(file(2), t(10)),
                wakingAt(file(3), t(50)),
                wakingAt(file(4), t(20)),
                wakingAt(file(5), t(40))));

    assertEquals(customers(2, 4, 1, 5), claim(t(40), 10, lease(100, 200)));
  }

  @Test
  default void required_S602_a_file_is_due_at_the_instant_of_its_alarm_and_not_before() {
    storage().commit(creating(wakingAt(file(1), T0)));

    assertEquals(List.of(), claim(T0.minus(1, ChronoUnit.MICROS), 10, lease(0, 60)));
    assertEquals(customers(1), claim(T0, 10, lease(0, 60)));
  }

  @Test
  default void required_S603_a_file_without_an_alarm_is_never_due() {
    storage().commit(creating(file(1), wakingAt(file(2), T0)));
    assertEquals(customers(2), claim(Instant.parse("9999-01-01T00:00:00Z"), 10, lease(0, 60)));

    CustomerFile woken = wakingAt(file(2), T0);
    storage().commit(changing(woken, neverWaking(next(woken))).build());
    assertEquals(List.of(), claim(Instant.parse("9999-01-01T00:00:00Z"), 10, lease(100, 200)));
  }

  @Test
  default void required_S604_a_claim_takes_no_more_than_its_limit() {
    storage()
        .commit(
            creating(
                files(5).stream()
                    .map(file -> wakingAt(file, t(file.id().value().getLeastSignificantBits() & 7)))
                    .toArray(CustomerFile[]::new)));

    assertEquals(customers(1, 2), claim(t(60), 2, lease(0, 60)));
    assertEquals(customers(3), claim(t(60), 1, lease(0, 60)));
    assertEquals(customers(4, 5), claim(t(60), 2, lease(0, 60)));
    assertEquals(List.of(), claim(t(60), 2, lease(0, 60)));
  }

  @Test
  default void required_S605_a_claim_returns_the_file_as_stored_and_leaves_its_version() {
    CustomerFile file = Samples.named(wakingAt(file(1), T0), "Due");
    storage().commit(creating(file));

    assertEquals(List.of(file), storage().claimDue(SHOP, T0, 1, lease(0, 60)));
    assertEquals(Optional.of(file), storage().file(SHOP, file.id()));
    CustomerFile after = next(file);
    storage().commit(changing(file, after).build());
    assertEquals(Optional.of(after), storage().file(SHOP, file.id()));
  }

  @Test
  default void required_S606_a_running_lease_excludes_everybody() {
    storage().commit(creating(wakingAt(file(1), T0)));
    assertEquals(customers(1), claim(T0, 1, new Lease("one", t(0), t(60))));

    assertEquals(List.of(), claim(T0, 1, new Lease("two", t(30), t(90))));
    assertEquals(List.of(), claim(T0, 1, new Lease("one", t(30), t(90))));
    assertEquals(
        List.of(), claim(T0, 1, new Lease("two", t(60).minus(1, ChronoUnit.MICROS), t(90))));
  }

  @Test
  default void required_S607_a_lease_is_over_at_its_end() {
    storage().commit(creating(wakingAt(file(1), T0)));
    assertEquals(customers(1), claim(T0, 1, new Lease("one", t(0), t(60))));
    assertEquals(customers(1), claim(T0, 1, new Lease("two", t(60), t(90))));

    assertEquals(List.of(), claim(T0, 1, new Lease("one", t(89), t(200))), "the new lease holds");
    assertEquals(customers(1), claim(T0, 1, new Lease("one", t(90), t(200))));
  }

  @Test
  default void required_S608_what_others_hold_does_not_hide_what_is_due_behind() {
    storage()
        .commit(
            creating(
                files(6).stream().map(file -> wakingAt(file, T0)).toArray(CustomerFile[]::new)));
    List<CustomerId> first = claim(T0, 4, lease(0, 60));
    List<CustomerId> second = claim(T0, 4, lease(0, 60));

    assertEquals(4, first.size());
    assertEquals(2, second.size());
    List<CustomerId> all = new ArrayList<>(first);
    all.addAll(second);
    all.sort((a, b) -> a.value().compareTo(b.value()));
    assertEquals(customers(1, 2, 3, 4, 5, 6), all);
  }

  @Test
  default void required_S609_a_commit_ends_the_claim() {
    CustomerFile one = wakingAt(file(1), T0);
    CustomerFile two = wakingAt(file(2), t(1));
    storage().commit(creating(one, two));
    assertEquals(customers(1, 2), claim(t(1), 2, lease(0, 60)));

    storage().commit(changing(one, next(one)).build());
    assertEquals(customers(1), claim(t(1), 2, lease(1, 60)), "due still, and free");
    CustomerFile again = next(next(one));
    storage()
        .commit(
            ChangeSet.of(SHOP)
                .addFiles(
                    change(next(one), wakingAt(again, t(70))),
                    change(two, wakingAt(next(two), t(69))))
                .build());
    assertEquals(List.of(), claim(t(68), 2, lease(2, 60)));
    assertEquals(customers(2, 1), claim(t(70), 2, lease(2, 60)));
  }

  @Test
  default void required_S610_a_claim_follows_the_alarm() {
    CustomerFile file = wakingAt(file(1), t(100));
    storage().commit(creating(file, wakingAt(file(2), t(50))));
    storage().commit(changing(file, wakingAt(next(file), t(10))).build());

    assertEquals(customers(1), claim(t(10), 5, lease(0, 60)));
    assertEquals(customers(2), claim(t(100), 5, lease(0, 60)));
    CustomerFile later = wakingAt(next(next(file)), t(200));
    storage().commit(changing(wakingAt(next(file), t(10)), later).build());
    assertEquals(List.of(), claim(t(199), 5, lease(0, 60)));
    assertEquals(customers(1), claim(t(200), 5, lease(0, 60)));
  }

  @Test
  default void required_S611_a_claimed_file_can_be_read_and_changed_by_anybody() {
    CustomerFile file = wakingAt(file(1), T0);
    storage().commit(creating(file));
    assertEquals(customers(1), claim(T0, 1, lease(0, 60)));

    assertEquals(List.of(file), Snapshot.customers(storage(), SHOP, CustomerCriteria.ALL));
    CustomerFile after = wakingAt(next(file), t(30));
    storage().commit(changing(file, after).build());
    assertEquals(Optional.of(after), storage().file(SHOP, file.id()));
    assertEquals(customers(1), claim(t(30), 1, lease(30, 60)));
  }

  @Test
  default void required_S621_eight_threads_claim_every_due_file_once() {
    assumeThreads();
    int count = 100;
    storage()
        .commit(
            creating(
                files(count).stream()
                    .map(file -> wakingAt(file, T0))
                    .toArray(CustomerFile[]::new)));
    Attempts.assertClaimedOnce(
        count,
        Samples::customer,
        lease -> storage().claimDue(SHOP, T0, 7, lease).stream().map(CustomerFile::id).toList());
  }

  private List<CustomerId> claim(Instant due, int limit, Lease lease) {
    return storage().claimDue(SHOP, due, limit, lease).stream().map(CustomerFile::id).toList();
  }

  private static Lease lease(long from, long until) {
    return new Lease("node", t(from), t(until));
  }

  private static List<CustomerId> customers(long... numbers) {
    return LongStream.of(numbers).mapToObj(Samples::customer).toList();
  }
}
