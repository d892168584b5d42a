package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.DuePass;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** E5xx: time is applied once to every file that is due, in bounded passes, by whoever is asked. */
interface DueRules extends CrmRules {

  @Test
  default void required_E501_a_pass_is_bounded_and_says_whether_it_may_be_continued() {
    Salon salon = salon();
    List<CustomerId> all = visitedOnce(salon, 5);
    assertEquals(new DuePass(0, 0, 0, false), salon.crm().runDue());
    salon.passDays(15);
    assertEquals(new DuePass(2, 0, 0, true), salon.crm().runDue(2));
    assertEquals(new DuePass(2, 0, 0, true), salon.crm().runDue(2));
    assertEquals(new DuePass(1, 0, 0, false), salon.crm().runDue(2));
    assertEquals(new DuePass(0, 0, 0, false), salon.crm().runDue(2));
    for (CustomerId customer : all) {
      assertTrue(
          salon.books(customer).file().wakeAt().orElseThrow().isAfter(salon.clock().instant()));
    }
    assertThrows(RuntimeException.class, () -> salon.crm().runDue(0));
  }

  @Test
  default void required_E502_looking_shows_time_applied_and_writes_nothing() {
    Salon salon = salon();
    CustomerId ann = visitedOnce(salon, 1).get(0);
    salon.passDays(400);
    Dump before = salon.dump();
    CustomerFile seen = salon.desk().customers().find(ann).orElseThrow();
    assertEquals(0, seen.account(AccountKind.POINTS).balance());
    assertEquals(salon.clock().instant(), seen.asOf());
    assertEquals(seen, salon.desk().customers().findByPhone("13800138000").orElseThrow());
    assertEquals(0, salon.desk().points().account(ann).balance());
    before.assertUnchanged(storage(), LOTUS);
    salon.crm().runDue();
    assertEquals(seen.accounts(), salon.books(ann).file().accounts(), "as it is after the pass");
    assertEquals(seen.tier(), salon.books(ann).file().tier());
    assertEquals(seen.stage(), salon.books(ann).file().stage());
  }

  @Test
  default void required_E503_of_many_threads_passing_every_file_is_advanced_once() {
    assumeThreads();
    Salon salon = salon();
    List<CustomerId> all = visitedOnce(salon, 40);
    salon.passDays(400);
    List<DuePass> passes = race(thread -> () -> salon.builder().build().runDue());
    assertEquals(40, passes.stream().mapToInt(DuePass::advanced).sum());
    assertEquals(0, passes.stream().mapToInt(DuePass::failed).sum());
    for (CustomerId customer : all) {
      Books books = salon.books(customer);
      books.requireConserved();
      books.requireLinesNumbered();
      assertEquals(
          List.of(EntryKind.EARNED, EntryKind.EARNED, EntryKind.ENDED, EntryKind.ENDED),
          books.entries().stream().map(LedgerEntry::kind).toList());
    }
  }

  @Test
  default void required_E504_a_file_that_fails_stops_no_other_and_is_tried_again_later() {
    Salon salon = salon();
    List<CustomerId> all = visitedOnce(salon, 5);
    salon.passDays(15);
    CustomerId unlucky = all.get(1);
    FaultyStorage line =
        FaultyStorage.refusing(
            storage(),
            Kind.UNAVAILABLE,
            change -> change.files().stream().anyMatch(file -> file.after().id().equals(unlucky)));
    assertEquals(new DuePass(4, 0, 1, false), salon.builder(line).build().runDue());
    assertEquals(new DuePass(0, 0, 0, false), salon.crm().runDue(), "still leased");
    salon.pass(Duration.ofHours(1));
    assertEquals(new DuePass(1, 0, 0, false), salon.crm().runDue());
  }

  @Test
  default void required_E505_a_file_changed_meanwhile_is_left_to_who_changed_it() {
    Salon salon = salon();
    CustomerId ann = visitedOnce(salon, 1).get(0);
    salon.passDays(15);
    FaultyStorage line =
        new FaultyStorage(
            storage(),
            (change, real, attempt) -> {
              salon.pays(ann, "meanwhile", "10.00");
              real.commit(change);
            });
    assertEquals(new DuePass(0, 1, 0, false), salon.builder(line).build().runDue());
    salon.books(ann).requireLinesNumbered();
    assertEquals(new DuePass(0, 0, 0, false), salon.crm().runDue());
  }

  @Test
  default void required_E506_a_large_merchant_does_not_starve_a_small_one() {
    Salon salon = salon();
    Merchant small =
        ImmutableMerchant.copyOf(Salon.merchant()).withId(MerchantId.of("small")).withName("Small");
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), Salon.program())
            .merchant(small, Salon.program())
            .clock(salon.clock())
            .build();
    visitedOnce(salon, 130);
    Desk desk = crm.desk(Actor.system(small.id()));
    CustomerId cleo =
        desk.customers().register(RegisterCustomer.of("Cleo", "13800138000")).orThrow().file().id();
    desk.visits().record(Salon.sale(cleo, "R-1", "10.00")).orThrow();
    salon.passDays(15);
    assertEquals(new DuePass(110, 0, 0, true), crm.runDue(110));
    assertTrue(
        storage()
            .file(small.id(), cleo)
            .orElseThrow()
            .wakeAt()
            .orElseThrow()
            .isAfter(salon.clock().instant()),
        "the small merchant had its turn");
    assertEquals(new DuePass(21, 0, 0, false), crm.runDue(110));
  }

  @Test
  default void required_E507_at_one_instant_lots_end_then_tiers_then_the_stage() {
    Salon salon = salon();
    Program together =
        Program.of(
            "together",
            Salon.points().term(LotTerm.of(Period.ofYears(1))).build(),
            Salon.tiers().window(LotTerm.of(Period.ofYears(1))).grace(Period.ZERO).build(),
            Salon.stages());
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), together)
            .clock(salon.clock())
            .build();
    CustomerId ann = salon.member("Ann", "13800138001");
    crm.desk(Actor.system(LOTUS)).visits().record(Salon.sale(ann, "R-1", "1000.00")).orThrow();
    Instant end = Salon.OPENING.plus(Duration.ofDays(365));
    salon.clock().set(end);
    assertEquals(1, crm.runDue().advanced());
    Books books = salon.books(ann);
    List<String> order = new ArrayList<>();
    for (long seq = 1; seq <= books.file().lastSeq(); seq++) {
      long line = seq;
      books.entries().stream()
          .filter(entry -> entry.seq() == line && entry.occurredAt().equals(end))
          .forEach(entry -> order.add(entry.kind() + " " + entry.account()));
      books.events().stream()
          .filter(event -> event.seq() == line && event.occurredAt().equals(end))
          .forEach(event -> order.add(event.kind().toString()));
    }
    assertEquals(List.of("ENDED points", "ENDED spend", "TIER_LOWERED", "STAGE_CHANGED"), order);
  }

  @Test
  default void required_E508_no_thread_is_started_unasked() {
    Salon salon = salon();
    salon.pays(salon.member("Warm", "13800138009"), "R-0", "1000.00");
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    Crm crm = salon.builder().build();
    CustomerId ann = salon.member("Ann", "13800138001");
    Salon.desk(crm, Role.RECEPTIONIST).visits().record(Salon.sale(ann, "R-1", "1000.00")).orThrow();
    crm.runDue();
    crm.deliver();
    crm.close();
    Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  default void required_E509_started_it_runs_both_passes_until_closed() throws Exception {
    Salon salon = salon();
    CountDownLatch sent = new CountDownLatch(1);
    Channel ringing =
        new AnsweringChannel(
            ChannelKind.SMS,
            message -> {
              sent.countDown();
              return SendOutcome.delivered();
            });
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.pays(ann, "R-1", "1000.00");
    salon.passDays(15);
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), Salon.program())
            .clock(salon.clock())
            .channel(ringing)
            .build();
    crm.start(Duration.ofMillis(1));
    assertThrows(IllegalStateException.class, () -> crm.start(Duration.ofMillis(1)));
    Optional<Thread> worker = worker();
    assertTrue(worker.isPresent(), "a thread named regulars");
    assertTrue(worker.get().isDaemon(), "does not keep the host from ending");
    assertTrue(sent.await(60, TimeUnit.SECONDS), "the delivery pass ran");
    crm.close();
    worker.get().join(60_000);
    assertFalse(worker.get().isAlive(), "stopped");
    assertTrue(
        salon.books(ann).file().wakeAt().orElseThrow().isAfter(salon.clock().instant()),
        "the due pass ran");
    crm.close();
  }

  @Test
  default void required_E510_a_visits_lots_end_with_a_day_of_the_store_not_the_merchants() {
    Salon salon = salon();
    ZoneId newYork = ZoneId.of("America/New_York");
    StoreId abroad = StoreId.of("NY");
    Merchant merchant =
        ImmutableMerchant.builder()
            .from(Salon.merchant())
            .addStores(Store.of(abroad, "Abroad", newYork))
            .build();
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(merchant, Salon.program())
            .clock(salon.clock())
            .build();
    CustomerId ann = salon.member("Ann", "13800138001");
    crm.desk(Actor.system(LOTUS))
        .visits()
        .record(Salon.sale(ann, "R-1", "10.00").withStore(abroad))
        .orThrow();
    Instant midnight = LocalDate.of(2027, 3, 1).atStartOfDay(newYork).toInstant();
    assertEquals(
        List.of(Optional.of(midnight), Optional.of(midnight)),
        salon.books(ann).entries().stream().map(LedgerEntry::lotEndsAt).toList(),
        "a year after the last evening of February");
    salon.clock().set(midnight.minus(1, ChronoUnit.MICROS));
    crm.runDue();
    assertEquals(10, salon.points(ann));
    salon.clock().set(midnight);
    assertEquals(1, crm.runDue().advanced());
    assertEquals(0, salon.points(ann));
  }

  private static Optional<Thread> worker() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("regulars") && thread.isAlive())
        .findFirst();
  }

  /** Customers who came once, so that their stage changes in 15 days. */
  private static List<CustomerId> visitedOnce(Salon salon, int count) {
    List<CustomerId> customers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CustomerId customer =
          salon.member("C" + i, String.format(Locale.ROOT, "138001%05d", 38_000 + i));
      salon.pays(customer, "R-" + i, "10.00");
      customers.add(customer);
    }
    return customers;
  }
}
