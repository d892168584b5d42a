package io.regulars.complaint;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Tenant;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Shapes;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.ImmutableCaseFile;
import io.regulars.spi.storage.CaseChange;
import io.regulars.worktime.WorkingTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A case while one decision is made on it: rules append lines here, and the standing follows.
 * Confined to one decision and one thread.
 */
public final class CaseDraft {

  private final Tenant tenant;
  private final ComplaintPlan plan;
  private final @Nullable CaseFile before;
  private final CaseId id;
  private final Optional<CustomerId> customer;
  private final StoreId store;
  private final String channel;
  private final Instant openedAt;
  private final Instant now;
  private final List<CaseEvent> events;
  private final List<CaseDraft> alongside = new ArrayList<>(0);
  private @Nullable Money approvedBefore;
  private List<FileDraft> files = new ArrayList<>(0);
  private Actor actor;
  private Instant asOf;
  private @Nullable CaseStanding standing;

  private CaseDraft(
      Tenant tenant,
      Actor actor,
      Instant now,
      @Nullable CaseFile before,
      CaseId id,
      Optional<CustomerId> customer,
      StoreId store,
      String channel) {
    this.tenant = tenant;
    this.plan = plan(tenant);
    this.actor = actor;
    this.now = now;
    this.before = before;
    this.id = id;
    this.customer = customer;
    this.store = store;
    this.channel = channel;
    this.openedAt = before == null ? now : before.openedAt();
    this.asOf = before == null ? now : before.asOf();
    this.events = new ArrayList<>(before == null ? List.of() : before.events());
  }

  /** A draft of {@code file}, to be changed by {@code actor} at {@code now}. */
  public static CaseDraft open(Tenant tenant, Actor actor, Instant now, CaseFile file) {
    return new CaseDraft(
        tenant, actor, now, file, file.id(), file.customer(), file.store(), file.channel());
  }

  /** A draft of a case that does not exist yet; its first line must open it. */
  public static CaseDraft create(
      Tenant tenant,
      Actor actor,
      Instant now,
      CaseId id,
      Optional<CustomerId> customer,
      StoreId store,
      String channel) {
    return new CaseDraft(tenant, actor, now, null, id, customer, store, channel);
  }

  /**
   * The plan of the tenant.
   *
   * @throws InvalidProgramException if its program has none
   */
  static ComplaintPlan plan(Tenant tenant) {
    return tenant
        .program()
        .plan(ComplaintPlan.class)
        .orElseThrow(
            () ->
                new InvalidProgramException(
                    "the program of merchant "
                        + tenant.merchant().id()
                        + " handles no complaints; give it a ComplaintPlan"));
  }

  /** How complaints are handled here. */
  public ComplaintPlan plan() {
    return plan;
  }

  /** The merchant and its program. */
  public Tenant tenant() {
    return tenant;
  }

  /** The currency of worth. */
  public CurrencyUnit currency() {
    return tenant.merchant().currency();
  }

  /** When the shop complained of works. */
  public WorkingTime workingTime() {
    return plan.workingTime(store, zone());
  }

  /** Where the shop complained of is. */
  ZoneId zone() {
    return tenant.merchant().store(store).map(Store::zone).orElse(tenant.merchant().zone());
  }

  /** Who acts at this point. */
  public Actor actor() {
    return actor;
  }

  /** Lets {@code other} act from here on; returns who acted before. */
  Actor actAs(Actor other) {
    Actor previous = actor;
    actor = other;
    return previous;
  }

  /** Whether the case is not stored yet. */
  boolean isNew() {
    return before == null;
  }

  /** How many lines are stored. */
  int stored() {
    return before == null ? 0 : before.events().size();
  }

  /** The case. */
  public CaseId id() {
    return id;
  }

  /** Who complains, if that is known. */
  public Optional<CustomerId> customer() {
    return customer;
  }

  /** The shop complained of. */
  public StoreId store() {
    return store;
  }

  /** How it came in. */
  public String channel() {
    return channel;
  }

  /** When the case was opened. */
  Instant openedAt() {
    return openedAt;
  }

  /** When the decision is made. */
  public Instant now() {
    return now;
  }

  /** The instant the draft has been advanced to. */
  public Instant asOf() {
    return asOf;
  }

  /** Moves the draft to {@code instant}; never backwards. */
  void moveTo(Instant instant) {
    if (instant.isAfter(asOf)) {
      asOf = instant;
    }
  }

  /** The log so far. */
  public List<CaseEvent> events() {
    return events;
  }

  /** The lines this decision has appended. */
  public List<CaseEvent> appended() {
    return List.copyOf(events.subList(stored(), events.size()));
  }

  /** Where the case stands so far. */
  public CaseStanding standing() {
    if (standing == null) {
      standing = CaseStanding.of(events, currency());
    }
    return standing;
  }

  /** Appends a line at the instant the draft is at, numbered and signed by the actor. */
  public void happened(CaseEventKind kind, Explanation explanation, Optional<String> words) {
    CaseEvent event =
        CaseEvent.builder()
            .seq(events.size() + 1)
            .kind(kind)
            .occurredAt(asOf)
            .recordedAt(now)
            .explanation(explanation)
            .words(words)
            .actor(actor)
            .program(tenant.program().version())
            .build();
    events.add(event);
    standing = standing == null ? null : standing.after(event, currency());
  }

  /** What was approved of the case, and of those it continues as far as these were read. */
  Money approved() {
    Money here = standing().approved(currency());
    return approvedBefore == null ? here : here.plus(approvedBefore);
  }

  /** Tells what was approved of the cases that this one continues. */
  void approvedBefore(Money approved) {
    approvedBefore = approved;
  }

  /** Customers' files that the same decision reads or changes, to be committed with the case. */
  List<FileDraft> files() {
    return files;
  }

  /** Other cases that the same decision changes, to be committed with this one. */
  List<CaseDraft> alongside() {
    return alongside;
  }

  /** Lets the decision change another case as well; from here on both have the same files. */
  void alongside(CaseDraft other) {
    Shapes.require(other.files.isEmpty(), "the other case has files of its own");
    other.files = files;
    alongside.add(other);
  }

  /** What this draft of a stored case would become if it were written; of the version it has. */
  CaseFile unwritten(Optional<Instant> wakeAt) {
    CaseFile after = change(wakeAt).after();
    return ImmutableCaseFile.copyOf(after).withVersion(after.version() - 1);
  }

  /** The case this draft has become, one version up, as a part of a change set. */
  CaseChange change(Optional<Instant> wakeAt) {
    CaseStanding now = standing();
    return new CaseChange(
        Optional.ofNullable(before),
        CaseFile.builder()
            .merchant(tenant.merchant().id())
            .id(id)
            .version(before == null ? 1 : before.version() + 1)
            .customer(customer)
            .store(store)
            .channel(channel)
            .openedAt(openedAt)
            .asOf(asOf)
            .wakeAt(wakeAt)
            .state(now.state())
            .severity(now.severity())
            .owner(now.owner())
            .waiting(now.waiting())
            .program(tenant.program().version())
            .events(events)
            .build());
  }
}
