package io.regulars.benchmarks;

/** A way to take complaints from their opening to their end. Thread-safe. */
interface CasePath extends AutoCloseable {

  /**
   * Opens a case and takes it through assigning, acknowledging, investigating, concluding,
   * proposing, agreeing, resolving and following up to its close, each step in a transaction of its
   * own.
   *
   * @param number of the case, each once
   */
  void openToClose(int number);

  /** Throws unless this many cases are closed, none is open, and no alarm is left. */
  void requireClosed(int cases);

  /** Gives back what it holds; the database is not its own. */
  @Override
  default void close() {}
}
