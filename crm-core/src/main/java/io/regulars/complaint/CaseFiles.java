package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.spi.CustomerId;
import io.regulars.spi.complaint.CaseId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The customers' files that a decision on a case reads or changes: each is opened once, advanced to
 * now, and committed with the case if it was changed.
 */
final class CaseFiles {

  private final DeskContext desk;
  private final CaseDraft draft;

  CaseFiles(DeskContext desk, CaseDraft draft) {
    this.desk = desk;
    this.draft = draft;
  }

  /** What was approved of the cases that this one continues, one after the other. */
  Money approvedBefore() {
    Money approved = Money.zero(draft.currency());
    Optional<CaseId> before = draft.standing().continues();
    while (before.isPresent()) {
      CaseStanding past =
          desk.storage()
              .complaint(desk.merchant(), before.get())
              .map(file -> CaseStanding.of(file.events(), draft.currency()))
              .orElseThrow();
      approved = approved.plus(past.approved(draft.currency()));
      before = past.continues();
    }
    return approved;
  }

  /**
   * The file of {@code customer}.
   *
   * @throws io.regulars.spi.NotFoundException if there is none
   */
  FileDraft file(CustomerId customer) {
    for (FileDraft opened : draft.files()) {
      if (opened.customer().equals(customer)) {
        return opened;
      }
    }
    FileDraft file = desk.open(draft.tenant(), draft.now(), customer);
    desk.runner().advance().to(file, draft.now());
    draft.files().add(file);
    return file;
  }
}
