package io.regulars.complaint;

import com.github.f4b6a3.uuid.UuidCreator;
import io.regulars.engine.Action;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.IdempotencyKey;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.Tenant;
import io.regulars.spi.Explanation;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.RefusedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CaseCriteria;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Complaints at a desk: one method per step of the workflow. Every command has a key of the host's
 * and is done once under it. A step that the case's state does not allow is refused with what it
 * does allow ({@code CASE_STATE}); one by somebody whom the case is none of the business of is a
 * {@link io.regulars.spi.NotAllowedException}; an unknown case, customer, store or visit is a
 * {@link NotFoundException}. Thread-safe.
 */
public final class ComplaintService {

  private final DeskContext desk;

  /** The complaints of a desk. */
  public ComplaintService(DeskContext desk) {
    this.desk = desk;
  }

  /**
   * Opens a case, and gives it to somebody by the plan's rules if they find somebody.
   *
   * @throws io.regulars.spi.InvalidProgramException if the program has no {@link ComplaintPlan}
   */
  public Outcome<CaseAnswer> open(OpenComplaint command) {
    desk.validation().check(command);
    Fingerprint payload = payload(command);
    CaseId id = CaseId.of(UuidCreator.getTimeOrderedEpochPlus1());
    return desk.runner()
        .run(
            desk.actor(),
            new CaseJob(
                desk,
                Action.OPEN_COMPLAINT,
                key("open", command.key(), payload),
                (tenant, now) -> {
                  requireKnown(command);
                  return create(tenant, now, id, command);
                },
                draft -> {
                  CaseRules.open(draft, command, Optional.empty(), roster());
                  return Optional.empty();
                }));
  }

  /** Store and visit; the customer's file is read when the case is put on its timeline. */
  private void requireKnown(OpenComplaint command) {
    desk.store(command.store());
    command
        .visit()
        .ifPresent(
            visit -> {
              if (desk.storage()
                  .visit(desk.merchant(), visit)
                  .filter(found -> command.customer().filter(found.customer()::equals).isPresent())
                  .isEmpty()) {
                throw new NotFoundException(
                    "visit " + visit + " is no visit of the customer; leave it out or mend it");
              }
            });
  }

  private static Fingerprint payload(OpenComplaint command) {
    return new Fingerprint()
        .put(command.customer())
        .put(command.store().value())
        .put(command.channel())
        .put(command.category())
        .put(command.severity())
        .put(command.visit())
        .put(command.accused())
        .put(command.item())
        .put(command.words());
  }

  private CaseDraft create(Tenant tenant, Instant now, CaseId id, OpenComplaint command) {
    return CaseDraft.create(
        tenant, desk.actor(), now, id, command.customer(), command.store(), command.channel());
  }

  /** Gives the case to somebody, who must not be complained of; or takes it. */
  public Outcome<CaseAnswer> assign(AssignCase command) {
    desk.validation().check(command);
    return run(
        "assign",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.to().value()),
        draft -> CaseRules.assign(draft, command.to()));
  }

  /** The customer was answered for the first time. */
  public Outcome<CaseAnswer> acknowledge(ActOnCase command) {
    return step(command, CaseAction.ACKNOWLEDGE, CaseEventKind.ACKNOWLEDGED, "case.acknowledged");
  }

  /** What happened is being looked into. */
  public Outcome<CaseAnswer> investigate(ActOnCase command) {
    return step(
        command, CaseAction.INVESTIGATE, CaseEventKind.INVESTIGATION_BEGUN, "case.investigation");
  }

  /** It is known what happened. */
  public Outcome<CaseAnswer> conclude(ActOnCase command) {
    return step(command, CaseAction.CONCLUDE, CaseEventKind.INVESTIGATED, "case.investigated");
  }

  /** A solution was proposed to the customer. */
  public Outcome<CaseAnswer> propose(ActOnCase command) {
    return step(command, CaseAction.PROPOSE, CaseEventKind.PROPOSED, "case.proposed");
  }

  /** The customer wishes another solution. */
  public Outcome<CaseAnswer> negotiate(ActOnCase command) {
    return step(command, CaseAction.NEGOTIATE, CaseEventKind.NEGOTIATED, "case.negotiated");
  }

  /** The customer takes the solution. */
  public Outcome<CaseAnswer> agree(ActOnCase command) {
    return step(command, CaseAction.AGREE, CaseEventKind.AGREED, "case.agreed");
  }

  /**
   * Proposes a compensation. It is approved at once if it is within the authority of who proposes
   * it; otherwise somebody else has to {@link #approve} it. It is booked when the case is resolved.
   *
   * @return refused if nobody knows whose case it is
   * @throws io.regulars.spi.InvalidCommandException if the program does not have what is proposed,
   *     or its worth does not fit
   */
  public Outcome<CaseAnswer> compensate(ProposeCompensation command) {
    desk.validation().check(command);
    return run(
        "compensate",
        command.complaint(),
        command.key(),
        new Fingerprint()
            .put(command.kind().name())
            .put(command.what())
            .put(command.amount())
            .put(command.worth().toString())
            .put(command.words()),
        draft -> {
          new CompensationShape(desk, command).check();
          return new CompensationRules(desk, draft).propose(command);
        });
  }

  /**
   * Approves a proposed compensation. Refused beyond the authority of who approves it, by the case
   * and by the month.
   *
   * @throws NotFoundException if the case has no compensation of this number
   */
  public Outcome<CaseAnswer> approve(DecideCompensation command) {
    return decide("approve", command, draft -> new CompensationRules(desk, draft).approve(command));
  }

  /**
   * Turns down a compensation that is proposed, or approved and not booked yet.
   *
   * @throws NotFoundException if the case has no compensation of this number
   */
  public Outcome<CaseAnswer> refuse(DecideCompensation command) {
    return decide("refuse", command, draft -> new CompensationRules(desk, draft).refuse(command));
  }

  private Outcome<CaseAnswer> decide(
      String step, DecideCompensation command, Function<CaseDraft, Optional<Refusal>> rule) {
    desk.validation().check(command);
    return run(
        step,
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.number()).put(command.words()),
        rule);
  }

  /**
   * The solution was carried out; what was approved is booked in the same commit. Refused while a
   * compensation is undecided, and if one cannot be booked, with nothing done.
   */
  public Outcome<CaseAnswer> resolve(ActOnCase command) {
    return act(
        "resolve",
        command,
        draft ->
            CaseRules.resolve(draft, command.words())
                .or(() -> new CompensationBooks(desk, draft).book()));
  }

  /** The customer was asked whether all is well now. */
  public Outcome<CaseAnswer> followUp(FollowUpCase command) {
    desk.validation().check(command);
    return run(
        "follow-up",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.outcome().name()).put(command.rating()).put(command.words()),
        draft ->
            CaseRules.step(
                draft,
                CaseAction.FOLLOW_UP,
                CaseEventKind.FOLLOWED_UP,
                Explanation.of(
                    "case.followed-up",
                    command.outcome().name(),
                    command.rating().map(Object::toString).orElse("")),
                command.words()));
  }

  /** The case is over. */
  public Outcome<CaseAnswer> close(CloseCase command) {
    desk.validation().check(command);
    return run(
        "close",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.rootCause()).put(command.words()),
        draft ->
            CaseRules.step(
                draft,
                CaseAction.CLOSE,
                CaseEventKind.CLOSED,
                Explanation.of("case.closed", command.rootCause()),
                command.words()));
  }

  /**
   * Takes the case up again; if it ended too long ago by the plan, opens a new one that continues
   * it, which is then the one of the answer. That is done once; who comes later is told in which
   * case it goes on.
   */
  public Outcome<CaseAnswer> reopen(ActOnCase command) {
    desk.validation().check(command);
    CaseId next = CaseId.of(UuidCreator.getTimeOrderedEpochPlus1());
    return desk.runner()
        .run(
            desk.actor(),
            new CaseJob(
                desk,
                Action.HANDLE_COMPLAINT,
                key(
                    "reopen",
                    command.key(),
                    new Fingerprint().put(command.complaint().toString()).put(command.words())),
                (tenant, now) -> reopened(tenant, now, command, next),
                draft -> reopen(draft, command)));
  }

  private CaseDraft reopened(Tenant tenant, Instant now, ActOnCase command, CaseId next) {
    CaseDraft ended = stored(tenant, now, command.complaint());
    CaseAdvance.to(ended, now);
    CaseAccess.require(desk.actor(), ended);
    return CaseRules.tooOld(ended)
        ? CaseDraft.create(
            tenant, desk.actor(), now, next, ended.customer(), ended.store(), ended.channel())
        : ended;
  }

  private Optional<Refusal> reopen(CaseDraft draft, ActOnCase command) {
    if (!draft.isNew()) {
      return CaseRules.reopen(draft, command.words(), roster());
    }
    CaseDraft ended = stored(draft.tenant(), draft.now(), command.complaint());
    CaseAdvance.to(ended, draft.now());
    Optional<Refusal> refusal = CaseRules.reopenable(ended);
    if (refusal.isEmpty()) {
      CaseStanding past = ended.standing();
      CaseRules.open(
          draft,
          OpenComplaint.builder()
              .customer(ended.customer())
              .store(ended.store())
              .channel(ended.channel())
              .category(past.category())
              .severity(past.severity())
              .visit(past.visit())
              .accused(past.accused())
              .item(past.item())
              .words(command.words())
              .key(command.key())
              .build(),
          Optional.of(ended),
          roster());
      CaseRules.continued(ended, draft);
    }
    return refusal;
  }

  /** The customer takes the complaint back; what was booked for it is taken back, too. */
  public Outcome<CaseAnswer> withdraw(ActOnCase command) {
    desk.validation().check(command);
    return run(
        "withdraw",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.words()),
        draft ->
            CaseRules.step(
                draft,
                CaseAction.WITHDRAW,
                CaseEventKind.WITHDRAWN,
                Explanation.of("case.withdrawn", "customer"),
                command.words()));
  }

  /**
   * Ends the case as a duplicate of another one of the same customer that is not resolved yet,
   * which notes it in the same commit, becomes as grave as the graver of the two, goes on if it
   * waited for the customer, and is a task for its owner, due when the duplicate had promised
   * something. The later case goes on in the older one. A case of nobody known may go on in any
   * other, not the other way round; one with a booked compensation in none, as that goes with its
   * own case; and none in a case of who served on a visit that only the duplicate is about.
   */
  public Outcome<CaseAnswer> merge(MergeCases command) {
    desk.validation().check(command);
    if (command.into().equals(command.complaint())) {
      throw desk.invalid("into", "same-case", command.into());
    }
    return run(
        "merge",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.into().toString()),
        draft -> {
          CaseDraft into = stored(draft.tenant(), draft.now(), command.into());
          CaseAdvance.to(into, draft.now());
          CaseAccess.require(desk.actor(), into);
          return CaseRules.merge(draft, into, roster());
        });
  }

  /** From here on the case waits for its customer, and its clocks stand still. */
  public Outcome<CaseAnswer> pause(ActOnCase command) {
    return step(command, CaseAction.PAUSE, CaseEventKind.PAUSED, "case.paused");
  }

  /** The customer answered; the clocks go on. */
  public Outcome<CaseAnswer> resume(ActOnCase command) {
    return step(command, CaseAction.RESUME, CaseEventKind.RESUMED, "case.resumed");
  }

  /** Takes the case graver, or less so; its clocks keep what they have run. */
  public Outcome<CaseAnswer> severity(ChangeSeverity command) {
    desk.validation().check(command);
    return run(
        "severity",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.severity().name()).put(command.words()),
        draft -> CaseRules.severity(draft, command, roster()));
  }

  /**
   * Tells the rank above the highest that was told by hand, or by a clock since the last step; head
   * office again.
   */
  public Outcome<CaseAnswer> escalate(ActOnCase command) {
    return act("escalate", command, draft -> CaseRules.escalate(draft, command.words()));
  }

  /** Writes something down for staff. */
  public Outcome<CaseAnswer> note(ActOnCase command) {
    return step(command, CaseAction.NOTE, CaseEventKind.NOTED, "case.noted");
  }

  /** Attaches a reference to something the host keeps. */
  public Outcome<CaseAnswer> attach(AttachToCase command) {
    desk.validation().check(command);
    return run(
        "attach",
        command.complaint(),
        command.key(),
        new Fingerprint().put(command.sort()).put(command.reference()),
        draft ->
            CaseRules.step(
                draft,
                CaseAction.ATTACH,
                CaseEventKind.ATTACHED,
                Explanation.of("case.attached", command.sort(), command.reference()),
                Optional.empty()));
  }

  /**
   * The telephone numbers of the case's customer; that they were looked at, by whom and what for,
   * is written down each time, under the same key, too: showing them again is another look. The key
   * is of this member of staff: under somebody else's it is a conflict, and for who may no longer
   * work on the case a repetition shows nothing.
   *
   * @throws RefusedException if the case has no customer, or its log is full
   */
  public List<PhoneNumber> contact(ActOnCase command) {
    desk.validation().check(command);
    CaseJob look =
        job(
            "contact",
            command.complaint(),
            command.key(),
            new Fingerprint().put(command.words()).put(desk.actor().name()),
            draft -> seen(draft, command.words()));
    CaseAnswer answer = desk.runner().run(desk.actor(), look).orThrow();
    if (answer.repeated()) {
      answer = desk.runner().run(desk.actor(), look.unkeyed()).orThrow();
    }
    return desk.stored(answer.file().customer().orElseThrow()).profile().phones();
  }

  private static Optional<Refusal> seen(CaseDraft draft, Optional<String> words) {
    Optional<Refusal> refusal =
        draft.customer().isPresent()
            ? CaseRules.room(draft)
            : Refusal.of(Reason.CASE_ANONYMOUS, draft.id());
    if (refusal.isEmpty()) {
      draft.happened(CaseEventKind.CONTACT_SEEN, Explanation.of("case.contact-seen"), words);
    }
    return refusal;
  }

  /**
   * The case as of now, with what time has done to it since its last commit, which is not written
   * yet; without the customer's contact data.
   */
  public CaseAnswer find(CaseId id) {
    desk.reading();
    CaseDraft draft = asOfNow(id);
    return new CaseAnswer(
        draft.unwritten(CaseAdvance.wakeAt(draft)), draft.standing(), draft.appended(), false);
  }

  private CaseDraft asOfNow(CaseId id) {
    CaseDraft draft = stored(desk.tenant(), desk.now(), id);
    CaseAdvance.to(draft, desk.now());
    CaseAccess.require(desk.actor(), draft);
    return draft;
  }

  /** What the clocks of a case show, in their order, those that have begun. */
  public List<ClockReading> clocks(CaseId id) {
    desk.reading();
    return CaseAdvance.readings(asOfNow(id));
  }

  /**
   * The cases that match and that this desk may see, each as of now, the one opened first before
   * all others. One that time alone has brought where the criteria want it is among them once that
   * is written, by the next due pass.
   */
  public List<CaseFile> list(CaseCriteria criteria) {
    desk.reading();
    Tenant tenant = desk.tenant();
    Instant now = desk.now();
    try (Stream<CaseFile> files = desk.storage().complaints(desk.merchant(), criteria)) {
      return files
          .map(file -> asOf(tenant, now, file))
          .flatMap(Optional::stream)
          .filter(criteria::matches)
          .toList();
    }
  }

  /** A case as of now, if this desk may see it. */
  private Optional<CaseFile> asOf(Tenant tenant, Instant now, CaseFile file) {
    CaseDraft draft = CaseDraft.open(tenant, desk.actor(), now, file);
    CaseAdvance.to(draft, now);
    if (!CaseAccess.allows(desk.actor(), draft)) {
      return Optional.empty();
    }
    return Optional.of(
        draft.appended().isEmpty() ? file : draft.unwritten(CaseAdvance.wakeAt(draft)));
  }

  private Outcome<CaseAnswer> step(
      ActOnCase command, CaseAction action, CaseEventKind kind, String rule) {
    return act(
        action.name().toLowerCase(Locale.ROOT),
        command,
        draft -> CaseRules.step(draft, action, kind, Explanation.of(rule), command.words()));
  }

  private Outcome<CaseAnswer> act(
      String step, ActOnCase command, Function<CaseDraft, Optional<Refusal>> rule) {
    desk.validation().check(command);
    return run(
        step, command.complaint(), command.key(), new Fingerprint().put(command.words()), rule);
  }

  private Outcome<CaseAnswer> run(
      String step,
      CaseId complaint,
      String key,
      Fingerprint payload,
      Function<CaseDraft, Optional<Refusal>> rule) {
    return desk.runner().run(desk.actor(), job(step, complaint, key, payload, rule));
  }

  private CaseJob job(
      String step,
      CaseId complaint,
      String key,
      Fingerprint payload,
      Function<CaseDraft, Optional<Refusal>> rule) {
    return new CaseJob(
        desk,
        Action.HANDLE_COMPLAINT,
        key(step, key, payload.put(complaint.toString())),
        (tenant, now) -> stored(tenant, now, complaint),
        rule);
  }

  private static IdempotencyKey key(String step, String key, Fingerprint payload) {
    return new IdempotencyKey("case/" + step + "/" + key, payload.digest());
  }

  private CaseDraft stored(Tenant tenant, Instant now, CaseId id) {
    CaseFile file =
        desk.storage().complaint(tenant.merchant().id(), id).orElseThrow(() -> unknown(id));
    return CaseDraft.open(tenant, desk.actor(), now, file);
  }

  private NotFoundException unknown(CaseId id) {
    return new NotFoundException("case " + id + " is unknown to merchant " + desk.merchant());
  }

  private Roster roster() {
    return Roster.of(desk);
  }
}
