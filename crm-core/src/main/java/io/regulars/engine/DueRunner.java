package io.regulars.engine;

import io.regulars.spi.Actor;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StorageException;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.Lease;
import io.regulars.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advances the files whose alarm has gone off. One pass is bounded; merchants take turns in small
 * batches so that a large one does not starve the others. Nodes may run it at the same time: a
 * claim keeps them apart, and compare-and-set would hold if it did not. Thread-safe.
 */
public final class DueRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DueRunner.class);
  private static final int BATCH = 100;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final CommandRunner runner;
  private final Storage storage;
  private final Tenants tenants;
  private final String node;

  /** Claims in the name of {@code node}, which is unique among the processes on one storage. */
  public DueRunner(CommandRunner runner, Tenants tenants, String node) {
    this.runner = runner;
    this.storage = runner.storage();
    this.tenants = tenants;
    this.node = node;
  }

  /** Advances up to {@code limit} files to the clock's instant. */
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
    Instant now = runner.now();
    List<CustomerFile> due =
        storage.claimDue(merchant, now, room, new Lease(node, now, now.plus(LEASE)));
    due.forEach(file -> counts.merge(advance(file, now), 1, Integer::sum));
    return due.size();
  }

  private Result advance(CustomerFile file, Instant now) {
    try {
      Tenant tenant = runner.tenant(file.merchant());
      FileDraft draft = FileDraft.open(tenant, Actor.system(file.merchant()), now, file);
      runner.advance().to(draft, now);
      runner.commitAdvanced(draft);
      return Result.ADVANCED;
    } catch (RuntimeException e) {
      if (e instanceof StorageException failure && failure.kind() == StorageException.Kind.STALE) {
        return Result.OVERTAKEN;
      }
      LOG.warn(
          "customer {} of merchant {} could not be advanced; its lease lapses in {}",
          file.id(),
          file.merchant(),
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
