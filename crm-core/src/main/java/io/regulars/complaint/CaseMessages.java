package io.regulars.complaint;

import io.regulars.engine.ImmutablePlannedMessage;
import io.regulars.engine.PlannedMessage;
import io.regulars.engine.Texts;
import io.regulars.spi.Explanation;
import io.regulars.spi.Role;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which messages follow from new lines of a case. Tasks for staff: its owner's when it is given to
 * somebody or taken up again, a warning to the owner while there is time, one for the rank that a
 * missed clock is told to, one for the shop's manager to approve a compensation, and for the till
 * to pay money or ask for it back. Words to the customer, by the plan's channels: that the
 * complaint came in, that it was resolved, and how asking afterwards went.
 */
final class CaseMessages {

  /** What {@link About} calls a case. */
  static final String CASE = "complaint";

  private final CaseDraft draft;

  CaseMessages(CaseDraft draft) {
    this.draft = draft;
  }

  /** The messages that follow from the lines this decision has appended. */
  List<PlannedMessage> planned() {
    List<PlannedMessage> planned = new ArrayList<>();
    for (CaseEvent event : draft.appended()) {
      task(event).ifPresent(planned::add);
      word(event).ifPresent(planned::add);
    }
    return planned;
  }

  private Optional<PlannedMessage> task(CaseEvent event) {
    return switch (event.kind()) {
      case ASSIGNED -> Optional.of(task(event, "case.task.owner", owner(), Priority.NORMAL));
      case REOPENED -> Optional.of(task(event, "case.task.reopened", owner(), Priority.NORMAL));
      case WARNED -> warning(event);
      case ESCALATED -> {
        Rank rank = Rank.valueOf(event.figure(2).orElseThrow());
        boolean byHand = event.figure(0).filter(CaseFold.BY_HAND::equals).isPresent();
        String template = byHand ? "case.task.escalated-by-hand" : "case.task.escalated";
        yield Optional.of(task(event, template, of(rank), Priority.URGENT));
      }
      case COMPENSATION_PROPOSED ->
          compensation(event)
              .filter(each -> each.status() == Compensation.Status.PROPOSED)
              .map(each -> worth(event, "case.task.approve", Rank.STORE_MANAGER, each));
      case COMPENSATION_BOOKED ->
          money(event).map(each -> worth(event, "case.task.pay", Rank.CLERK, each));
      case COMPENSATION_TAKEN_BACK ->
          money(event).map(each -> worth(event, "case.task.claim", Rank.CLERK, each));
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
          ABSORBED,
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
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
        .map(reading -> task(event, "case.task.warned", owner(), Priority.URGENT));
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
                        .about(new About(CASE, draft.id().toString()))
                        .occurredAt(event.occurredAt())
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
          PAUSED,
          RESUMED,
          SEVERITY_CHANGED,
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
    return CaseAdvance.readings(draft).stream()
        .filter(reading -> reading.clock() == CaseClock.FIRST_RESPONSE)
        .findFirst()
        .flatMap(ClockReading::deadline)
        .map(deadline -> Explanation.of("case.received-by", Texts.figure(deadline, draft.zone())))
        .orElseGet(() -> Explanation.of("case.received"));
  }

  private Optional<Compensation> compensation(CaseEvent event) {
    return draft.standing().compensation(Integer.parseInt(event.figure(0).orElseThrow()));
  }

  private Optional<Compensation> money(CaseEvent event) {
    return compensation(event).filter(each -> each.kind() == CompensationKind.MONEY);
  }

  private PlannedMessage worth(CaseEvent event, String template, Rank to, Compensation each) {
    return task(event, template, of(to), Priority.NORMAL, each.worth().toString());
  }

  private PlannedMessage task(CaseEvent event, String template, Recipient to, Priority priority) {
    return task(event, template, to, priority, event.figure(0).orElse(""));
  }

  private PlannedMessage task(
      CaseEvent event, String template, Recipient to, Priority priority, String figure) {
    ImmutablePlannedMessage.Builder task =
        PlannedMessage.builder()
            .to(to)
            .addChannels(ChannelKind.TASK)
            .purpose(Purpose.STAFF)
            .priority(priority)
            .content(
                Explanation.of(
                    template,
                    draft.id().toString(),
                    draft.standing().category(),
                    draft.standing().severity().name(),
                    figure))
            .about(new About(CASE, draft.id().toString()))
            .occurredAt(event.occurredAt())
            .dueAt(due().orElse(event.occurredAt()));
    return task.build();
  }

  /** The next deadline of the case. */
  private Optional<Instant> due() {
    return CaseAdvance.readings(draft).stream()
        .filter(ClockReading::running)
        .map(ClockReading::deadline)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Recipient owner() {
    return draft
        .standing()
        .owner()
        .map(staff -> Recipient.staff(staff, draft.store()))
        .orElseGet(() -> of(Rank.CLERK));
  }

  /**
   * The first on the plan's list of this rank at the shop, or whoever has the rank's role there. If
   * the complaint is about the only one on the list, it goes a rank higher, lest he reads it.
   */
  private Recipient of(Rank rank) {
    List<Handler> listed =
        draft.plan().handlers().stream()
            .filter(handler -> handler.rank() == rank && handler.isAt(draft.store()))
            .toList();
    Optional<Handler> first =
        listed.stream()
            .filter(handler -> draft.standing().accused().filter(handler.staff()::equals).isEmpty())
            .findFirst();
    if (first.isPresent()) {
      return Recipient.staff(first.get().staff(), draft.store());
    }
    return listed.isEmpty() || rank == Rank.HEAD_OFFICE
        ? byRole(rank)
        : of(Rank.values()[rank.ordinal() + 1]);
  }

  private Recipient byRole(Rank rank) {
    return switch (rank) {
      case CLERK -> Recipient.role(Role.RECEPTIONIST, draft.store());
      case SENIOR -> Recipient.role(Role.CONSULTANT, draft.store());
      case STORE_MANAGER -> Recipient.role(Role.STORE_MANAGER, draft.store());
      case HEAD_OFFICE -> Recipient.role(Role.HEAD_OFFICE);
    };
  }
}
