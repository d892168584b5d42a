package io.regulars.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The round trips that docs/performance.md states. */
class RoundTripsTest {

  @Test
  void a_command_makes_no_more_round_trips_than_is_stated() throws Exception {
    Map<String, Map<String, Integer>> counted = RoundTripsBenchmark.counted();
    Map<String, Integer> stated =
        Map.of(
            "register", 7,
            "visit", 10,
            "sent again", 8,
            "find", 1,
            "open a case", 10,
            "assign it", 10,
            "acknowledge it", 9);
    stated.forEach(
        (command, trips) ->
            assertEquals(
                trips * RoundTripsBenchmark.CUSTOMERS,
                RoundTripsBenchmark.trips(counted.getOrDefault(command, Map.of())),
                command));
  }

  @Test
  void what_is_sent_again_writes_nothing() throws Exception {
    Map<String, Integer> again = RoundTripsBenchmark.counted().getOrDefault("sent again", Map.of());
    assertTrue(
        again.keySet().stream().noneMatch(kind -> kind.startsWith("INSERT")), again::toString);
    assertTrue(
        again.keySet().stream().noneMatch(kind -> kind.startsWith("UPDATE")), again::toString);
  }
}
