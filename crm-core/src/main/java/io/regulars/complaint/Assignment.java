package io.regulars.complaint;

import io.regulars.spi.StaffId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * To whom a case is given by rule: in hours to the least senior who is senior enough for its
 * severity, covers its shop and category, and is not complained of; of several to the one with the
 * fewest open cases, then to the one listed first. Out of hours to one on duty for the shop, to one
 * who is senior enough and covers the category if there is one.
 */
final class Assignment {

  private Assignment() {}

  /**
   * The handler of this case now, if there is one.
   *
   * @param open how many open cases each member of staff owns; none if not in the map
   */
  static Optional<Handler> choose(CaseDraft draft, Map<StaffId, Integer> open) {
    CaseStanding standing = draft.standing();
    boolean inHours = draft.workingTime().isOpen(draft.asOf());
    Rank least = draft.plan().ranks().getOrDefault(standing.severity(), Rank.CLERK);
    Predicate<Handler> fit =
        handler ->
            handler.rank().compareTo(least) >= 0
                && handler.covers(draft.store(), standing.category());
    return draft.plan().handlers().stream()
        .filter(handler -> handler.isAt(draft.store()))
        .filter(handler -> inHours ? fit.test(handler) : handler.onDuty())
        .filter(handler -> standing.accused().filter(handler.staff()::equals).isEmpty())
        .min(
            Comparator.comparing((Handler handler) -> !fit.test(handler))
                .thenComparing(leastSenior(open)));
  }

  /**
   * Who answers for the shop, in hours or out of them, or for the merchant where that is nobody or
   * the one complained of.
   *
   * @param open how many open cases each member of staff owns; none if not in the map
   * @param served who is passed over like the one complained of
   */
  static Optional<Handler> manager(
      CaseDraft draft, Map<StaffId, Integer> open, Set<StaffId> served) {
    return draft.plan().handlers().stream()
        .filter(handler -> handler.rank().compareTo(Rank.STORE_MANAGER) >= 0)
        .filter(handler -> handler.isAt(draft.store()))
        .filter(handler -> draft.standing().accused().filter(handler.staff()::equals).isEmpty())
        .filter(handler -> !served.contains(handler.staff()))
        .min(leastSenior(open));
  }

  private static Comparator<Handler> leastSenior(Map<StaffId, Integer> open) {
    return Comparator.comparing(Handler::rank)
        .thenComparing(handler -> open.getOrDefault(handler.staff(), 0));
  }
}
