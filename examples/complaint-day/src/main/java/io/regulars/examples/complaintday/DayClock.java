package io.regulars.examples.complaintday;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where it was set last. A host in production leaves the clock out. */
final class DayClock extends Clock {

  private final ZoneId zone;
  private volatile Instant instant;

  /** Stands at {@code instant}, in UTC. */
  DayClock(Instant instant) {
    this(instant, ZoneOffset.UTC);
  }

  private DayClock(Instant instant, ZoneId zone) {
    this.instant = instant;
    this.zone = zone;
  }

  /** Moves to {@code instant}. */
  void set(Instant instant) {
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
    return new DayClock(instant, other);
  }
}
