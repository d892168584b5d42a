package io.regulars.benchmarks;

import io.regulars.Crm;
import io.regulars.examples.quickstart.CdnowFile;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.examples.quickstart.Progress;
import io.regulars.examples.quickstart.Purchase;
import io.regulars.examples.quickstart.Replay;
import io.regulars.examples.quickstart.ReplayClock;
import io.regulars.examples.quickstart.Report;
import io.regulars.inmemory.InMemoryStorage;
import io.regulars.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The quickstart's replay in memory, several times in one process on one thread. Its visits include
 * the registration of 23,570 customers; reading the text file is not counted.
 */
final class ReplayBenchmark {

  private static final int RUNS = 15;

  private ReplayBenchmark() {}

  private record Run(Stopwatch visits, Stopwatch due, Stopwatch report) {}

  static Table run() throws Exception {
    List<Purchase> purchases = CdnowFile.bundled().purchases();
    Table table =
        new Table(List.of("run", "visits/s", "visits/s of CPU", "KB/visit", "due ms", "report ms"));
    List<Run> runs = new ArrayList<>();
    for (int i = 1; i <= RUNS; i++) {
      Run run = replay(purchases);
      runs.add(run);
      table.row(
          Integer.toString(i),
          perSecond(purchases, run.visits().wall()),
          perSecond(purchases, run.visits().cpu()),
          kilobytes(purchases, run.visits().allocated()),
          millis(run.due().wall()),
          millis(run.report().wall()));
    }
    Series wall = Series.of(runs, run -> run.visits().wall());
    Series cpu = Series.of(runs, run -> run.visits().cpu());
    Series allocated = Series.of(runs, run -> run.visits().allocated());
    Series due = Series.of(runs, run -> run.due().wall());
    Series report = Series.of(runs, run -> run.report().wall());
    return table
        .row(
            "median",
            perSecond(purchases, wall.median()),
            perSecond(purchases, cpu.median()),
            kilobytes(purchases, allocated.median()),
            millis(due.median()),
            millis(report.median()))
        .row(
            "best",
            perSecond(purchases, wall.min()),
            perSecond(purchases, cpu.min()),
            kilobytes(purchases, allocated.min()),
            millis(due.min()),
            millis(report.min()));
  }

  private static Run replay(List<Purchase> purchases) throws Exception {
    System.gc();
    ReplayClock clock = new ReplayClock(purchases.get(0).at());
    Storage storage = new InMemoryStorage();
    Crm crm = CdnowShop.open(storage, clock);
    Replay replay = new Replay(crm, storage, clock);
    Progress silent = Progress.silent();
    return new Run(
        Stopwatch.time(() -> replay.record(purchases, silent)),
        Stopwatch.time(() -> replay.runDue(0, silent)),
        Stopwatch.time(() -> Report.read(CdnowShop.desk(crm), 0, silent)));
  }

  private static String perSecond(List<Purchase> purchases, double nanos) {
    return Series.number(purchases.size() * (double) TimeUnit.SECONDS.toNanos(1) / nanos, 0);
  }

  private static String kilobytes(List<Purchase> purchases, double bytes) {
    return Series.number(bytes / 1_024 / purchases.size(), 1);
  }

  private static String millis(double nanos) {
    return Series.number(nanos / TimeUnit.MILLISECONDS.toNanos(1), 0);
  }
}
