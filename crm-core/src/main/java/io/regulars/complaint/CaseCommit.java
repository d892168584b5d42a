package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.engine.PlannedMessage;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.storage.CaseChange;
import io.regulars.spi.storage.ImmutableChangeSet;
import java.util.List;
import java.util.Optional;

/**
 * What goes into one commit with a case: its new lines, and the word of it on the customer's
 * timeline.
 */
final class CaseCommit {

  private final DeskContext desk;
  private final CaseDraft draft;

  CaseCommit(DeskContext desk, CaseDraft draft) {
    this.desk = desk;
    this.draft = draft;
  }

  /** Adds everything to a change set that holds nothing of the customer's file yet. */
  CaseFile addTo(ImmutableChangeSet.Builder change) {
    List<Explanation> news =
        draft.appended().stream().map(this::news).flatMap(Optional::stream).toList();
    if (draft.customer().isPresent() && !news.isEmpty()) {
      FileDraft file = file(draft.customer().get());
      news.forEach(what -> file.happened(EventKind.COMPLAINT, file.asOf(), what));
      desk.runner().add(file, change);
    }
    draft.alongside().forEach(other -> add(other, change));
    return add(draft, change);
  }

  private CaseFile add(CaseDraft changed, ImmutableChangeSet.Builder change) {
    CaseChange made = changed.change(CaseAdvance.wakeAt(changed));
    change.addCases(made);
    for (PlannedMessage task : new CaseMessages(changed).planned()) {
      desk.runner()
          .message(
              changed.tenant().program(),
              desk.merchant(),
              changed.customer(),
              Optional.empty(),
              changed.now(),
              task)
          .ifPresent(change::addMessages);
    }
    return made.after();
  }

  private FileDraft file(CustomerId customer) {
    FileDraft file = desk.open(draft.tenant(), draft.now(), customer);
    desk.runner().advance().to(file, draft.now());
    return file;
  }

  private Optional<Explanation> news(CaseEvent event) {
    String id = draft.id().toString();
    String category = draft.standing().category();
    return switch (event.kind()) {
      case OPENED -> Optional.of(Explanation.of("complaint.opened", id, category));
      case RESOLVED -> Optional.of(Explanation.of("complaint.resolved", id, category));
      case REOPENED -> Optional.of(Explanation.of("complaint.reopened", id, category));
      case CLOSED -> Optional.of(Explanation.of("complaint.closed", id, category));
      case WITHDRAWN -> Optional.of(Explanation.of("complaint.withdrawn", id, category));
      case MERGED -> Optional.of(Explanation.of("complaint.merged", id, category));
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
          FOLLOWED_UP,
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
}
