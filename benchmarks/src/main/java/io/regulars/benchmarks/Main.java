package io.regulars.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Runs one measurement and prints a table. */
public final class Main {

  private static final String HELP =
      """
      usage: java -jar benchmarks.jar <command>

        replay       the quickstart's replay of 69,659 purchases in memory, visits per second
        visit-h2     a visit on H2 beside a hand-written JDBC transaction that writes the same rows
        round-trips  statements executed per command
        due          1,000 due files among 10,000 and among 200,000, in memory and on H2
        complaints   cases from open to close through Regulars and through an embedded Flowable
        decision     JMH: a visit's validation and decision without storage
        all          all of these, one after the other
      """;

  private static final Map<String, Callable<Table>> COMMANDS =
      Map.of(
          "replay", ReplayBenchmark::run,
          "visit-h2", VisitOnH2Benchmark::run,
          "round-trips", RoundTripsBenchmark::run,
          "due", DueBenchmark::run,
          "complaints", ComplaintBenchmark::run,
          "decision", DecisionBenchmark::run);

  private Main() {}

  /** See the help it prints without arguments. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.jboss.logging.provider", "slf4j");
    String command = arguments.length == 1 ? arguments[0] : "";
    if (command.equals("all")) {
      for (String each : new TreeMap<>(COMMANDS).keySet()) {
        run(each);
      }
    } else if (COMMANDS.containsKey(command)) {
      run(command);
    } else {
      System.err.print(HELP);
      System.exit(64);
    }
  }

  private static void run(String command) throws Exception {
    System.out.println(String.format(Locale.ROOT, "== %s (%s)", command, Machine.describe()));
    Callable<Table> benchmark = COMMANDS.getOrDefault(command, () -> new Table(List.of()));
    System.out.println(benchmark.call().print());
  }
}
