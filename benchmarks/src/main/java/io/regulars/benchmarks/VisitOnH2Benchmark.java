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
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 25;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private VisitOnH2Benchmark() {}

  /** A round's visits: the median of single ones, and the mean by the thread's CPU time. */
  private record Side(double median, double cpu) {}

  private record Round(Side regulars, Side byHand) {}

  /** One visit of many. */
  @FunctionalInterface
  private interface Visits {
    void write(int number) throws Exception;
  }

  static Table run() throws Exception {
    List<Round> rounds = rounds();
    return new Table(
            List.of("a visit, microseconds", "median", "spread", "CPU median", "CPU spread"))
        .row(row("Regulars", rounds, Round::regulars))
        .row(row("by hand", rounds, Round::byHand))
        .row(speed(rounds))
        .note(
            "%d rounds of %d visits each, after %d to warm up; all tables are the same in the end"
                .formatted(ROUNDS, CUSTOMERS, WARM_UP));
  }

  private static List<Round> rounds() throws Exception {
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
      return rounds;
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
    Side regulars =
        timed(i -> desk.visits().record(Regulars.visit(customers.get(i), i, number)).orThrow());
    List<HandWrittenVisit> visits = HandWrittenVisit.recordedAt(written, now);
    if (visits.size() != customers.size()) {
      throw new IllegalStateException(visits.size() + " visits were written");
    }
    return new Round(regulars, timed(i -> visits.get(i).write(second)));
  }

  private static Side timed(Visits visits) throws Exception {
    List<Stopwatch> times = new ArrayList<>(CUSTOMERS);
    Stopwatch all =
        Stopwatch.time(
            () -> {
              for (int i = 0; i < CUSTOMERS; i++) {
                int number = i;
                times.add(Stopwatch.time(() -> visits.write(number)));
              }
            });
    double micro = TimeUnit.MICROSECONDS.toNanos(1);
    return new Side(
        Series.of(times, Stopwatch::wall).median() / micro, all.cpu() / micro / CUSTOMERS);
  }

  private static String[] speed(List<Round> rounds) {
    Series median = Series.of(rounds, round -> round.byHand().median() / round.regulars().median());
    Series cpu = Series.of(rounds, round -> round.byHand().cpu() / round.regulars().cpu());
    return cells("speed of Regulars, by hand = 1", median, cpu, 2);
  }

  private static String[] row(String name, List<Round> rounds, Function<Round, Side> side) {
    Series median = Series.of(rounds, round -> side.apply(round).median());
    Series cpu = Series.of(rounds, round -> side.apply(round).cpu());
    return cells(name, median, cpu, 0);
  }

  private static String[] cells(String name, Series median, Series cpu, int decimals) {
    return new String[] {
      name,
      Series.number(median.median(), decimals),
      median.spread(decimals),
      Series.number(cpu.median(), decimals),
      cpu.spread(decimals)
    };
  }
}
