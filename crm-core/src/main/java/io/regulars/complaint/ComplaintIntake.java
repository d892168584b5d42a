package io.regulars.complaint;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Tenant;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.storage.ImmutableChangeSet;
import java.time.Instant;
import java.util.Optional;

/**
 * A case that another part's decision opens, in that decision's commit: a negative answer to a
 * survey. It is given to who answers for the shop. Confined to one decision and one thread.
 */
public final class ComplaintIntake {

  private final CaseDraft draft;
  private final CaseCommit commit;

  private ComplaintIntake(CaseDraft draft, CaseCommit commit) {
    this.draft = draft;
    this.commit = commit;
  }

  /**
   * A new case as {@code command} has it, whose key is not looked at: the decision has its own.
   *
   * @return empty if the tenant's program handles no complaints
   */
  public static Optional<ComplaintIntake> open(
      DeskContext desk, Tenant tenant, Instant now, OpenComplaint command) {
    if (tenant.program().plan(ComplaintPlan.class).isEmpty()) {
      return Optional.empty();
    }
    CaseDraft draft =
        CaseDraft.create(
            tenant,
            desk.actor(),
            now,
            CaseId.of(UuidCreator.getTimeOrderedEpochPlus1()),
            command.customer(),
            command.store(),
            command.channel());
    CaseRules.openWithManager(draft, command, Roster.of(desk));
    return Optional.of(new ComplaintIntake(draft, new CaseCommit(desk, draft)));
  }

  /** The case. */
  public CaseId id() {
    return draft.id();
  }

  /** Tells the customer's file of it, with which it will be committed. */
  public void on(FileDraft file) {
    draft.appended().stream()
        .map(commit::news)
        .flatMap(Optional::stream)
        .forEach(news -> file.happened(EventKind.COMPLAINT, file.asOf(), news));
    file.also(this::addTo);
  }

  /** Adds the case to a change set without its customer's file: for one that nobody is known of. */
  public void addTo(ImmutableChangeSet.Builder change) {
    commit.addCase(change);
  }
}
