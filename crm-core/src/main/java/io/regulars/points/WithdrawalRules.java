package io.regulars.points;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Reversals;
import io.regulars.spi.Explanation;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.Optional;

/** Points a person takes away that a visit has earned, before the visit is taken back or not. */
final class WithdrawalRules {

  private WithdrawalRules() {}

  /**
   * Withdraws what the visit earned, as if so much of it were taken back; refused beyond what it
   * earned and was not withdrawn before, and beyond what there is.
   *
   * @param history the file's entries from the opening of every lot the visit touched
   */
  static Optional<Refusal> withdraw(
      FileDraft draft, Visit visit, long points, List<LedgerEntry> history, Explanation why) {
    long skip = Reversals.withdrawn(AccountKind.POINTS, visit.id(), history);
    long rest = points;
    long taken = 0;
    for (LedgerEntry entry : history) {
      if (entry.kind() == EntryKind.EARNED
          && entry.account().equals(AccountKind.POINTS)
          && entry.source().isVisit(visit.id())) {
        long skipped = Math.min(skip, entry.amount());
        long part = Math.min(rest, entry.amount() - skipped);
        if (part > 0) {
          taken += Reversals.withdraw(draft, entry, part, history, why);
        }
        skip -= skipped;
        rest -= part;
      }
    }
    return taken < points
        ? Refusal.of(Reason.NOT_ENOUGH, AccountKind.POINTS, points, taken)
        : Optional.empty();
  }
}
