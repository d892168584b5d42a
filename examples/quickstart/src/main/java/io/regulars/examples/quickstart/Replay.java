package io.regulars.examples.quickstart;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.DuePass;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.RecordVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lets a shop's history happen again: registers customers and records visits, each with the clock
 * at its own instant. Every command carries a key (here the shop's customer number and the receipt
 * number), so a replay that was cut off is simply run again. Not thread-safe.
 */
public final class Replay {

  private static final String SYSTEM = "cdnow";

  /** Longer than the library leaves due work to one process. */
  private static final Duration LEASES_LAPSE = Duration.ofMinutes(10);

  /** As many kills are made up for; alarms go off at noon, so that none does while waiting. */
  private static final int MOST_PASSES = 60;

  private final Crm crm;
  private final Storage storage;
  private final Desk desk;
  private final ReplayClock clock;
  private final Map<String, CustomerId> known = new HashMap<>();

  /** On a library that was built on this storage, with this clock. */
  public Replay(Crm crm, Storage storage, ReplayClock clock) {
    this.crm = crm;
    this.storage = storage;
    this.desk = CdnowShop.desk(crm);
    this.clock = clock;
  }

  /**
   * Records the purchases, sorted by date, that are not recorded yet.
   *
   * @throws IllegalStateException if time has passed on the customers' files already, because a
   *     report was made of a shorter history
   */
  public void record(List<Purchase> purchases, Progress progress) {
    progress.begin("visits recorded", purchases.size());
    int from = recorded(purchases);
    progress.advance(from);
    List<Purchase> missing = purchases.subList(from, purchases.size());
    if (!missing.isEmpty()) {
      requireNoTimePassedSince(missing.get(0).at());
    }
    for (Purchase purchase : missing) {
      clock.set(purchase.at());
      desk.visits().record(visit(purchase)).orThrow();
      progress.advance(1);
    }
  }

  private void requireNoTimePassedSince(Instant next) {
    if (some(file -> file.asOf().isAfter(next))) {
      throw new IllegalStateException(
          "the store has been reported on, and this history goes on at "
              + next
              + "; replay with the limit it was filled with, or start with an empty store");
    }
  }

  /**
   * Refuses a store that holds more than is to be replayed, before time passes on it.
   *
   * @param rest the purchases that follow those to be replayed
   */
  public void requireUnrecorded(List<Purchase> rest) {
    int recorded = recorded(rest);
    if (recorded > 0) {
      throw new IllegalStateException(
          "the store holds "
              + recorded
              + " purchases beyond the limit; replay with the limit it was filled with, or start"
              + " with an empty store");
    }
  }

  /**
   * Lets time pass until the report is made. What runs that were killed at this point had taken on
   * is left to them for some minutes, so as long as a file is due it looks again when these are
   * over.
   *
   * @param customers at most so many files are due
   * @throws IllegalStateException if a file cannot be brought up to date
   */
  public void runDue(long customers, Progress progress) {
    Instant report = CdnowShop.REPORT_AT;
    progress.begin("files brought up to date", customers);
    clock.set(report);
    advanceAll(progress);
    for (int pass = 2; someAreDueAt(report); pass++) {
      if (pass > MOST_PASSES) {
        throw new IllegalStateException(
            "files were still due after "
                + MOST_PASSES
                + " passes, the last at "
                + clock.instant()
                + ": another process has claimed them; run the replay on a store of its own");
      }
      clock.set(clock.instant().plus(LEASES_LAPSE));
      advanceAll(progress);
    }
    clock.set(report);
    progress.end();
  }

  private void advanceAll(Progress progress) {
    DuePass pass;
    do {
      pass = crm.runDue();
      if (pass.failed() > 0) {
        throw new IllegalStateException(
            pass.failed() + " files could not be brought up to date; run the replay again");
      }
      progress.advance(pass.advanced());
    } while (pass.more());
  }

  /** As the files are stored: a desk would show them as of now. */
  private boolean someAreDueAt(Instant instant) {
    return some(file -> file.wakeAt().filter(at -> !at.isAfter(instant)).isPresent());
  }

  private boolean some(Predicate<CustomerFile> condition) {
    try (Stream<CustomerFile> files =
        storage.customers(CdnowShop.merchant().id(), CustomerCriteria.ALL)) {
      return files.anyMatch(condition);
    }
  }

  /**
   * How many of the purchases are recorded. They were recorded in this order, each committed before
   * the next, so halving finds the first that is missing without sending the others again.
   */
  private int recorded(List<Purchase> purchases) {
    int from = 0;
    int to = purchases.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      String receipt = receipt(purchases.get(middle));
      if (desk.visits().findByReceipt(CdnowShop.STORE, receipt).isPresent()) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private RecordVisit visit(Purchase purchase) {
    return RecordVisit.builder()
        .customer(known.computeIfAbsent(purchase.customer(), this::findOrRegister))
        .store(CdnowShop.STORE)
        .receipt(receipt(purchase))
        .addLines(
            VisitLine.builder()
                .item("cd")
                .kind(ItemKind.PRODUCT)
                .quantity(purchase.cds())
                .paid(purchase.paid())
                .build())
        .build();
  }

  private static String receipt(Purchase purchase) {
    return Integer.toString(purchase.line());
  }

  private CustomerId findOrRegister(String customer) {
    return desk.customers()
        .findByExternalId(ExternalId.of(SYSTEM, customer))
        .map(CustomerFile::id)
        .orElseGet(() -> register(customer));
  }

  private CustomerId register(String customer) {
    CustomerProfile profile =
        CustomerProfile.builder()
            .name("Customer " + customer)
            .addExternalIds(ExternalId.of(SYSTEM, customer))
            .source(SYSTEM)
            .build();
    RegisterCustomer command =
        RegisterCustomer.builder().profile(profile).key(SYSTEM + "/" + customer).build();
    return desk.customers().register(command).orThrow().file().id();
  }
}
