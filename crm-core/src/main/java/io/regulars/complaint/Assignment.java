package io.regulars.complaint;

import io.regulars.spi.StaffId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * To whom a case is given by rule: in hours to the least senior who is senior enough for its
 * severity, covers its shop and category, is not complained of and is on no line of a visit it is
 * about, those of cases merged into it included; of several to the one with the fewest open cases,
 * then to the one listed first. Out of hours to one on duty for the shop, to one who is senior
 * enough and covers the category if there is one.
 */
final class Assignment {

  private Assignment() {}

  /** The handler of this case now, if there is one. */
  static Optional<Handler> choose(CaseDraft draft, Roster roster) {
    CaseStanding standing = draft.standing();
    boolean inHours = draft.workingTime().isOpen(draft.asOf());
    Rank least = draft.plan().ranks().getOrDefault(standing.severity(), Rank.CLERK);
    Predicate<Handler> fit =
        handler ->
            handler.rank().compareTo(least) >= 0
                && handler.covers(draft.store(), standing.category());
    Set<StaffId> passedOver = roster.passedOver(standing);
    return draft.plan().handlers().stream()
        .filter(handler -> handler.isAt(draft.store()))
        .filter(handler -> inHours ? fit.test(handler) : handler.onDuty())
        .filter(handler -> !passedOver.contains(handler.staff()))
        .min(
            Comparator.comparing((Handler handler) -> !fit.test(handler))
                .thenComparing(leastSenior(roster)));
  }

  /**
   * Who answers for the shop, in hours or out of them, or for the merchant where that is nobody or
   * one who is passed over.
   */
  static Optional<Handler> manager(CaseDraft draft, Roster roster) {
    Set<StaffId> passedOver = roster.passedOver(draft.standing());
    return draft.plan().handlers().stream()
        .filter(handler -> handler.rank().compareTo(Rank.STORE_MANAGER) >= 0)
        .filter(handler -> handler.isAt(draft.store()))
        .filter(handler -> !passedOver.contains(handler.staff()))
        .min(leastSenior(roster));
  }

  private static Comparator<Handler> leastSenior(Roster roster) {
    return Comparator.comparing(Handler::rank)
        .thenComparing(handler -> roster.open().getOrDefault(handler.staff(), 0));
  }
}
