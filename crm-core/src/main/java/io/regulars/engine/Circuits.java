package io.regulars.engine;

import io.regulars.spi.channel.ChannelKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which channels are down, as far as this process knows. Thread-safe. */
final class Circuits {

  private final CircuitPolicy policy;
  private final Map<ChannelKind, Integer> failures = new HashMap<>();
  private final Map<ChannelKind, Instant> openUntil = new HashMap<>();

  Circuits(CircuitPolicy policy) {
    this.policy = policy;
  }

  /**
   * Until when the channel is not to be tried; empty: try. Whoever is let through after the pause
   * is the only one until it told what came of it, or another pause is over.
   */
  synchronized Optional<Instant> waits(ChannelKind channel, Instant now) {
    Instant until = openUntil.get(channel);
    if (until == null) {
      return Optional.empty();
    }
    if (now.isBefore(until)) {
      return Optional.of(until);
    }
    openUntil.put(channel, now.plus(policy.pause()));
    return Optional.empty();
  }

  /** The channel answered. */
  synchronized void answered(ChannelKind channel) {
    failures.remove(channel);
    openUntil.remove(channel);
  }

  /** The channel failed. */
  synchronized void failed(ChannelKind channel, Instant now) {
    if (failures.merge(channel, 1, Integer::sum) >= policy.failures()) {
      openUntil.put(channel, now.plus(policy.pause()));
    }
  }
}
