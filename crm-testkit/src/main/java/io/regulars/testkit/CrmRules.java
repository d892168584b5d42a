package io.regulars.testkit;

import io.regulars.spi.storage.Storage;
import org.junit.jupiter.api.Assumptions;

/** What each group of rules of the library works on. */
interface CrmRules {

  /** The storage under test; empty at the start of each test. */
  Storage storage();

  /** Whether several threads may use the storage at once. */
  boolean servesThreads();

  /** How often sixteen threads go for the same, for every kind of value. */
  int attempts();

  /** A salon on the storage under test. */
  default Salon salon() {
    return new Salon(storage());
  }

  /** Skips a test that needs several threads if they may not use the storage. */
  default void assumeThreads() {
    Assumptions.assumeTrue(servesThreads(), "this storage serves one thread");
  }
}
