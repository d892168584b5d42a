package io.regulars.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.examples.quickstart.CdnowShop;
import io.regulars.examples.quickstart.ReplayClock;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.PageRequest;
import io.regulars.spi.complaint.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * How many statements a command executes, by kind. On H2, since the number is the same on every
 * database; what a round trip costs is the network's affair.
 */
final class RoundTripsBenchmark {

  static final int CUSTOMERS = 100;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Set<String> NOT_A_TRIP = Set.of(CountingDataSource.BORROW);

  private RoundTripsBenchmark() {}

  static Table run() throws Exception {
    return table(counted());
  }

  /** By command, then by kind of statement, for all customers together. */
  static Map<String, Map<String, Integer>> counted() throws Exception {
    try (HikariDataSource database = Databases.inMemory("trips")) {
      CountingDataSource counting = new CountingDataSource(database);
      ReplayClock clock = new ReplayClock(START);
      Crm crm = CdnowShop.open(Databases.storage(counting.proxy()), clock);
      Desk desk = CdnowShop.desk(crm);
      Map<String, Map<String, Integer>> commands = new LinkedHashMap<>();
      counting.take();

      List<CustomerId> customers = Regulars.register(desk, CUSTOMERS);
      commands.put("register", counting.take());
      visits(desk, customers, 1);
      commands.put("first visit", counting.take());
      clock.set(START.plus(Duration.ofDays(30)));
      visits(desk, customers, 2);
      commands.put("visit", counting.take());
      visits(desk, customers, 2);
      commands.put("sent again", counting.take());
      require(CUSTOMERS, found(desk));
      commands.put("find", counting.take());
      customers.forEach(id -> desk.customers().timeline(id, PageRequest.oldest(100)));
      commands.put("timeline", counting.take());
      clock.set(START.plus(Duration.ofDays(366)));
      require(CUSTOMERS, crm.runDue().advanced());
      commands.put("due file", counting.take());
      complaints(commands);
      return commands;
    }
  }

  private static void complaints(Map<String, Map<String, Integer>> commands) throws Exception {
    try (HikariDataSource database = Databases.inMemory("cases")) {
      CountingDataSource counting = new CountingDataSource(database);
      Clock clock = new ReplayClock(START);
      RegularsCases cases = new RegularsCases(Databases.storage(counting.proxy()), clock);
      counting.take();
      List<CaseId> ids = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        ids.add(cases.open(i));
      }
      commands.put("open a case", counting.take());
      for (int i = 0; i < CUSTOMERS; i++) {
        cases.assign(ids.get(i), i);
      }
      commands.put("assign it", counting.take());
      for (int i = 0; i < CUSTOMERS; i++) {
        cases.acknowledge(ids.get(i), i);
      }
      commands.put("acknowledge it", counting.take());
    }
  }

  private static void visits(Desk desk, List<CustomerId> customers, int round) {
    for (int i = 0; i < customers.size(); i++) {
      desk.visits().record(Regulars.visit(customers.get(i), i, round)).orThrow();
    }
  }

  private static int found(Desk desk) {
    int found = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
      ExternalId card = ExternalId.of("card", "K-" + i);
      found += desk.customers().findByExternalId(card).isPresent() ? 1 : 0;
    }
    return found;
  }

  private static void require(int expected, int found) {
    if (expected != found) {
      throw new IllegalStateException(found + " files, not " + expected);
    }
  }

  /** How many of the statements counted were round trips. */
  static int trips(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .filter(count -> !NOT_A_TRIP.contains(count.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static Table table(Map<String, Map<String, Integer>> commands) {
    List<String> headings = new ArrayList<>(List.of("executions"));
    headings.addAll(commands.keySet());
    Table table = new Table(headings);
    Set<String> kinds = new TreeSet<>();
    commands.values().forEach(counts -> kinds.addAll(counts.keySet()));
    kinds.removeAll(NOT_A_TRIP);
    for (String kind : kinds) {
      table.row(row(kind, commands, counts -> counts.getOrDefault(kind, 0)));
    }
    table.row(row("round trips in all", commands, RoundTripsBenchmark::trips));
    NOT_A_TRIP.forEach(
        kind -> table.row(row(kind, commands, counts -> counts.getOrDefault(kind, 0))));
    return table.note("means of " + CUSTOMERS + " commands; a batch is one execution");
  }

  private static String[] row(
      String name,
      Map<String, Map<String, Integer>> commands,
      ToIntFunction<Map<String, Integer>> count) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Map<String, Integer> counts : commands.values()) {
      int sum = count.applyAsInt(counts);
      cells.add(sum == 0 ? "" : Series.number(sum / (double) CUSTOMERS, 2));
    }
    return cells.toArray(new String[0]);
  }
}
