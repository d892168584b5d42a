package io.regulars.examples.quickstart;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.examples.quickstart.CdnowFile.MalformedLine;
import io.regulars.examples.quickstart.Options.UsageException;
import io.regulars.spi.CrmException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Replays a shop's purchase history and prints what its owner would look at. */
public final class Quickstart {

  private static final int FINISHED = 0;
  private static final int FINISHED_WITH_MALFORMED_LINES = 2;
  private static final int WRONG_OPTIONS = 64;
  private static final int FAILED = 70;

  private final PrintStream out;
  private final PrintStream err;

  private Quickstart(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** See {@link Options#HELP}. */
  public static void main(String[] arguments) {
    System.setProperty("org.jboss.logging.provider", "slf4j");
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /** The whole program; returns its exit status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return new Quickstart(out, err).run(arguments);
  }

  private int run(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return FINISHED;
      }
      return replay(options);
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println("--help tells the options");
      return WRONG_OPTIONS;
    } catch (IOException | CrmException | IllegalStateException e) {
      err.println("failed: " + e);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        err.println("because of: " + cause);
      }
      return FAILED;
    }
  }

  private int replay(Options options) throws IOException {
    long began = System.nanoTime();
    CdnowFile history =
        options.file().isPresent() ? CdnowFile.read(options.file().get()) : CdnowFile.bundled();
    for (MalformedLine line : history.malformed()) {
      err.println("line " + line.line() + " left out: " + line.reason());
    }
    if (history.purchases().isEmpty()) {
      throw new IllegalStateException(
          "there is no purchase to replay; give a history in the format of the bundled one");
    }
    try (OpenStore store = OpenStore.open(options.store())) {
      ReplayClock clock = new ReplayClock(Instant.EPOCH);
      Crm crm = CdnowShop.open(store.storage(), clock);
      Desk desk = CdnowShop.desk(crm);
      Replay replay = new Replay(crm, store.storage(), clock);
      replay.requireUnrecorded(history.after(options.limit()));
      Report report = report(replay, desk, history.first(options.limit()));
      print(
          options,
          desk,
          report,
          (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1));
    }
    return history.malformed().isEmpty() ? FINISHED : FINISHED_WITH_MALFORMED_LINES;
  }

  private Report report(Replay replay, Desk desk, List<Purchase> purchases) {
    Progress progress = Progress.to(err);
    long customers = purchases.stream().map(Purchase::customer).distinct().count();
    replay.record(purchases, progress);
    replay.runDue(customers, progress);
    Report report = Report.read(desk, customers, progress);
    if (report.summary().visits() != purchases.size()) {
      throw new IllegalStateException(
          "the store holds "
              + report.summary().visits()
              + " visits, the history "
              + purchases.size()
              + "; start with an empty store");
    }
    return report;
  }

  private void print(Options options, Desk desk, Report report, double seconds) {
    if (options.json()) {
      out.println(report.summary().toJson(seconds));
    } else {
      new ReportPrinter(out, desk.texts(Locale.ENGLISH)).print(report);
      out.println();
      out.println(String.format(Locale.ROOT, "%.1f seconds, store %s", seconds, options.store()));
    }
  }
}
