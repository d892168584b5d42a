package io.regulars.engine;

import io.regulars.spi.RefusedException;
import io.regulars.spi.Rejection;
import java.util.Optional;

/**
 * What became of a command: done, or refused by the rules. Wrong shapes, unknown ids, missing
 * rights and storage failures are exceptions instead, since no customer is waiting for an
 * explanation of them.
 */
public sealed interface Outcome<T> {

  /** It was carried out. */
  record Done<T>(T value) implements Outcome<T> {}

  /** The rules said no, and nothing was written. */
  record Refused<T>(Rejection rejection) implements Outcome<T> {}

  /** The value if done; throws {@link RefusedException} with the rejection otherwise. */
  default T orThrow() {
    if (this instanceof Refused<T> refused) {
      throw new RefusedException(refused.rejection());
    }
    return ((Done<T>) this).value();
  }

  /** The rejection if refused. */
  default Optional<Rejection> refusal() {
    return this instanceof Refused<T> refused ? Optional.of(refused.rejection()) : Optional.empty();
  }
}
