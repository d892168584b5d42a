package io.regulars.engine;

import io.regulars.spi.Actor;
import io.regulars.spi.MerchantId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.List;

/** Customers' files whose alarm has gone off. Thread-safe. */
public final class DueFiles implements DueWork {

  private final CommandRunner runner;

  /** Advances by the runner's rules. */
  public DueFiles(CommandRunner runner) {
    this.runner = runner;
  }

  @Override
  public List<Claimed> claim(MerchantId merchant, Instant now, int limit, Lease lease) {
    return runner.storage().claimDue(merchant, now, limit, lease).stream()
        .map(file -> new Claimed("customer " + file.id(), () -> advance(file, now)))
        .toList();
  }

  private void advance(CustomerFile file, Instant now) {
    Tenant tenant = runner.tenant(file.merchant());
    FileDraft draft = FileDraft.open(tenant, Actor.system(file.merchant()), now, file);
    runner.advance().to(draft, now);
    runner.commitAdvanced(draft);
  }
}
