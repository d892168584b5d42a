package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.PlannedMessage;
import io.regulars.spi.Explanation;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import io.regulars.spi.storage.TaskCriteria;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What goes into one commit with a case: its new lines, and the word of it on the customer's
 * timeline.
 */
final class CaseCommit {

  private final DeskContext desk;
  private final CaseDraft draft;

  /** Of the draft's customer, once the file was opened. */
  private Optional<CustomerProfile> customer = Optional.empty();

  CaseCommit(DeskContext desk, CaseDraft draft) {
    this.desk = desk;
    this.draft = draft;
  }

  /** Adds everything to a change set that holds nothing of customers' files yet. */
  CaseFile addTo(ImmutableChangeSet.Builder change) {
    tell(draft).ifPresent(file -> customer = Optional.of(file.profile()));
    draft.alongside().forEach(this::tell);
    draft.files().stream()
        .filter(CaseCommit::isChanged)
        .forEach(file -> desk.runner().add(file, change));
    draft.alongside().forEach(other -> add(other, change));
    return addCase(change);
  }

  /** Settles what the case owes, and tells its customer's timeline of its new lines. */
  private Optional<FileDraft> tell(CaseDraft told) {
    new CompensationBooks(desk, told).settle();
    List<Explanation> news =
        told.appended().stream().map(event -> news(told, event)).flatMap(Optional::stream).toList();
    if (told.customer().isEmpty() || news.isEmpty()) {
      return Optional.empty();
    }
    FileDraft file = new CaseFiles(desk, told).file(told.customer().get());
    news.forEach(what -> file.happened(EventKind.COMPLAINT, file.asOf(), what));
    return Optional.of(file);
  }

  /** Adds the case alone, where the customer's file is told of it by the decision it follows. */
  CaseFile addCase(ImmutableChangeSet.Builder change) {
    return add(draft, change);
  }

  private CaseFile add(CaseDraft changed, ImmutableChangeSet.Builder change) {
    CaseChange made = changed.change(CaseAdvance.wakeAt(changed));
    change.addCases(made);
    CaseTasks tasks = new CaseTasks(changed);
    List<OutboxMessage> open = tasks.changeTasks() ? openTasks(changed) : List.of();
    change.addAllSettled(tasks.settled(open));
    for (PlannedMessage planned : new CaseMessages(changed).planned(unpaid(changed))) {
      desk.runner()
          .message(
              changed.tenant().program(),
              desk.merchant(),
              changed.customer(),
              planned.to().isEmpty() ? profile(changed) : Optional.empty(),
              changed.now(),
              planned)
          .ifPresent(change::addMessages);
    }
    return made.after();
  }

  private List<OutboxMessage> openTasks(CaseDraft changed) {
    About about = new About(About.CASE, changed.id().toString());
    return desk.storage()
        .tasks(desk.merchant(), TaskCriteria.builder().about(about).build(), Integer.MAX_VALUE);
  }

  /**
   * The tasks to pay money of the case that the till has not done and does not do any more; read
   * where money is taken back.
   */
  private List<OutboxMessage> unpaid(CaseDraft changed) {
    boolean back =
        changed.appended().stream()
            .anyMatch(event -> event.kind() == CaseEventKind.COMPENSATION_TAKEN_BACK);
    Optional<About> about = Optional.of(new About(About.CASE, changed.id().toString()));
    return back && changed.customer().isPresent()
        ? desk
            .storage()
            .messagesOf(desk.merchant(), changed.customer().get(), Instant.EPOCH)
            .stream()
            .filter(task -> task.about().equals(about))
            .filter(task -> task.content().rule().equals(CaseTasks.PAY))
            .filter(task -> task.status() != DeliveryStatus.DONE)
            .toList()
        : List.of();
  }

  private Optional<CustomerProfile> profile(CaseDraft changed) {
    return customer.isPresent()
        ? customer
        : changed.customer().map(desk::stored).map(CustomerFile::profile);
  }

  /** Every change appends a line; a file that was only looked at is not written. */
  private static boolean isChanged(FileDraft file) {
    return file.before().filter(before -> before.lastSeq() == file.lastSeq()).isEmpty();
  }

  /** What the customer's timeline tells of a line of the log. */
  Optional<Explanation> news(CaseEvent event) {
    return news(draft, event);
  }

  private static Optional<Explanation> news(CaseDraft told, CaseEvent event) {
    String id = told.id().toString();
    String category = told.standing().category();
    return switch (event.kind()) {
      case OPENED -> Optional.of(Explanation.of("complaint.opened", id, category));
      case RESOLVED -> Optional.of(Explanation.of("complaint.resolved", id, category));
      case REOPENED -> Optional.of(Explanation.of("complaint.reopened", id, category));
      case CLOSED -> Optional.of(Explanation.of("complaint.closed", id, category));
      case WITHDRAWN -> Optional.of(Explanation.of("complaint.withdrawn", id, category));
      case MERGED -> Optional.of(Explanation.of("complaint.merged", id, category));
      case COMPENSATION_BOOKED -> money(told, event, "complaint.money");
      case COMPENSATION_TAKEN_BACK -> money(told, event, "complaint.money-back");
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
          FOLLOWED_UP,
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

  /** Money is on no account: that it is to be paid is told in an event of its own. */
  private static Optional<Explanation> money(CaseDraft told, CaseEvent event, String rule) {
    return told.standing()
        .compensation(Integer.parseInt(event.figure(0).orElseThrow()))
        .filter(each -> each.kind() == CompensationKind.MONEY)
        .map(each -> Explanation.of(rule, told.id().toString(), each.worth().toString()));
  }
}
