package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.regulars.spi.StorageException;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Calls to a storage under test, alone or by many threads at once. {@code TRANSIENT} failures are
 * tried again, as the contract invites callers to.
 */
final class Attempts {

  /** How many threads race. */
  static final int THREADS = 8;

  private static final int ROUNDS = 100;
  private static final int PATIENCE = 10_000;
  private static final long SECONDS = 120;

  private Attempts() {}

  /** The answer of {@code call}. */
  static <T> T persistently(Supplier<T> call) {
    for (int i = 0; ; i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the race is over");
      }
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
    return race(THREADS, tasks);
  }

  /** The same on so many threads. */
  static <T> List<T> race(int count, IntFunction<Callable<T>> tasks) {
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
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

  /**
   * Has all threads claim all of {@code count} things, numbered from 1, in {@value #ROUNDS} rounds.
   * The leases of one round exclude each other and have lapsed in the next, so in each round
   * nothing is claimed twice, however fast or slow a thread is; and nothing is lost to a last
   * round.
   */
  static <I> void assertClaimedOnce(
      int count, LongFunction<I> ids, Function<Lease, List<I>> claims) {
    List<List<List<I>>> claimed = race(thread -> () -> claimInRounds(count, claims));
    List<I> expected = LongStream.rangeClosed(1, count).mapToObj(ids).toList();
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      List<I> all = claimed.stream().flatMap(mine -> mine.get(round).stream()).toList();
      assertEquals(all.stream().distinct().toList(), all, "nothing is claimed twice");
      assertTrue(expected.containsAll(all), "nothing is claimed that is not there");
    }
    assertEquals(
        new HashSet<>(expected),
        new HashSet<>(claimAll(round(ROUNDS), count, claims)),
        "nothing is lost");
  }

  private static <I> List<List<I>> claimInRounds(int count, Function<Lease, List<I>> claims) {
    List<List<I>> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(claimAll(round(i), count, claims));
    }
    return rounds;
  }

  /** Claims until nothing is left, or more was claimed than there is. */
  private static <I> List<I> claimAll(Lease lease, int count, Function<Lease, List<I>> claims) {
    List<I> mine = new ArrayList<>();
    List<I> some;
    do {
      some = persistently(() -> claims.apply(lease));
      mine.addAll(some);
    } while (!some.isEmpty() && mine.size() <= count);
    return mine;
  }

  private static Lease round(int i) {
    return new Lease("node", Samples.t(i), Samples.t(i + 1L));
  }
}
