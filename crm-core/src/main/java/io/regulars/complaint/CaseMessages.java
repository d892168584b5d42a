package io.regulars.complaint;

import io.regulars.engine.PlannedMessage;
import io.regulars.engine.Texts;
import io.regulars.spi.Actor;
import io.regulars.spi.Explanation;
import io.regulars.spi.Role;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Which messages follow from new lines of a case. Tasks for staff: its owner's when it is given to
 * somebody, taken up again or has another one merged into it, a warning to the owner while there is
 * time, one for the rank that a missed clock is told to, one to approve a compensation for who may,
 * and for the till to pay money or ask for it back. Words to the customer, by the plan's channels:
 * that the complaint came in, that it was resolved, and how asking afterwards went.
 */
final class CaseMessages {

  private final CaseDraft draft;

  CaseMessages(CaseDraft draft) {
    this.draft = draft;
  }

  /**
   * The messages that follow from the lines this decision has appended. A task that is over by the
   * end of it is not written, and what was not paid is not asked for back.
   *
   * @param pays the tasks to pay that the till has not done: open ones, and those that were dropped
   */
  List<PlannedMessage> planned(List<OutboxMessage> pays) {
    CaseTasks tasks = new CaseTasks(draft);
    List<CaseEvent> appended = draft.appended();
    List<PlannedMessage> planned = new ArrayList<>();
    for (int i = 0; i < appended.size(); i++) {
      List<CaseEvent> since = appended.subList(i + 1, appended.size());
      task(appended.get(i))
          .filter(task -> !tasks.isOver(task.content(), since))
          .filter(task -> !isUnpaid(task.content(), pays))
          .ifPresent(planned::add);
      word(appended.get(i)).ifPresent(planned::add);
    }
    return planned;
  }

  private static boolean isUnpaid(Explanation content, List<OutboxMessage> pays) {
    return content.rule().equals(CaseTasks.CLAIM)
        && pays.stream()
            .map(OutboxMessage::content)
            .anyMatch(pay -> CaseTasks.number(pay).equals(CaseTasks.number(content)));
  }

  private Optional<PlannedMessage> task(CaseEvent event) {
    return switch (event.kind()) {
      case ASSIGNED -> Optional.of(task(event, CaseTasks.OWNER, owner(), Priority.NORMAL));
      case REOPENED -> Optional.of(task(event, CaseTasks.REOPENED, owner(), Priority.NORMAL));
      case ABSORBED -> Optional.of(task(event, CaseTasks.ABSORBED, owner(), Priority.NORMAL));
      case WARNED -> warning(event);
      case ESCALATED -> {
        Rank rank = Rank.valueOf(event.figure(2).orElseThrow());
        boolean byHand = event.figure(0).filter(CaseFold.BY_HAND::equals).isPresent();
        String template = byHand ? CaseTasks.BY_HAND : CaseTasks.ESCALATED;
        yield Optional.of(task(event, template, of(rank), Priority.URGENT));
      }
      case COMPENSATION_PROPOSED ->
          compensation(event)
              .filter(each -> each.status() == Compensation.Status.PROPOSED)
              .map(each -> worth(event, CaseTasks.APPROVE, approver(event, each), each));
      case COMPENSATION_BOOKED ->
          money(event).map(each -> worth(event, CaseTasks.PAY, of(Rank.CLERK), each));
      case COMPENSATION_TAKEN_BACK ->
          money(event).map(each -> worth(event, CaseTasks.CLAIM, of(Rank.CLERK), each));
      case OPENED,
          ACKNOWLEDGED,
          INVESTIGATION_BEGUN,
          INVESTIGATED,
          PROPOSED,
          NEGOTIATED,
          AGREED,
          COMPENSATION_APPROVED,
          COMPENSATION_REFUSED,
          RESOLVED,
          FOLLOWED_UP,
          CLOSED,
          WITHDRAWN,
          MERGED,
          CONTINUED,
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
          PLAN_CHANGED,
          NOTED,
          ATTACHED,
          CONTACT_SEEN ->
          Optional.empty();
    };
  }

  /** A warning is of use while the clock runs and there is time left. */
  private Optional<PlannedMessage> warning(CaseEvent event) {
    return CaseAdvance.readings(draft).stream()
        .filter(reading -> event.figure(0).filter(reading.clock().name()::equals).isPresent())
        .filter(ClockReading::running)
        .filter(reading -> !reading.late(draft.now()))
        .findFirst()
        .map(reading -> task(event, CaseTasks.WARNED, owner(), Priority.URGENT));
  }

  /** What the customer is told, if it is known who that is and by which channels. */
  private Optional<PlannedMessage> word(CaseEvent event) {
    return draft.customer().isEmpty() || draft.plan().channels().isEmpty()
        ? Optional.empty()
        : content(event)
            .map(
                content ->
                    PlannedMessage.builder()
                        .channels(draft.plan().channels())
                        .purpose(Purpose.TRANSACTIONAL)
                        .content(content)
                        .about(new About(About.CASE, draft.id().toString()))
                        .occurredAt(event.occurredAt())
                        .expiresAt(
                            event.kind() == CaseEventKind.OPENED ? promised() : Optional.empty())
                        .build());
  }

  private Optional<Explanation> content(CaseEvent event) {
    return switch (event.kind()) {
      case OPENED -> Optional.of(received());
      case RESOLVED -> Optional.of(Explanation.of("case.resolved"));
      case FOLLOWED_UP ->
          event
              .figure(0)
              .map(FollowUpCase.Outcome::valueOf)
              .flatMap(
                  outcome ->
                      switch (outcome) {
                        case CONTENT -> Optional.of(Explanation.of("case.content"));
                        case NOT_REACHED -> Optional.of(Explanation.of("case.not-reached"));
                        case NOT_CONTENT -> Optional.empty();
                      });
      case ASSIGNED,
          ACKNOWLEDGED,
          INVESTIGATION_BEGUN,
          INVESTIGATED,
          PROPOSED,
          NEGOTIATED,
          AGREED,
          COMPENSATION_PROPOSED,
          COMPENSATION_APPROVED,
          COMPENSATION_REFUSED,
          COMPENSATION_BOOKED,
          COMPENSATION_TAKEN_BACK,
          CLOSED,
          REOPENED,
          WITHDRAWN,
          MERGED,
          ABSORBED,
          CONTINUED,
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
          PLAN_CHANGED,
          WARNED,
          ESCALATED,
          NOTED,
          ATTACHED,
          CONTACT_SEEN ->
          Optional.empty();
    };
  }

  /** The complaint came in; by when somebody answers, if that is promised. */
  private Explanation received() {
    return promised()
        .map(deadline -> Explanation.of("case.received-by", Texts.figure(deadline, draft.zone())))
        .orElseGet(() -> Explanation.of("case.received"));
  }

  /** By when somebody answers; what is past is not promised. */
  private Optional<Instant> promised() {
    return CaseAdvance.readings(draft).stream()
        .filter(reading -> reading.clock() == CaseClock.FIRST_RESPONSE)
        .findFirst()
        .flatMap(ClockReading::deadline)
        .filter(draft.now()::isBefore);
  }

  private Optional<Compensation> compensation(CaseEvent event) {
    return draft.standing().compensation(Integer.parseInt(event.figure(0).orElseThrow()));
  }

  private Optional<Compensation> money(CaseEvent event) {
    return compensation(event).filter(each -> each.kind() == CompensationKind.MONEY);
  }

  private PlannedMessage worth(CaseEvent event, String template, Recipient to, Compensation each) {
    return task(
        event,
        template,
        to,
        Priority.NORMAL,
        each.worth().toString(),
        Integer.toString(each.number()));
  }

  /**
   * Who may approve it: the shop's manager if it is within that role's authority by the case, else
   * head office; neither the one who proposed it nor the one complained of.
   */
  private Recipient approver(CaseEvent event, Compensation each) {
    Money wanted = draft.approved().plus(each.worth());
    boolean managers =
        draft
            .plan()
            .authority(Role.STORE_MANAGER)
            .filter(authority -> !wanted.isGreaterThan(authority.perCase()))
            .isPresent();
    return of(managers ? Rank.STORE_MANAGER : Rank.HEAD_OFFICE, Optional.of(event.actor()));
  }

  private PlannedMessage task(CaseEvent event, String template, Recipient to, Priority priority) {
    return task(event, template, to, priority, event.figure(0).orElse(""));
  }

  private PlannedMessage task(
      CaseEvent event, String template, Recipient to, Priority priority, String... figures) {
    List<String> told = new ArrayList<>();
    told.add(draft.id().toString());
    told.add(draft.standing().category());
    told.add(draft.standing().severity().name());
    told.addAll(List.of(figures));
    Explanation content = Explanation.of(template, told.toArray(new String[0]));
    return PlannedMessage.builder()
        .to(to)
        .addChannels(ChannelKind.TASK)
        .purpose(Purpose.STAFF)
        .priority(priority)
        .content(content)
        .about(new About(About.CASE, draft.id().toString()))
        .occurredAt(event.occurredAt())
        .dueAt(due(content).orElse(event.occurredAt()))
        .build();
  }

  /**
   * When a task of this content is due: at the deadline of the clock it is about; else at the next
   * deadline of the case, or the first if all are past; while it waits, when its patience ends.
   */
  Optional<Instant> due(Explanation content) {
    return CaseTasks.clock(content)
        .flatMap(clock -> CaseDeadlines.of(draft, clock))
        .or(() -> CaseDeadlines.next(draft))
        .or(
            () ->
                draft.standing().waitingSince().map(since -> since.plus(draft.plan().patience())));
  }

  private Recipient owner() {
    return draft
        .standing()
        .owner()
        .map(staff -> Recipient.staff(staff, draft.store()))
        .orElseGet(() -> of(Rank.CLERK));
  }

  /** Whom a task goes to that must not stay with the one complained of. */
  Recipient above() {
    return of(Rank.STORE_MANAGER);
  }

  private Recipient of(Rank rank) {
    return of(rank, Optional.empty());
  }

  /**
   * The first on the plan's list of this rank at the shop, or whoever has the rank's role there.
   * One whom the complaint is about is passed over, and {@code except}; if there is nobody else of
   * the rank, it goes a rank higher.
   */
  private Recipient of(Rank rank, Optional<Actor> except) {
    List<Handler> listed =
        draft.plan().handlers().stream()
            .filter(handler -> handler.rank() == rank && handler.isAt(draft.store()))
            .toList();
    Optional<Handler> first =
        listed.stream()
            .filter(handler -> draft.standing().accused().filter(handler.staff()::equals).isEmpty())
            .filter(
                handler -> except.flatMap(Actor::staff).filter(handler.staff()::equals).isEmpty())
            .findFirst();
    if (first.isPresent()) {
      return Recipient.staff(first.get().staff(), draft.store());
    }
    boolean hisOwn = except.filter(actor -> actor.role() == role(rank)).isPresent();
    return rank == Rank.HEAD_OFFICE || (listed.isEmpty() && !hisOwn)
        ? byRole(rank)
        : of(Rank.values()[rank.ordinal() + 1], except);
  }

  private Recipient byRole(Rank rank) {
    return rank == Rank.HEAD_OFFICE
        ? Recipient.role(role(rank))
        : Recipient.role(role(rank), draft.store());
  }

  private static Role role(Rank rank) {
    return switch (rank) {
      case CLERK -> Role.RECEPTIONIST;
      case SENIOR -> Role.CONSULTANT;
      case STORE_MANAGER -> Role.STORE_MANAGER;
      case HEAD_OFFICE -> Role.HEAD_OFFICE;
    };
  }
}
