package io.regulars.complaint;

import io.regulars.spi.Explanation;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a case's open tasks when the case goes on: what they ask for is done, or of no
 * use any more, or somebody else's. Money that is to be paid or asked for back outlives its case:
 * it was promised, and only the till knows when it is done.
 */
final class CaseTasks {

  /** The figure of a task that is the case's severity. */
  private static final int SEVERITY = 2;

  static final String OWNER = "case.task.owner";
  static final String REOPENED = "case.task.reopened";
  static final String ABSORBED = "case.task.absorbed";
  static final String WARNED = "case.task.warned";
  static final String ESCALATED = "case.task.escalated";
  static final String BY_HAND = "case.task.escalated-by-hand";
  static final String APPROVE = "case.task.approve";
  static final String PAY = "case.task.pay";
  static final String CLAIM = "case.task.claim";

  /** Lines that lead on: who was asked to take care of the case has done so. */
  private static final Set<CaseEventKind> STEPS =
      EnumSet.of(
          CaseEventKind.ACKNOWLEDGED,
          CaseEventKind.INVESTIGATION_BEGUN,
          CaseEventKind.INVESTIGATED,
          CaseEventKind.PROPOSED,
          CaseEventKind.NEGOTIATED,
          CaseEventKind.AGREED,
          CaseEventKind.RESOLVED,
          CaseEventKind.FOLLOWED_UP,
          CaseEventKind.CLOSED,
          CaseEventKind.REOPENED,
          CaseEventKind.WITHDRAWN,
          CaseEventKind.MERGED);

  /** Lines that move the deadlines of a case. */
  private static final Set<CaseEventKind> MOVING =
      and(
          STEPS,
          CaseEventKind.SEVERITY_CHANGED,
          CaseEventKind.PLAN_CHANGED,
          CaseEventKind.PAUSED,
          CaseEventKind.RESUMED,
          CaseEventKind.ABSORBED);

  /** Lines that may change what becomes of a task. */
  private static final Set<CaseEventKind> TELLING =
      and(
          MOVING,
          CaseEventKind.ASSIGNED,
          CaseEventKind.COMPENSATION_APPROVED,
          CaseEventKind.COMPENSATION_REFUSED,
          CaseEventKind.COMPENSATION_TAKEN_BACK);

  private final CaseDraft draft;

  CaseTasks(CaseDraft draft) {
    this.draft = draft;
  }

  private static Set<CaseEventKind> and(Set<CaseEventKind> kinds, CaseEventKind... more) {
    Set<CaseEventKind> both = EnumSet.copyOf(kinds);
    both.addAll(List.of(more));
    return both;
  }

  /** Whether it is about money at the till. */
  static boolean ofTheTill(Explanation content) {
    return content.rule().equals(PAY) || content.rule().equals(CLAIM);
  }

  /** Whether the lines of this decision may change anything about tasks that are stored. */
  boolean changeTasks() {
    return !draft.isNew()
        && draft.appended().stream().map(CaseEvent::kind).anyMatch(TELLING::contains);
  }

  /** Those of the stored open tasks that have changed, as they are to be stored now. */
  List<OutboxMessage> settled(List<OutboxMessage> open) {
    List<OutboxMessage> settled = new ArrayList<>();
    for (OutboxMessage task : open) {
      ImmutableOutboxMessage next =
          ImmutableOutboxMessage.copyOf(task).withVersion(task.version() + 1);
      Optional<End> end = end(task.content(), draft.appended());
      if (end.isPresent()) {
        settled.add(
            next.withStatus(end.get().status())
                .withLastReason(end.get().reason())
                .withNextAttemptAt(draft.now()));
      } else {
        ImmutableOutboxMessage goesOn = dated(heir(task).map(next::withTo).orElse(next));
        if (!goesOn.withVersion(task.version()).equals(task)) {
          settled.add(goesOn);
        }
      }
    }
    return settled;
  }

  /** With the severity and the next deadline of the case, if these have moved. */
  private ImmutableOutboxMessage dated(ImmutableOutboxMessage task) {
    boolean moved = draft.appended().stream().map(CaseEvent::kind).anyMatch(MOVING::contains);
    if (!moved || ofTheTill(task.content())) {
      return task;
    }
    List<String> figures = new ArrayList<>(task.content().figures());
    figures.set(SEVERITY, draft.standing().severity().name());
    Explanation content = Explanation.of(task.content().rule(), figures.toArray(new String[0]));
    return task.withContent(content)
        .withDueAt(new CaseMessages(draft).due(content).or(task::dueAt));
  }

  /** Whether a task that followed from a line is over with the lines after it. */
  boolean isOver(Explanation content, List<CaseEvent> since) {
    return end(content, since).isPresent();
  }

  /** How a task ended, and why. */
  private record End(DeliveryStatus status, String reason) {}

  private Optional<End> end(Explanation content, List<CaseEvent> since) {
    CaseState state = draft.standing().state();
    if (ofTheTill(content)) {
      return content.rule().equals(PAY) ? takenBack(content, since) : Optional.empty();
    }
    if (!state.isOpen()) {
      return Optional.of(
          new End(
              state == CaseState.CLOSED ? DeliveryStatus.DONE : DeliveryStatus.DROPPED,
              "case " + state));
    }
    return switch (content.rule()) {
      case OWNER, REOPENED, ABSORBED -> passedOn(since).or(() -> step(since));
      case BY_HAND -> step(since);
      case WARNED, ESCALATED -> answered(figure(content, 3));
      case APPROVE -> decided(content);
      default -> Optional.empty();
    };
  }

  private static Optional<End> passedOn(List<CaseEvent> since) {
    return since.stream()
        .filter(event -> event.kind() == CaseEventKind.ASSIGNED)
        .findFirst()
        .map(event -> new End(DeliveryStatus.DROPPED, "given to somebody else"));
  }

  private static Optional<End> step(List<CaseEvent> since) {
    return since.stream()
        .map(CaseEvent::kind)
        .filter(STEPS::contains)
        .findFirst()
        .map(kind -> new End(DeliveryStatus.DONE, "case " + kind));
  }

  /** Whether the clock was met once for all, or does not run any more where the case is. */
  private Optional<End> answered(String name) {
    CaseState state = draft.standing().state();
    CaseClock clock = CaseClock.valueOf(name);
    boolean met =
        clock.once()
            && CaseAdvance.readings(draft).stream()
                .filter(reading -> reading.clock() == clock)
                .anyMatch(reading -> reading.metAt().isPresent());
    return met || !clock.runsIn(state)
        ? Optional.of(new End(DeliveryStatus.DONE, clock + " stopped, case " + state))
        : Optional.empty();
  }

  private Optional<End> decided(Explanation content) {
    return compensation(content)
        .map(Compensation::status)
        .filter(status -> status != Compensation.Status.PROPOSED)
        .map(status -> new End(DeliveryStatus.DONE, "compensation " + status));
  }

  private Optional<End> takenBack(Explanation content, List<CaseEvent> since) {
    return since.stream()
        .filter(event -> event.kind() == CaseEventKind.COMPENSATION_TAKEN_BACK)
        .filter(event -> event.figure(0).equals(Optional.of(number(content))))
        .findFirst()
        .map(event -> new End(DeliveryStatus.DROPPED, "taken back before it was paid"));
  }

  private Optional<Compensation> compensation(Explanation content) {
    return draft.standing().compensation(Integer.parseInt(number(content)));
  }

  /** The clock that a task is about. */
  static Optional<CaseClock> clock(Explanation content) {
    return content.rule().equals(WARNED) || content.rule().equals(ESCALATED)
        ? Optional.of(CaseClock.valueOf(figure(content, 3)))
        : Optional.empty();
  }

  /** The number of the compensation that a task is about. */
  static String number(Explanation content) {
    return figure(content, 4);
  }

  private static String figure(Explanation content, int index) {
    return content.figures().get(index);
  }

  /** Whose a task is now that was the former owner's, or somebody's whom the case is about. */
  private Optional<Recipient> heir(OutboxMessage task) {
    Optional<StaffId> his =
        task.to() instanceof Recipient.OfStaff to ? Optional.of(to.staff()) : Optional.empty();
    if (his.isPresent() && his.equals(draft.standing().accused())) {
      return Optional.of(new CaseMessages(draft).above());
    }
    boolean owners = task.content().rule().equals(WARNED) && passedOn(draft.appended()).isPresent();
    return draft
        .standing()
        .owner()
        .filter(owner -> owners && !his.equals(Optional.of(owner)))
        .map(owner -> Recipient.staff(owner, draft.store()));
  }
}
