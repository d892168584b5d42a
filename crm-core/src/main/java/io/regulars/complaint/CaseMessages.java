package io.regulars.complaint;

import io.regulars.engine.ImmutablePlannedMessage;
import io.regulars.engine.PlannedMessage;
import io.regulars.spi.Explanation;
import io.regulars.spi.Role;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.Priority;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks for staff follow from new lines of a case: its owner's when it is given to somebody,
 * a warning to the owner, one for the rank that a missed clock is told to, one for the shop's
 * manager to approve a compensation, and for the till to pay money or ask for it back.
 */
final class CaseMessages {

  /** What {@link About} calls a case. */
  static final String CASE = "complaint";

  private final CaseDraft draft;

  CaseMessages(CaseDraft draft) {
    this.draft = draft;
  }

  /** The tasks that follow from the lines this decision has appended. */
  List<PlannedMessage> planned() {
    return draft.appended().stream().map(this::task).flatMap(Optional::stream).toList();
  }

  private Optional<PlannedMessage> task(CaseEvent event) {
    return switch (event.kind()) {
      case ASSIGNED -> Optional.of(task(event, "case.task.owner", owner(), Priority.NORMAL));
      case WARNED -> Optional.of(task(event, "case.task.warned", owner(), Priority.URGENT));
      case ESCALATED -> {
        Rank rank = Rank.valueOf(event.figure(2).orElseThrow());
        yield Optional.of(task(event, "case.task.escalated", of(rank), Priority.URGENT));
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
          REOPENED,
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
   * The first on the plan's list of this rank at the shop, or whoever has the rank's role there.
   */
  private Recipient of(Rank rank) {
    return draft.plan().handlers().stream()
        .filter(handler -> handler.rank() == rank && handler.isAt(draft.store()))
        .filter(handler -> draft.standing().accused().filter(handler.staff()::equals).isEmpty())
        .findFirst()
        .map(handler -> Recipient.staff(handler.staff(), draft.store()))
        .orElseGet(() -> byRole(rank));
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
