package io.regulars.examples.quickstart;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where it was set last. A host in production leaves the clock out. */
public final class ReplayClock extends Clock {

  private final ZoneId zone;
  private volatile Instant instant;

  /** Stands at {@code instant}, in UTC. */
  public ReplayClock(Instant instant) {
    this(instant, ZoneOffset.UTC);
  }

  private ReplayClock(Instant instant, ZoneId zone) {
    this.instant = instant;
    this.zone = zone;
  }

  /** Moves to {@code instant}. */
  public void set(Instant instant) {
    this.instant = instant;
  }

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new ReplayClock(instant, other);
  }
}
