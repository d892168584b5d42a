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
 * A pass over 1,000 due files among few and among many, in alternating rounds: the cost of time is
 * to be the number of files due, not the number of files. Customers are in cohorts of 1,000 who are
 * due on successive days; everybody else is due long after.
 */
final class DueBenchmark {

  private static final int DUE = 1_000;
  private static final int FEW = 10_000;
  private static final int MANY = 200_000;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 6;
  private static final int LOAD = 500;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private DueBenchmark() {}

  private record Round(Stopwatch few, Stopwatch many) {}

  static Table run() throws Exception {
    Table table =
        new Table(
            List.of(
                "1,000 due, ms", "among 10,000", "among 200,000", "ratio", "spread", "CPU ratio"));
    table.row(row("in memory", rounds(new InMemoryStorage(), new InMemoryStorage())));
    try (HikariDataSource few = Databases.inMemory("few");
        HikariDataSource many = Databases.inMemory("many")) {
      table.row(row("on H2", rounds(Databases.storage(few), Databases.storage(many))));
    }
    return table.note("medians of %d rounds, after %d to warm up".formatted(ROUNDS, WARM_UP));
  }

  private static List<Round> rounds(Storage few, Storage many) throws Exception {
    fill(few, FEW);
    fill(many, MANY);
    ReplayClock clock = new ReplayClock(START);
    Crm amongFew = CdnowShop.open(few, clock);
    Crm amongMany = CdnowShop.open(many, clock);
    List<Round> rounds = new ArrayList<>();
    System.gc();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      clock.set(alarm(i));
      Round round =
          new Round(
              Stopwatch.time(() -> requireDue(amongFew.runDue(2 * DUE))),
              Stopwatch.time(() -> requireDue(amongMany.runDue(2 * DUE))));
      if (i >= WARM_UP) {
        rounds.add(round);
      }
    }
    return rounds;
  }

  private static void requireDue(DuePass pass) {
    if (!pass.equals(new DuePass(DUE, 0, 0, false))) {
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

  private static Instant alarm(int cohort) {
    return START.plus(Duration.ofDays(cohort + 15L));
  }

  private static String[] row(String name, List<Round> rounds) {
    double milli = TimeUnit.MILLISECONDS.toNanos(1);
    Series ratio = Series.of(rounds, round -> (double) round.many().wall() / round.few().wall());
    return new String[] {
      name,
      Series.number(Series.of(rounds, round -> round.few().wall() / milli).median(), 1),
      Series.number(Series.of(rounds, round -> round.many().wall() / milli).median(), 1),
      Series.number(ratio.median(), 2),
      ratio.spread(2),
      Series.number(
          Series.of(rounds, round -> (double) round.many().cpu() / round.few().cpu()).median(), 2)
    };
  }
}
