package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.regulars.spi.StorageException;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Calls to a storage under test, alone or by many threads at once. {@code TRANSIENT} failures are
 * tried again, as the contract invites callers to.
 */
final class Attempts {

  /** How many threads race. */
  static final int THREADS = 8;

  private static final int PATIENCE = 10_000;
  private static final long SECONDS = 120;

  private Attempts() {}

  /** The answer of {@code call}. */
  static <T> T persistently(Supplier<T> call) {
    for (int i = 0; ; i++) {
      try {
        return call.get();
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.TRANSIENT || i == PATIENCE) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Commits {@code change} and returns how it was refused; empty if it was not. */
  static Optional<StorageException> refusal(Storage storage, ChangeSet change) {
    try {
      return persistently(
          () -> {
            storage.commit(change);
            return Optional.empty();
          });
    } catch (StorageException e) {
      assertEquals(
          e.kind() == StorageException.Kind.DUPLICATE,
          e.duplicate().isPresent(),
          "a key belongs to DUPLICATE, and to nothing else");
      return Optional.of(e);
    }
  }

  /** Commits {@code change}, which must be refused as {@code STALE}. */
  static void assertStale(Storage storage, ChangeSet change) {
    assertEquals(
        Optional.of(StorageException.Kind.STALE),
        refusal(storage, change).map(StorageException::kind));
  }

  /** Commits {@code change}, which must be refused as a {@code DUPLICATE} of {@code key}. */
  static void assertDuplicate(StorageException.Key key, Storage storage, ChangeSet change) {
    Optional<StorageException> refusal = refusal(storage, change);
    assertEquals(Optional.of(StorageException.Kind.DUPLICATE), refusal.map(StorageException::kind));
    assertEquals(Optional.of(key), refusal.flatMap(StorageException::duplicate));
  }

  /**
   * Runs one task on each of {@value #THREADS} threads, started together; the results by thread.
   */
  static <T> List<T> race(IntFunction<Callable<T>> tasks) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<T> task = tasks.apply(i);
        futures.add(
            threads.submit(
                () -> {
                  start.await(SECONDS, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      return fail("a thread failed", e.getCause());
    } catch (TimeoutException e) {
      return fail("a thread did not end within " + SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
