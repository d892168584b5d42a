package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.FileDraft;
import io.regulars.spi.CustomerId;

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
