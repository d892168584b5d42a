package io.regulars.liability;

import io.regulars.spi.ledger.AccountKind;
import java.time.Instant;
import java.util.Map;

/**
 * What ended unused over a period; it counts for the period in which it could be used last.
 *
 * @param from first instant, inclusive
 * @param to last instant, exclusive
 * @param ended how much of each account kind ended, above zero: points, minor units, sessions,
 *     coupons; a kind of which nothing ended is left out
 */
public record Breakage(Instant from, Instant to, Map<AccountKind, Long> ended) {

  /** Copies the figures. */
  public Breakage {
    ended = Map.copyOf(ended);
  }

  /** How much of {@code account} ended. */
  public long of(AccountKind account) {
    return ended.getOrDefault(account, 0L);
  }
}
