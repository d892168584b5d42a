package io.regulars.engine;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.Referral;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.ImmutableLedgerEntry;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.lifecycle.StageStanding;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.tier.TierStanding;
import io.regulars.spi.visit.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer file while one decision is made on it: the rules change standings and accounts here
 * and append lines, the engine turns the result into a new file. Confined to one decision and one
 * thread; nothing of it escapes but immutable values.
 */
public final class FileDraft {

  private final Tenant tenant;
  private final @Nullable CustomerFile before;
  private final CustomerId customer;
  private final Instant joinedAt;
  private final Instant now;
  private final List<LedgerAccount> accounts;
  private final List<Visit> visits = new ArrayList<>(1);
  private final List<VisitTakenBack> takenBack = new ArrayList<>(0);
  private final List<LedgerEntry> entries = new ArrayList<>(4);
  private final List<FileEvent> events = new ArrayList<>(2);
  private final List<FileDraft> alongside = new ArrayList<>(0);
  private final List<ChangePart> parts = new ArrayList<>(0);
  private Actor actor;
  private CustomerProfile profile;
  private Optional<Referral> referral;
  private TierStanding tier;
  private StageStanding stage;
  private Instant asOf;
  private long lastSeq;
  private boolean unbacked;

  private FileDraft(
      Tenant tenant,
      Actor actor,
      Instant now,
      @Nullable CustomerFile before,
      CustomerId customer,
      CustomerProfile profile,
      Instant joinedAt,
      Instant asOf,
      TierStanding tier,
      StageStanding stage) {
    this.tenant = tenant;
    this.actor = actor;
    this.now = now;
    this.before = before;
    this.customer = customer;
    this.profile = profile;
    this.referral = before == null ? Optional.empty() : before.referral();
    this.joinedAt = joinedAt;
    this.asOf = asOf;
    this.tier = tier;
    this.stage = stage;
    this.accounts = before == null ? new ArrayList<>() : new ArrayList<>(before.accounts());
    this.lastSeq = before == null ? 0 : before.lastSeq();
  }

  /** A draft of {@code file}, to be changed by {@code actor} at {@code now}. */
  public static FileDraft open(Tenant tenant, Actor actor, Instant now, CustomerFile file) {
    return new FileDraft(
        tenant,
        actor,
        now,
        file,
        file.id(),
        file.profile(),
        file.joinedAt(),
        file.asOf(),
        file.tier(),
        file.stage());
  }

  /** A draft of a file that does not exist yet. */
  public static FileDraft create(
      Tenant tenant,
      Actor actor,
      Instant now,
      CustomerId customer,
      CustomerProfile profile,
      Instant joinedAt,
      TierStanding tier,
      StageStanding stage) {
    return new FileDraft(
        tenant, actor, now, null, customer, profile, joinedAt, joinedAt, tier, stage);
  }

  /** The merchant. */
  public Merchant merchant() {
    return tenant.merchant();
  }

  /** The program in force. */
  public Program program() {
    return tenant.program();
  }

  /** Who acts at this point of the decision. */
  public Actor actor() {
    return actor;
  }

  /** The customer. */
  public CustomerId customer() {
    return customer;
  }

  /** When the decision is written. */
  public Instant now() {
    return now;
  }

  /** Since when the merchant knows the customer. */
  public Instant joinedAt() {
    return joinedAt;
  }

  /** The instant the draft has been advanced to. */
  public Instant asOf() {
    return asOf;
  }

  /** The file the decision began with; empty if the customer is new. */
  public Optional<CustomerFile> before() {
    return Optional.ofNullable(before);
  }

  /**
   * The alarm of the file the draft was opened on, while it still holds: nothing was appended
   * since, and it was set under the program in force. {@link TimeRule#NEVER} if the file had none.
   */
  Optional<Instant> alarm() {
    return before != null && untouched() && before.program().equals(programVersion())
        ? Optional.of(before.wakeAt().orElse(TimeRule.NEVER))
        : Optional.empty();
  }

  /**
   * Whether nothing was appended to the file the draft was opened on; every change appends, but for
   * the end of what is {@link LedgerAccount#unbacked}.
   */
  boolean untouched() {
    return before != null && before.lastSeq() == lastSeq && !unbacked;
  }

  /** The profile so far. */
  public CustomerProfile profile() {
    return profile;
  }

  /** Who brought the customer, so far. */
  public Optional<Referral> referral() {
    return referral;
  }

  /** The tier so far. */
  public TierStanding tier() {
    return tier;
  }

  /** The stage so far. */
  public StageStanding stage() {
    return stage;
  }

  /** The accounts so far, sorted by kind. */
  public List<LedgerAccount> accounts() {
    return accounts;
  }

  /** The account so far; empty if nothing was ever booked on it. */
  public LedgerAccount account(AccountKind kind) {
    for (int i = 0; i < accounts.size(); i++) {
      if (accounts.get(i).kind().equals(kind)) {
        return accounts.get(i);
      }
    }
    return LedgerAccount.empty(kind);
  }

  /** Events appended so far. */
  public List<FileEvent> events() {
    return events;
  }

  /** Ledger entries appended so far. */
  public List<LedgerEntry> entries() {
    return entries;
  }

  /** Visits appended so far. */
  public List<Visit> visits() {
    return visits;
  }

  /** Visits taken back so far. */
  public List<VisitTakenBack> takenBack() {
    return takenBack;
  }

  /** Other customers' files that the same decision changes, to be committed with this one. */
  public List<FileDraft> alongside() {
    return alongside;
  }

  /** Lets the decision change another customer's file as well. */
  void alongside(FileDraft other) {
    alongside.add(other);
  }

  /** What the same decision changes beside customers' files. */
  List<ChangePart> parts() {
    return parts;
  }

  /** Lets the decision change something beside customers' files, in the same commit. */
  public void also(ChangePart part) {
    parts.add(part);
  }

  /** Number of the last line so far. */
  public long lastSeq() {
    return lastSeq;
  }

  /** Replaces the profile. */
  public void profile(CustomerProfile changed) {
    profile = changed;
  }

  /** Replaces the referral. */
  public void referral(Referral changed) {
    referral = Optional.of(changed);
  }

  /** Replaces the tier standing. */
  public void tier(TierStanding changed) {
    tier = changed;
  }

  /** Replaces the stage standing. */
  public void stage(StageStanding changed) {
    stage = changed;
  }

  /** Replaces an account. */
  public void account(LedgerAccount changed) {
    for (int i = 0; i < accounts.size(); i++) {
      if (accounts.get(i).kind().equals(changed.kind())) {
        LedgerAccount former = accounts.set(i, changed);
        unbacked |= !former.unbacked().equals(changed.unbacked());
        return;
      }
    }
    accounts.add(changed);
    accounts.sort(Comparator.comparing(account -> account.kind().code()));
  }

  /** Appends a visit, which carries a number taken by {@link #nextSeq()}. */
  public void visit(Visit visit) {
    visits.add(visit);
  }

  /** Gives a recorded visit its final status. */
  public void takeBack(VisitTakenBack change) {
    takenBack.add(change);
  }

  /** Takes the next line number. */
  public long nextSeq() {
    return ++lastSeq;
  }

  /** Appends a ledger entry that carries a number taken by {@link #nextSeq()}, and signs it. */
  public void post(ImmutableLedgerEntry.Builder entry) {
    entries.add(
        entry.customer(customer).recordedAt(now).actor(actor).program(programVersion()).build());
  }

  /** Appends an event, numbered and signed by the actor. */
  public void happened(EventKind kind, Instant occurredAt, Explanation explanation) {
    events.add(
        FileEvent.builder()
            .customer(customer)
            .seq(nextSeq())
            .kind(kind)
            .occurredAt(occurredAt)
            .recordedAt(now)
            .explanation(explanation)
            .actor(actor)
            .program(programVersion())
            .build());
  }

  private ProgramVersion programVersion() {
    return tenant.program().version();
  }

  /** Moves the draft to {@code instant}; never backwards. */
  void moveTo(Instant instant) {
    if (instant.isAfter(asOf)) {
      asOf = instant;
    }
  }

  /** Lets {@code other} act from here on; returns who acted before. */
  Actor actAs(Actor other) {
    Actor previous = actor;
    actor = other;
    return previous;
  }

  /** The file this draft has become, one version up, with its alarm. */
  CustomerFile toFile(Optional<Instant> wakeAt) {
    return CustomerFile.builder()
        .merchant(merchant().id())
        .id(customer)
        .version(before == null ? 1 : before.version() + 1)
        .profile(profile)
        .joinedAt(joinedAt)
        .referral(referral)
        .asOf(asOf)
        .wakeAt(wakeAt)
        .accounts(accounts)
        .tier(tier)
        .stage(stage)
        .lastSeq(lastSeq)
        .program(programVersion())
        .build();
  }
}
