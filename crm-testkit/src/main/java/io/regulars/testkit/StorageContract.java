package io.regulars.testkit;

import io.regulars.spi.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The storage contract as tests. The author of an adapter extends this class in his own tests,
 * implements {@link #newStorage()} and is done:
 *
 * <pre>{@code
 * class MyStorageContractTest extends StorageContract {
 *   @Override
 *   protected Storage newStorage() {
 *     return new MyStorage(...);
 *   }
 * }
 * }</pre>
 *
 * <p>The rules are in the interfaces this class implements, one for each part of {@link Storage}'s
 * Javadoc; the README of crm-testkit lists them by number. No test sleeps or asks the system's
 * clock.
 */
public abstract class StorageContract
    implements StorageAtomicityRules,
        StorageVersionRules,
        StorageKeyRules,
        StorageIsolationRules,
        StoragePagingRules,
        StorageAlarmRules,
        StorageOutboxRules,
        StorageSearchRules,
        StorageFidelityRules,
        StorageTextRules,
        StorageCaseRules,
        StorageFeedbackRules,
        StorageModelRules {

  private @Nullable Storage storage;

  /** For subclasses. */
  protected StorageContract() {}

  /** Returns an empty storage; asked once before each test. */
  protected abstract Storage newStorage();

  /** Gives up a storage after a test; closes it if it can be closed. */
  protected void discard(Storage used) throws Exception {
    if (used instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** The storage of the running test. */
  @Override
  public final Storage storage() {
    if (storage == null) {
      throw new IllegalStateException("there is a storage only while a test runs");
    }
    return storage;
  }

  /**
   * Capability: whether several threads may use the storage at once; true unless overridden.
   * Storage bound to one connection of the host's says no, and the rules about threads are skipped.
   */
  @Override
  public boolean servesThreads() {
    return true;
  }

  /**
   * How many random histories are compared with the model, 60 steps each; 300 unless overridden. An
   * adapter that is slow to commit may do with fewer in its daily build.
   */
  @Override
  public int histories() {
    return 300;
  }

  /**
   * The seed of the first random history, 0 unless overridden. To play one that failed alone,
   * return the seed its failure names, and 1 from {@link #histories()}.
   */
  @Override
  public int firstHistory() {
    return 0;
  }

  @BeforeEach
  final void openStorage() {
    storage = newStorage();
  }

  @AfterEach
  final void discardStorage() throws Exception {
    Storage used = storage;
    storage = null;
    if (used != null) {
      discard(used);
    }
  }
}
