package io.regulars.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands until it is told to go: tests decide what time it is. Thread-safe; clocks
 * made by {@link #withZone} show the same instant and move with this one.
 */
public final class SettableClock extends Clock {

  private final Hand hand;
  private final ZoneId zone;

  private SettableClock(Hand hand, ZoneId zone) {
    this.hand = hand;
    this.zone = zone;
  }

  /** A clock that shows {@code now}, in UTC. */
  public static SettableClock at(Instant now) {
    return new SettableClock(new Hand(now), ZoneOffset.UTC);
  }

  /** A clock that shows {@code now}, an ISO-8601 instant such as {@code 2026-03-01T09:30:00Z}. */
  public static SettableClock at(String now) {
    return at(Instant.parse(now));
  }

  /** Puts the clock to {@code instant}, be it later or earlier. */
  public void set(Instant instant) {
    hand.set(instant);
  }

  /**
   * Puts the clock forward by {@code amount}, or back if it is negative; returns the new instant.
   */
  public Instant advance(Duration amount) {
    return hand.advance(amount);
  }

  @Override
  public Instant instant() {
    return hand.now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public SettableClock withZone(ZoneId other) {
    return new SettableClock(hand, other);
  }

  @Override
  public String toString() {
    return "SettableClock[" + hand.now + ", " + zone + "]";
  }

  /** The instant, shared by the clocks of all zones. */
  private static final class Hand {

    private volatile Instant now;

    Hand(Instant now) {
      this.now = now;
    }

    synchronized void set(Instant instant) {
      now = instant;
    }

    synchronized Instant advance(Duration amount) {
      now = now.plus(amount);
      return now;
    }
  }
}
