package io.regulars.complaint;

import io.regulars.engine.Action;
import io.regulars.engine.Decision;
import io.regulars.engine.DeskContext;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Job;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.CommandReceipt;
import io.regulars.spi.storage.ImmutableChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;

/** A command on one case: opens it, advances it to now, decides, and says what came of it. */
final class CaseJob implements Job<CaseAnswer> {

  private final DeskContext desk;
  private final Action action;
  private final Optional<IdempotencyKey> key;
  private final BiFunction<Tenant, Instant, CaseDraft> open;
  private final Function<CaseDraft, Optional<Refusal>> rule;

  /**
   * A command under {@code key}.
   *
   * @param open makes the draft, new or of a stored case
   * @param rule applies itself to the draft, or says why not; may read storage, must not write
   */
  CaseJob(
      DeskContext desk,
      Action action,
      IdempotencyKey key,
      BiFunction<Tenant, Instant, CaseDraft> open,
      Function<CaseDraft, Optional<Refusal>> rule) {
    this(desk, action, Optional.of(key), open, rule);
  }

  private CaseJob(
      DeskContext desk,
      Action action,
      Optional<IdempotencyKey> key,
      BiFunction<Tenant, Instant, CaseDraft> open,
      Function<CaseDraft, Optional<Refusal>> rule) {
    this.desk = desk;
    this.action = action;
    this.key = key;
    this.open = open;
    this.rule = rule;
  }

  /** The same without a key: done whenever it is run. */
  CaseJob unkeyed() {
    return new CaseJob(desk, action, Optional.empty(), open, rule);
  }

  @Override
  public Action action() {
    return action;
  }

  @Override
  public Optional<IdempotencyKey> key() {
    return key;
  }

  @Override
  public Decision<CaseAnswer> decide(Tenant tenant, Instant now) {
    CaseDraft draft = open.apply(tenant, now);
    int seen = draft.stored();
    if (!draft.isNew()) {
      CaseAdvance.to(draft, now);
      new CompensationBooks(desk, draft).settle();
      CaseAccess.require(desk.actor(), draft);
    }
    Optional<Refusal> refusal = rule.apply(draft);
    if (refusal.isPresent()) {
      return new Decision.Refuse<>(refusal.get());
    }
    ImmutableChangeSet.Builder change = ChangeSet.of(tenant.merchant().id());
    CaseFile after = new CaseCommit(desk, draft).addTo(change);
    change.receipt(
        key.map(
            under ->
                CommandReceipt.builder()
                    .key(under.key())
                    .fingerprint(under.fingerprint())
                    .complaint(draft.id())
                    .fromSeq(seen + 1)
                    .throughSeq(draft.events().size())
                    .committedAt(now)
                    .build()));
    return new Decision.Write<>(
        change.build(), new CaseAnswer(after, draft.standing(), draft.appended(), false));
  }

  @Override
  public CaseAnswer again(Tenant tenant, CommandReceipt receipt) {
    CaseId id = receipt.complaint().orElseThrow();
    CaseFile file =
        desk.storage()
            .complaint(tenant.merchant().id(), id)
            .orElseThrow(() -> new NotFoundException("case " + id + " is gone"));
    int through = Math.toIntExact(receipt.throughSeq());
    List<CaseEvent> done = file.events().subList(Math.toIntExact(receipt.fromSeq()) - 1, through);
    CaseDraft now = CaseDraft.open(tenant, desk.actor(), desk.now(), file);
    if (CaseAccess.allows(desk.actor(), now)) {
      return new CaseAnswer(file, now.standing(), done, true);
    }
    if (done.stream().noneMatch(event -> event.actor().equals(desk.actor()))) {
      CaseAccess.require(desk.actor(), now);
    }
    return asItWas(file, through, done, tenant.merchant().currency());
  }

  /** What is shown to one who did it and has no business with the case any more. */
  private static CaseAnswer asItWas(
      CaseFile file, int through, List<CaseEvent> done, CurrencyUnit currency) {
    List<CaseEvent> log = file.events().subList(0, through);
    CaseStanding then = CaseStanding.of(log, currency);
    CaseFile past =
        ImmutableCaseFile.builder()
            .from(file)
            .events(log)
            .state(then.state())
            .severity(then.severity())
            .owner(then.owner())
            .waiting(then.waiting())
            .wakeAt(Optional.empty())
            .build();
    return new CaseAnswer(past, then, done, true);
  }
}
