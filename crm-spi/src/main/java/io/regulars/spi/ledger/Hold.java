package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Optional;

/**
 * A part of a lot set aside: it is neither spent nor ended until it comes back, but can be taken if
 * it is reserved, see {@link LedgerAccount#unbacked()}.
 *
 * @param kind why
 * @param ref what it was set aside for, such as a visit or a booking; 1 to 128 characters
 * @param amount how much, above zero
 * @param since when it was set aside
 * @param until the instant at which it comes back by itself, after {@code since}; empty: only by a
 *     command
 */
public record Hold(Kind kind, String ref, long amount, Instant since, Optional<Instant> until) {

  /** Why something is set aside. */
  public enum Kind {
    /** Earned, but not to be used yet. */
    PENDING,
    /** Promised to a booking or a till, to be spent or released. */
    RESERVED,
    /** Suspended; the end of the lot is moved by the time it was. */
    FROZEN
  }

  /** Refuses an amount that is not above zero and an end that is not after the beginning. */
  public Hold {
    Shapes.code("Hold.ref", ref, 128);
    Shapes.require(amount > 0, "what is held is above zero");
    Shapes.require(until.isEmpty() || until.get().isAfter(since), "a hold ends after it has begun");
  }

  /** {@link #until()}, or {@link Instant#MAX} if it does not come back by itself. */
  public Instant end() {
    return until.orElse(Instant.MAX);
  }

  /** The same hold over another amount. */
  public Hold withAmount(long changed) {
    return new Hold(kind, ref, changed, since, until);
  }
}
