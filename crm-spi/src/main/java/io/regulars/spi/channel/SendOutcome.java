package io.regulars.spi.channel;

import java.time.Instant;
import java.util.Optional;

/** What became of one attempt to send. */
public sealed interface SendOutcome {

  /**
   * The provider took it.
   *
   * @param reference the provider's own number of it, if it gave one
   */
  record Delivered(Optional<String> reference) implements SendOutcome {}

  /**
   * Not now: time-out, throttling, provider down.
   *
   * @param reason for the people who look at it; no personal data
   * @param notBefore when the provider said to come back, if it did
   */
  record RetryLater(String reason, Optional<Instant> notBefore) implements SendOutcome {}

  /**
   * Never: unknown address, blocked, template not allowed.
   *
   * @param reason for the people who look at it; no personal data
   */
  record RefusedForGood(String reason) implements SendOutcome {}

  /** Taken, without a reference. */
  static SendOutcome delivered() {
    return new Delivered(Optional.empty());
  }

  /** Not now, at a time of the library's choice. */
  static SendOutcome retryLater(String reason) {
    return new RetryLater(reason, Optional.empty());
  }

  /** Never. */
  static SendOutcome refusedForGood(String reason) {
    return new RefusedForGood(reason);
  }
}
