package io.regulars.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.regulars.inmemory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Complaints from their opening to their end through Regulars and through an embedded Flowable, on
 * one H2 each, in alternating rounds of one process. Flowable three times: with due dates instead
 * of timers, with a timer per clock, and with one per warning and rung, which is what Regulars
 * does. In the end every case is closed on every side, and no timer left.
 */
final class ComplaintBenchmark {

  private static final int CASES = 40;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 7;
  private static final int MANY = 4;
  private static final String OURS = "Regulars";
  private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");

  private ComplaintBenchmark() {}

  /** A round of one side, in nanoseconds per case: on the wall, and of the working threads' CPU. */
  private record Lap(double wall, double cpu) {}

  /** Makes databases. */
  @FunctionalInterface
  private interface Database {
    HikariDataSource open(String name) throws IOException;
  }

  /** The sides, and what has to be given back when they have run. */
  private record Sides(Map<String, CasePath> paths, List<AutoCloseable> open)
      implements AutoCloseable {

    Sides() {
      this(new LinkedHashMap<>(), new ArrayList<>());
    }

    @Override
    public void close() throws Exception {
      for (CasePath path : paths.values()) {
        path.close();
      }
      for (AutoCloseable each : open) {
        each.close();
      }
    }
  }

  static Table run() throws Exception {
    Table table =
        new Table(
            List.of(
                "cases from open to close",
                "cases/s",
                "spread",
                "Regulars is faster",
                "spread",
                "by CPU time"));
    Path directory = Files.createTempDirectory("regulars-benchmarks");
    try {
      measure(table, "H2 in memory, 1 thread", 1, Databases::inMemory);
      measure(table, "H2 in memory, 4 threads", MANY, Databases::inMemory);
      measure(table, "H2 on a file, 1 thread", 1, name -> Databases.onFile(directory, name));
      measure(table, "H2 on a file, 4 threads", MANY, name -> Databases.onFile(directory, name));
    } finally {
      delete(directory);
    }
    table.note(
        "%d rounds of %d cases of 10 steps, after %d to warm up; all cases are closed in the end"
            .formatted(ROUNDS, CASES, WARM_UP));
    trips().forEach((side, trips) -> table.note("round trips per case, " + side + ": " + trips));
    return table;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** On a Monday at ten, when all shops are open, and going on from there. */
  private static Clock clock() {
    Clock system = Clock.systemUTC();
    return Clock.offset(system, Duration.between(system.instant(), MONDAY));
  }

  private static Sides sides(Database database) throws IOException {
    Sides sides = new Sides();
    HikariDataSource own = opened(database, "regulars", sides);
    sides.paths().put(OURS, new RegularsCases(Databases.storage(own), clock()));
    sides.paths().put("Regulars, no database", new RegularsCases(new InMemoryStorage(), clock()));
    for (FlowableProcess process : FlowableProcess.values()) {
      HikariDataSource source = opened(database, process.name(), sides);
      sides.paths().put("Flowable, " + process.words(), new FlowableCases(source, process));
    }
    return sides;
  }

  private static HikariDataSource opened(Database database, String name, Sides sides)
      throws IOException {
    HikariDataSource source = database.open(name);
    sides.open().add(source);
    return source;
  }

  private static void measure(Table table, String where, int threads, Database database)
      throws Exception {
    List<Map<String, Lap>> rounds = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Sides sides = sides(database)) {
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        Map<String, Lap> laps = new LinkedHashMap<>();
        for (Map.Entry<String, CasePath> side : sides.paths().entrySet()) {
          laps.put(side.getKey(), lap(workers, threads, side.getValue(), round * CASES));
        }
        if (round >= WARM_UP) {
          rounds.add(laps);
        }
      }
      sides.paths().values().forEach(path -> path.requireClosed((WARM_UP + ROUNDS) * CASES));
    } finally {
      workers.shutdown();
    }
    for (String side : rounds.get(0).keySet()) {
      table.row(row(where + ": " + side, side, rounds));
    }
  }

  private static Lap lap(ExecutorService workers, int threads, CasePath path, int from)
      throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    long wall = System.nanoTime();
    List<Future<Stopwatch>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(workers.submit(() -> Stopwatch.time(() -> work(path, next, from + CASES))));
    }
    long cpu = 0;
    for (Future<Stopwatch> each : running) {
      cpu += each.get().cpu();
    }
    return new Lap((System.nanoTime() - wall) / (double) CASES, cpu / (double) CASES);
  }

  private static void work(CasePath path, AtomicInteger next, int end) {
    for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
      path.openToClose(number);
    }
  }

  private static String[] row(String name, String side, List<Map<String, Lap>> rounds) {
    double second = TimeUnit.SECONDS.toNanos(1);
    Series speed = Series.of(rounds, round -> second / of(round, side).wall());
    Series faster = faster(side, rounds, Lap::wall);
    Series byCpu = faster(side, rounds, Lap::cpu);
    return new String[] {
      name,
      Series.number(speed.median(), 0),
      speed.spread(0),
      Series.number(faster.median(), 1),
      faster.spread(1),
      Series.number(byCpu.median(), 1)
    };
  }

  private static Series faster(
      String side, List<Map<String, Lap>> rounds, ToDoubleFunction<Lap> time) {
    return Series.of(
        rounds, round -> time.applyAsDouble(of(round, side)) / time.applyAsDouble(of(round, OURS)));
  }

  private static Lap of(Map<String, Lap> round, String side) {
    return round.getOrDefault(side, new Lap(Double.NaN, Double.NaN));
  }

  /** Something that takes cases and uses a data source. */
  @FunctionalInterface
  private interface Making {
    CasePath on(DataSource source);
  }

  private static Map<String, String> trips() throws Exception {
    Map<String, String> trips = new LinkedHashMap<>();
    trips.put(OURS, trips(source -> new RegularsCases(Databases.storage(source), clock())));
    for (FlowableProcess process : FlowableProcess.values()) {
      trips.put(
          "Flowable, " + process.words(), trips(source -> new FlowableCases(source, process)));
    }
    return trips;
  }

  /** The mean of cases behind the first, which may fill caches. */
  private static String trips(Making making) throws Exception {
    try (HikariDataSource database = Databases.inMemory("trips")) {
      CountingDataSource counting = new CountingDataSource(database);
      try (CasePath path = making.on(counting.proxy())) {
        path.openToClose(0);
        counting.take();
        for (int number = 1; number <= CASES; number++) {
          path.openToClose(number);
        }
        return Series.number(counting.takeTrips() / (double) CASES, 1);
      }
    }
  }
}
