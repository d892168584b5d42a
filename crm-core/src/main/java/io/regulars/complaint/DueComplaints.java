package io.regulars.complaint;

import io.regulars.engine.CommandRunner;
import io.regulars.engine.DeskContext;
import io.regulars.engine.DueWork;
import io.regulars.engine.Validation;
import io.regulars.spi.Actor;
import io.regulars.spi.MerchantId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.List;

/**
 * Cases whose alarm has gone off: clocks strike, and what waits in vain ends. A merchant whose
 * program has no {@link ComplaintPlan} any more is passed over: nothing fails, nothing is written,
 * and alarms go off once there is a plan again. Thread-safe.
 */
public final class DueComplaints implements DueWork {

  private final CommandRunner runner;
  private final Validation validation;

  /** Commits by the runner's ways. */
  public DueComplaints(CommandRunner runner, Validation validation) {
    this.runner = runner;
    this.validation = validation;
  }

  @Override
  public List<Claimed> claim(MerchantId merchant, Instant now, int limit, Lease lease) {
    if (runner.tenant(merchant).program().plan(ComplaintPlan.class).isEmpty()) {
      return List.of();
    }
    return runner.storage().claimDueComplaints(merchant, now, limit, lease).stream()
        .map(file -> new Claimed("case " + file.id(), () -> advance(file, now)))
        .toList();
  }

  private void advance(CaseFile file, Instant now) {
    Actor system = Actor.system(file.merchant());
    CaseDraft draft = CaseDraft.open(runner.tenant(file.merchant()), system, now, file);
    CaseAdvance.to(draft, now);
    ImmutableChangeSet.Builder change = ChangeSet.of(file.merchant());
    new CaseCommit(new DeskContext(runner, validation, system), draft).addTo(change);
    runner.storage().commit(change.build());
  }
}
