package io.regulars.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * One command on one customer file, as the {@link CommandRunner} needs it. A service makes one per
 * command; its key is asked for once, the rest once per attempt.
 */
public interface Work {

  /** What it takes to be allowed. */
  Action action();

  /** The key that makes it idempotent, if it has one. */
  Optional<IdempotencyKey> key();

  /**
   * The draft to decide on: the file as it is now, or a new one.
   *
   * @throws io.regulars.spi.NotFoundException if the customer does not exist
   */
  FileDraft open(Tenant tenant, Instant now);

  /** The instant the command counts from, to which the draft is advanced before the decision. */
  default Instant at(Instant now) {
    return now;
  }

  /** Applies the rules to the draft, or says why not. May read storage; must not write. */
  Optional<Refusal> decide(FileDraft draft);
}
