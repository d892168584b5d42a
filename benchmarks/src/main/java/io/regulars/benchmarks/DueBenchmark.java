package io.regulars.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import com.zaxxer.hikari.HikariDataSource;
import io.regulars.Crm;
import io.regulars.engine.DuePass;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.examples.quickstart.ReplayClock;
import io.regulars.inmemory.InMemoryStorage;
import io.regulars.spi.CustomerId;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.Lot;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FileChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.tier.TierStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * 1,000 due files among few and among many, advanced in alternating passes of 100: the cost of time
 * is to be the number of files due, not the number of files. Customers are in cohorts of 1,000 who
 * are due on successive days; everybody else is due long after.
 */
final class DueBenchmark {

  private static final int DUE = 1_000;
  private static final int PASS = 100;
  private static final int FEW = 10_000;
  private static final int MANY = 200_000;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 6;
  private static final int LOAD = 500;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private DueBenchmark() {}

  private record Pass(Stopwatch few, Stopwatch many) {}

  static Table run() throws Exception {
    Table table =
        new Table(
            List.of(
                "1,000 due, ms", "among 10,000", "among 200,000", "ratio", "spread", "CPU ratio"));
    table.row(row("in memory", passes(new InMemoryStorage(), new InMemoryStorage())));
    try (HikariDataSource few = Databases.inMemory("few");
        HikariDataSource many = Databases.inMemory("many")) {
      table.row(row("on H2", passes(Databases.storage(few), Databases.storage(many))));
    }
    return table.note(
        "medians of %d passes of %d, after %d to warm up"
            .formatted(ROUNDS * DUE / PASS, PASS, WARM_UP * DUE / PASS));
  }

  private static List<Pass> passes(Storage few, Storage many) throws Exception {
    fill(few, FEW);
    fill(many, MANY);
    ReplayClock clock = new ReplayClock(START);
    Crm amongFew = CdnowShop.open(few, clock);
    Crm amongMany = CdnowShop.open(many, clock);
    List<Pass> passes = new ArrayList<>();
    System.gc();
    for (int cohort = 0; cohort < WARM_UP + ROUNDS; cohort++) {
      clock.set(START.plus(Duration.ofDays(cohort + 15L)));
      for (int done = 0; done < DUE; done += PASS) {
        Pass pass =
            new Pass(
                Stopwatch.time(() -> requireAdvanced(PASS, amongFew.runDue(PASS))),
                Stopwatch.time(() -> requireAdvanced(PASS, amongMany.runDue(PASS))));
        if (cohort >= WARM_UP) {
          passes.add(pass);
        }
      }
      requireAdvanced(0, amongFew.runDue());
      requireAdvanced(0, amongMany.runDue());
    }
    return passes;
  }

  private static void requireAdvanced(int files, DuePass pass) {
    if (pass.advanced() != files || pass.overtaken() + pass.failed() > 0) {
      throw new IllegalStateException("not the files that were due: " + pass);
    }
  }

  /** Stores new customers as they are after a first visit, without going through the desk. */
  private static void fill(Storage storage, int customers) {
    for (int from = 0; from < customers; from += LOAD) {
      ImmutableChangeSet.Builder change = ChangeSet.of(CdnowShop.merchant().id());
      for (int i = from; i < from + LOAD; i++) {
        int cohort = Math.min(i / DUE, WARM_UP + ROUNDS);
        change.addFiles(new FileChange(Optional.empty(), file(cohort)));
      }
      storage.commit(change.build());
    }
  }

  private static CustomerFile file(int cohort) {
    boolean never = cohort == WARM_UP + ROUNDS;
    Instant visited = START.plus(Duration.ofDays(never ? 100 : cohort));
    Lot lot =
        Lot.builder()
            .number(3)
            .amount(50)
            .left(50)
            .earnedAt(visited)
            .endsAt(visited.plus(Duration.ofDays(365)))
            .build();
    return CustomerFile.builder()
        .merchant(CdnowShop.merchant().id())
        .id(CustomerId.of(UuidCreator.getTimeOrderedEpochPlus1()))
        .version(1)
        .profile(CustomerProfile.builder().name("Customer").build())
        .joinedAt(visited)
        .asOf(visited)
        .wakeAt(visited.plus(Duration.ofDays(15)))
        .addAccounts(LedgerAccount.of(AccountKind.POINTS, List.of(lot), 0))
        .tier(TierStanding.of(TierCode.of("none"), visited))
        .stage(new StageStanding(Stage.NEW, visited, Optional.of(visited), Optional.of(visited)))
        .lastSeq(5)
        .program(CdnowShop.program().version())
        .build();
  }

  private static String[] row(String name, List<Pass> passes) {
    double milli = (double) TimeUnit.MILLISECONDS.toNanos(1) * PASS / DUE;
    Series few = Series.of(passes, pass -> pass.few().wall() / milli);
    Series many = Series.of(passes, pass -> pass.many().wall() / milli);
    Series ratio = Series.of(passes, pass -> (double) pass.many().wall() / pass.few().wall());
    Series cpu = Series.of(passes, pass -> (double) pass.many().cpu() / pass.few().cpu());
    return new String[] {
      name,
      Series.number(few.median(), 1),
      Series.number(many.median(), 1),
      Series.number(ratio.median(), 2),
      ratio.spread(2),
      Series.number(cpu.median(), 2)
    };
  }
}
