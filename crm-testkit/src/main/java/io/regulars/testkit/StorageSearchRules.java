package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Samples.SHOP;
import static io.regulars.testkit.Samples.T0;
import static io.regulars.testkit.Samples.changing;
import static io.regulars.testkit.Samples.creating;
import static io.regulars.testkit.Samples.customer;
import static io.regulars.testkit.Samples.file;
import static io.regulars.testkit.Samples.files;
import static io.regulars.testkit.Samples.named;
import static io.regulars.testkit.Samples.next;
import static io.regulars.testkit.Samples.t;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.CustomerId;
import io.regulars.spi.StoreId;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.ImmutableCustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * S8xx: customers by criteria. Who is found is what {@link CustomerCriteria#matches} says of the
 * stored files, in the order of their ids, whatever is committed while the caller reads.
 */
interface StorageSearchRules extends StorageRules {

  /** How many customers make a population: more than any adapter reads at once. */
  int MANY = 2_500;

  @Test
  default void required_S801_everybody_is_found_by_rising_id() {
    List<CustomerId> ids =
        List.of(
            CustomerId.of(new UUID(0, 0)),
            CustomerId.of(new UUID(0, 1)),
            CustomerId.of(new UUID(0, Long.MAX_VALUE)),
            CustomerId.of(new UUID(0, Long.MIN_VALUE)),
            CustomerId.of(new UUID(0, -1)),
            CustomerId.of(new UUID(1, 0)),
            CustomerId.of(new UUID(0x00ff_0000_0000_0000L, 7)),
            CustomerId.of(new UUID(Long.MAX_VALUE, -1)),
            CustomerId.of(new UUID(Long.MIN_VALUE, 0)),
            CustomerId.of(new UUID(-1, -1)));
    for (int i : new int[] {7, 2, 9, 0, 4, 5, 8, 1, 3, 6}) {
      storage().commit(creating(file(SHOP, ids.get(i))));
    }
    assertEquals(ids, ids(CustomerCriteria.ALL));
  }

  @Test
  default void required_S802_nobody_is_found_where_nobody_is() {
    assertEquals(List.of(), ids(CustomerCriteria.ALL));
  }

  @Test
  default void required_S803_every_criterion_finds_whom_it_matches() {
    List<CustomerFile> population = population();
    for (CustomerCriteria criteria : simpleCriteria()) {
      assertFinds(criteria, population);
    }
  }

  @Test
  default void required_S804_criteria_are_combined() {
    List<CustomerFile> population = population();
    List<CustomerCriteria> simple = simpleCriteria();
    for (CustomerCriteria one : simple) {
      for (CustomerCriteria other : simple) {
        assertFinds(both(one, other), population);
      }
    }
    assertFinds(
        CustomerCriteria.builder()
            .addTiers(TierCode.of("gold"), TierCode.of("none"))
            .addStages(Stage.ACTIVE, Stage.DORMANT)
            .homeStore(StoreId.of("S1"))
            .lastVisitFrom(t(1))
            .lastVisitBefore(t(4))
            .build(),
        population);
  }

  @Test
  default void required_S805_the_last_visit_is_compared_to_the_microsecond_end_exclusive() {
    storage().commit(creating(visited(file(1), T0)));
    Instant after = T0.plus(1, ChronoUnit.MICROS);

    assertEquals(1, ids(CustomerCriteria.builder().lastVisitFrom(T0).build()).size());
    assertEquals(0, ids(CustomerCriteria.builder().lastVisitFrom(after).build()).size());
    assertEquals(0, ids(CustomerCriteria.builder().lastVisitBefore(T0).build()).size());
    assertEquals(1, ids(CustomerCriteria.builder().lastVisitBefore(after).build()).size());
  }

  @Test
  default void required_S806_criteria_follow_the_stored_file() {
    CustomerFile before = file(1);
    CustomerFile after = home(tiered(visited(next(before), T0), "gold"), "S1");
    CustomerCriteria criteria =
        CustomerCriteria.builder()
            .addTiers(TierCode.of("gold"))
            .addStages(Stage.ACTIVE)
            .homeStore(StoreId.of("S1"))
            .lastVisitFrom(T0)
            .build();
    storage().commit(creating(before));
    assertEquals(List.of(), ids(criteria));
    storage().commit(changing(before, after).build());
    assertEquals(List.of(after), Snapshot.customers(storage(), SHOP, criteria));
    storage().commit(changing(after, next(next(before))).build());
    assertEquals(List.of(), ids(criteria));
  }

  @Test
  default void required_S807_a_large_population_is_read_whole() {
    List<CustomerFile> many = many();
    assertEquals(many, Snapshot.customers(storage(), SHOP, CustomerCriteria.ALL));
    CustomerCriteria gold = CustomerCriteria.builder().addTiers(TierCode.of("gold")).build();
    assertEquals(
        many.stream().filter(gold::matches).toList(), Snapshot.customers(storage(), SHOP, gold));
    CustomerCriteria nobody = CustomerCriteria.builder().addTiers(TierCode.of("iron")).build();
    assertEquals(List.of(), Snapshot.customers(storage(), SHOP, nobody));
  }

  @Test
  default void required_S808_a_stream_may_be_closed_before_its_end() {
    many();
    for (int read : new int[] {0, 1, 300}) {
      try (Stream<CustomerFile> files = storage().customers(SHOP, CustomerCriteria.ALL)) {
        Iterator<CustomerFile> iterator = files.iterator();
        for (int i = 1; i <= read; i++) {
          assertEquals(customer(i), iterator.next().id());
        }
      }
      CustomerFile first = storage().file(SHOP, customer(1)).orElseThrow();
      storage().commit(changing(first, next(first)).build());
    }
    assertEquals(MANY, ids(CustomerCriteria.ALL).size(), "storage goes on as before");
  }

  @Test
  default void required_S809_commits_go_on_while_the_caller_reads() {
    List<CustomerFile> many = many();
    List<CustomerId> read = new ArrayList<>();
    try (Stream<CustomerFile> files = storage().customers(SHOP, CustomerCriteria.ALL)) {
      Iterator<CustomerFile> iterator = files.iterator();
      while (iterator.hasNext() && read.size() <= 2 * MANY) {
        read.add(iterator.next().id());
        if (read.size() % 500 == 1 && read.size() < MANY) {
          CustomerFile changed = many.get(read.size());
          storage().commit(changing(changed, named(next(changed), "Changed")).build());
          storage().commit(creating(file(MANY + read.size()), outside(read.size())));
        }
      }
    }
    assertEquals(read.stream().distinct().toList(), read, "nobody is returned twice");
    List<CustomerId> sorted = new ArrayList<>(read);
    sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
    assertEquals(sorted, read, "by rising id");
    assertTrue(
        read.containsAll(many.stream().map(CustomerFile::id).toList()), "those there all along");
    assertEquals(MANY + 10, ids(CustomerCriteria.ALL).size());
  }

  @Test
  default void required_S810_two_readers_do_not_disturb_each_other() {
    many();
    CustomerCriteria gold = CustomerCriteria.builder().addTiers(TierCode.of("gold")).build();
    try (Stream<CustomerFile> all = storage().customers(SHOP, CustomerCriteria.ALL);
        Stream<CustomerFile> some = storage().customers(SHOP, gold)) {
      Iterator<CustomerFile> everybody = all.iterator();
      Iterator<CustomerFile> golden = some.iterator();
      for (int i = 1; i <= MANY; i++) {
        CustomerFile next = everybody.next();
        assertEquals(customer(i), next.id());
        if (gold.matches(next)) {
          assertEquals(next, golden.next());
        }
      }
      assertFalse(everybody.hasNext());
      assertFalse(golden.hasNext());
    }
  }

  @Test
  default void required_S811_threads_that_register_disturb_no_reader() {
    assumeThreads();
    many();
    List<Boolean> whole =
        race(
            thread ->
                () -> {
                  if (thread == 0) {
                    for (int i = 1; i <= 100; i++) {
                      CustomerFile added = i % 2 == 0 ? file(MANY + i) : outside(i);
                      Attempts.refusal(storage(), creating(added))
                          .ifPresent(
                              e -> {
                                throw e;
                              });
                    }
                    return true;
                  }
                  List<CustomerId> read = Attempts.persistently(() -> ids(CustomerCriteria.ALL));
                  return new HashSet<>(read).size() == read.size()
                      && read.containsAll(
                          LongStream.rangeClosed(1, 100).mapToObj(Samples::customer).toList());
                });
    assertFalse(whole.contains(false), "everybody once");
    assertEquals(MANY + 100, ids(CustomerCriteria.ALL).size());
  }

  private void assertFinds(CustomerCriteria criteria, List<CustomerFile> population) {
    assertEquals(
        population.stream().filter(criteria::matches).toList(),
        Snapshot.customers(storage(), SHOP, criteria),
        criteria.toString());
  }

  private List<CustomerId> ids(CustomerCriteria criteria) {
    return Snapshot.customers(storage(), SHOP, criteria).stream().map(CustomerFile::id).toList();
  }

  /** Every combination of tier, stage with last visit, and home store; stored. */
  private List<CustomerFile> population() {
    List<CustomerFile> population = new ArrayList<>();
    int n = 0;
    for (String tier : List.of("none", "silver", "gold")) {
      for (Stage stage : Stage.values()) {
        for (long at = 0; at <= (stage == Stage.PROSPECT ? 0 : 4); at++) {
          for (String store : List.of("", "S1", "s1", "S2")) {
            CustomerFile file = tiered(staged(file(++n), stage, t(at)), tier);
            population.add(store.isEmpty() ? file : home(file, store));
          }
        }
      }
    }
    storage().commit(creating(population.toArray(CustomerFile[]::new)));
    return population;
  }

  /** {@value #MANY} customers, every seventh of them gold; stored. */
  private List<CustomerFile> many() {
    List<CustomerFile> files =
        files(MANY).stream()
            .map(
                file ->
                    file.id().value().getLeastSignificantBits() % 7 == 0
                        ? tiered(file, "gold")
                        : file)
            .toList();
    for (int i = 0; i < MANY; i += 100) {
      storage().commit(creating(files.subList(i, i + 100).toArray(CustomerFile[]::new)));
    }
    return files;
  }

  private static List<CustomerCriteria> simpleCriteria() {
    TierCode gold = TierCode.of("gold");
    return List.of(
        CustomerCriteria.ALL,
        CustomerCriteria.builder().addTiers(gold).build(),
        CustomerCriteria.builder().addTiers(gold, TierCode.of("silver")).build(),
        CustomerCriteria.builder().addTiers(TierCode.of("GOLD")).build(),
        CustomerCriteria.builder().addStages(Stage.PROSPECT).build(),
        CustomerCriteria.builder().addStages(Stage.NEW, Stage.DORMANT).build(),
        CustomerCriteria.builder().stages(Set.of(Stage.values())).build(),
        CustomerCriteria.builder().homeStore(StoreId.of("S1")).build(),
        CustomerCriteria.builder().homeStore(StoreId.of("S3")).build(),
        CustomerCriteria.builder().lastVisitFrom(t(2)).build(),
        CustomerCriteria.builder().lastVisitBefore(t(2)).build(),
        CustomerCriteria.builder().lastVisitFrom(t(1)).lastVisitBefore(t(3)).build(),
        CustomerCriteria.builder().lastVisitFrom(t(3)).lastVisitBefore(t(1)).build());
  }

  private static CustomerCriteria both(CustomerCriteria one, CustomerCriteria other) {
    return CustomerCriteria.builder()
        .addAllTiers(one.tiers())
        .addAllTiers(other.tiers())
        .addAllStages(one.stages())
        .addAllStages(other.stages())
        .homeStore(one.homeStore().or(other::homeStore))
        .lastVisitFrom(one.lastVisitFrom().or(other::lastVisitFrom))
        .lastVisitBefore(one.lastVisitBefore().or(other::lastVisitBefore))
        .build();
  }

  /** A customer with an id below all of {@link Samples}', or above. */
  private static CustomerFile outside(int n) {
    return file(SHOP, CustomerId.of(new UUID(n % 2 == 0 ? -1 : 1, n)));
  }

  private static CustomerFile tiered(CustomerFile file, String tier) {
    return ImmutableCustomerFile.copyOf(file).withTier(TierStanding.of(TierCode.of(tier), T0));
  }

  private static CustomerFile visited(CustomerFile file, Instant at) {
    return staged(file, Stage.ACTIVE, at);
  }

  private static CustomerFile staged(CustomerFile file, Stage stage, Instant lastVisitAt) {
    return ImmutableCustomerFile.copyOf(file)
        .withStage(
            stage == Stage.PROSPECT
                ? StageStanding.prospect(T0)
                : new StageStanding(stage, T0, Optional.of(T0), Optional.of(lastVisitAt)));
  }

  private static CustomerFile home(CustomerFile file, String store) {
    return ImmutableCustomerFile.copyOf(file)
        .withProfile(
            ImmutableCustomerProfile.copyOf(file.profile()).withHomeStore(StoreId.of(store)));
  }
}
