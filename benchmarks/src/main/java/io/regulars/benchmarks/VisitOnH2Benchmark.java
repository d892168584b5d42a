package io.regulars.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.examples.quickstart.ReplayClock;
import io.regulars.spi.CustomerId;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A visit through Regulars on one embedded H2, and a hand-written JDBC transaction that leaves
 * exactly the same rows in another one, in alternating rounds. A round is a visit of each of 1,000
 * customers, 30 days after the last; from the 13th on each visit also ends the lots of the oldest.
 * In the end the tables of both databases are compared, row by row.
 */
final class VisitOnH2Benchmark {

  private static final int CUSTOMERS = 1_000;
  private static final int WARM_UP = 15;
  private static final int ROUNDS = 20;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private VisitOnH2Benchmark() {}

  private record Round(Stopwatch regulars, Stopwatch byHand) {}

  static Table run() throws Exception {
    try (HikariDataSource first = Databases.inMemory("regulars");
        HikariDataSource second = Databases.inMemory("byhand")) {
      ReplayClock clock = new ReplayClock(START);
      Crm crm = CdnowShop.open(Databases.storage(first), clock);
      Databases.storage(second);
      Desk desk = CdnowShop.desk(crm);
      List<CustomerId> customers = Regulars.register(desk, CUSTOMERS);
      List<Round> rounds = new ArrayList<>();
      try (Connection written = first.getConnection()) {
        Rows.copyAll(written, second);
        for (int i = 1; i <= WARM_UP + ROUNDS; i++) {
          Round round = round(desk, clock, customers, i, written, second);
          if (i > WARM_UP) {
            rounds.add(round);
          }
        }
        Rows.requireSame(written, second);
      }
      return table(rounds);
    }
  }

  private static Round round(
      Desk desk,
      ReplayClock clock,
      List<CustomerId> customers,
      int number,
      Connection written,
      HikariDataSource second)
      throws Exception {
    Instant now = START.plus(Duration.ofDays(30L * number));
    clock.set(now);
    Stopwatch regulars =
        Stopwatch.time(
            () -> {
              for (int i = 0; i < customers.size(); i++) {
                desk.visits().record(Regulars.visit(customers.get(i), i, number)).orThrow();
              }
            });
    List<HandWrittenVisit> visits = HandWrittenVisit.recordedAt(written, now);
    if (visits.size() != customers.size()) {
      throw new IllegalStateException(visits.size() + " visits were written");
    }
    Stopwatch byHand =
        Stopwatch.time(
            () -> {
              for (HandWrittenVisit visit : visits) {
                visit.write(second);
              }
            });
    return new Round(regulars, byHand);
  }

  private static Table table(List<Round> rounds) {
    Series ratio =
        Series.of(rounds, round -> (double) round.byHand().cpu() / round.regulars().cpu());
    Series wallRatio =
        Series.of(rounds, round -> (double) round.byHand().wall() / round.regulars().wall());
    return new Table(
            List.of("a visit, microseconds", "median", "spread", "CPU median", "CPU spread"))
        .row(row("Regulars", rounds, Round::regulars))
        .row(row("by hand", rounds, Round::byHand))
        .row(
            "speed of Regulars, by hand = 1",
            Series.number(wallRatio.median(), 2),
            wallRatio.spread(2),
            Series.number(ratio.median(), 2),
            ratio.spread(2))
        .note(
            "%d rounds of %d visits each, after %d to warm up; all tables are the same in the end"
                .formatted(ROUNDS, CUSTOMERS, WARM_UP));
  }

  private static String[] row(String name, List<Round> rounds, Function<Round, Stopwatch> side) {
    double perVisit = TimeUnit.MICROSECONDS.toNanos(1) * (double) CUSTOMERS;
    Series wall = Series.of(rounds, round -> side.apply(round).wall() / perVisit);
    Series cpu = Series.of(rounds, round -> side.apply(round).cpu() / perVisit);
    return new String[] {
      name,
      Series.number(wall.median(), 0),
      wall.spread(0),
      Series.number(cpu.median(), 0),
      cpu.spread(0)
    };
  }
}
