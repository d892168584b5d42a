package io.regulars.engine;

import io.regulars.spi.storage.ChangeSet;

/** What one attempt of a {@link Job} came to. */
public sealed interface Decision<A> {

  /** The rules say no. */
  record Refuse<A>(Refusal refusal) implements Decision<A> {}

  /**
   * This is to be written.
   *
   * @param change all of it, the receipt included
   * @param answer what the command answers once it is
   */
  record Write<A>(ChangeSet change, A answer) implements Decision<A> {}

  /** There is nothing to do. */
  record Keep<A>(A answer) implements Decision<A> {}
}
