package io.regulars.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where it was set. Thread-safe. */
final class ManualClock extends Clock {

  private volatile Instant now;

  ManualClock(Instant now) {
    this.now = now;
  }

  /** Sets the clock. */
  void set(Instant instant) {
    now = instant;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the library asks a clock for instants only");
  }
}
