package io.regulars.engine;

import io.regulars.spi.storage.CommandReceipt;
import java.time.Instant;
import java.util.Optional;

/**
 * One command as the {@link CommandRunner} needs it, on whatever aggregate. Its action and key are
 * asked for once, {@link #decide} once per attempt.
 *
 * @param <A> what the command answers
 */
public interface Job<A> {

  /** What it takes to be allowed. */
  Action action();

  /** The key that makes it idempotent; none unless told. */
  default Optional<IdempotencyKey> key() {
    return Optional.empty();
  }

  /**
   * What the command did that left this receipt, read from the lines it appended; not asked of one
   * without a key, which leaves none.
   */
  default A again(Tenant tenant, CommandReceipt receipt) {
    throw new IllegalStateException("without a key there is no receipt " + receipt.key());
  }

  /**
   * Reads, and decides at {@code now}. Must not write.
   *
   * @throws io.regulars.spi.NotFoundException if what it is about does not exist
   */
  Decision<A> decide(Tenant tenant, Instant now);
}
