package io.regulars.engine;

import com.google.common.collect.ImmutableList;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StorageException;
import io.regulars.spi.storage.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advances the aggregates whose alarm has gone off, kind after kind. One pass is bounded; merchants
 * take turns in small batches so that a large one does not starve the others. Nodes may run it at
 * the same time: a claim keeps them apart, and compare-and-set would hold if it did not.
 * Thread-safe.
 */
public final class DueRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DueRunner.class);
  private static final int BATCH = 100;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final CommandRunner runner;
  private final Tenants tenants;
  private final ImmutableList<DueWork> kinds;
  private final String node;

  /**
   * Claims in the name of {@code node}, which is unique among the processes on one storage.
   *
   * @param kinds the most urgent first
   */
  public DueRunner(CommandRunner runner, Tenants tenants, List<DueWork> kinds, String node) {
    this.runner = runner;
    this.tenants = tenants;
    this.kinds = ImmutableList.copyOf(kinds);
    this.node = node;
  }

  /** Advances up to {@code limit} aggregates to the clock's instant. */
  public DuePass run(int limit) {
    Map<Result, Integer> counts = new EnumMap<>(Result.class);
    boolean more =
        Turns.run(tenants.all(), limit, BATCH, (merchant, room) -> advance(merchant, room, counts));
    return new DuePass(
        counts.getOrDefault(Result.ADVANCED, 0),
        counts.getOrDefault(Result.OVERTAKEN, 0),
        counts.getOrDefault(Result.FAILED, 0),
        more);
  }

  private int advance(MerchantId merchant, int room, Map<Result, Integer> counts) {
    int found = 0;
    for (DueWork kind : kinds) {
      if (found < room) {
        Instant now = runner.now();
        List<DueWork.Claimed> due =
            kind.claim(merchant, now, room - found, new Lease(node, now, now.plus(LEASE)));
        due.forEach(claimed -> counts.merge(advance(merchant, claimed), 1, Integer::sum));
        found += due.size();
      }
    }
    return found;
  }

  private static Result advance(MerchantId merchant, DueWork.Claimed claimed) {
    try {
      claimed.advance().run();
      return Result.ADVANCED;
    } catch (RuntimeException e) {
      if (e instanceof StorageException failure && failure.kind() == StorageException.Kind.STALE) {
        return Result.OVERTAKEN;
      }
      LOG.warn(
          "{} of merchant {} could not be advanced; its lease lapses in {}",
          claimed.name(),
          merchant,
          LEASE,
          e);
      return Result.FAILED;
    }
  }

  private enum Result {
    ADVANCED,
    OVERTAKEN,
    FAILED
  }
}
