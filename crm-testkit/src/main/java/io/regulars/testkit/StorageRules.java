package io.regulars.testkit;

import io.regulars.spi.storage.Storage;
import org.junit.jupiter.api.Assumptions;

/** What each group of rules of the storage contract works on. */
interface StorageRules {

  /** The storage under test; empty at the start of each test. */
  Storage storage();

  /** Whether several threads may use the storage at once. */
  boolean servesThreads();

  /** How many random histories are compared with the model. */
  int histories();

  /** The seed of the first of them. */
  int firstHistory();

  /** Skips a test that needs several threads if they may not use the storage. */
  default void assumeThreads() {
    Assumptions.assumeTrue(servesThreads(), "this storage serves one thread");
  }
}
