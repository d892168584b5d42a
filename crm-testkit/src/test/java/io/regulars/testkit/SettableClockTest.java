package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SettableClockTest {

  private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

  private final SettableClock clock = SettableClock.at("2026-03-01T09:30:00Z");

  @Test
  void stands_until_it_is_told_to_go() {
    assertEquals(START, clock.instant());
    assertEquals(START, clock.instant());
    assertEquals(START.plusSeconds(90), clock.advance(Duration.ofSeconds(90)));
    assertEquals(START.plusSeconds(90), clock.instant());
    clock.set(START.minusSeconds(1));
    assertEquals(START.minusSeconds(1), clock.instant());
    assertEquals(START.minusSeconds(1).toEpochMilli(), clock.millis());
  }

  @Test
  void shows_the_same_instant_in_every_zone() {
    ZoneId shanghai = ZoneId.of("Asia/Shanghai");
    SettableClock elsewhere = clock.withZone(shanghai);
    elsewhere.advance(Duration.ofDays(1));

    assertEquals(ZoneOffset.UTC, clock.getZone());
    assertEquals(shanghai, elsewhere.getZone());
    assertEquals(START.plus(Duration.ofDays(1)), clock.instant());
    assertEquals(clock.instant(), elsewhere.instant());
  }

  @Test
  void loses_no_step_of_eight_threads() {
    Attempts.race(
        thread ->
            () -> {
              for (int i = 0; i < 1_000; i++) {
                clock.advance(Duration.ofSeconds(1));
              }
              return thread;
            });
    assertEquals(START.plusSeconds(8_000), clock.instant());
  }
}
