package io.regulars.complaint;

import io.regulars.spi.Actor;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.util.Optional;

/**
 * Who may see a case and work on it. Whoever it complains of may not. Head office and the system
 * may all, a store manager those of the shops he handles complaints for, the front desk its own and
 * those of its shops that are nobody's yet, a therapist her own. Who is not on the plan's list of
 * handlers counts as of every shop.
 */
final class CaseAccess {

  private CaseAccess() {}

  static boolean allows(Actor actor, CaseDraft draft) {
    return allows(actor, draft.plan(), draft.standing(), draft.store());
  }

  static boolean allows(Actor actor, ComplaintPlan plan, CaseStanding standing, StoreId store) {
    boolean accused = actor.staff().isPresent() && actor.staff().equals(standing.accused());
    boolean owner = actor.staff().isPresent() && actor.staff().equals(standing.owner());
    return !accused
        && switch (actor.role()) {
          case SYSTEM, HEAD_OFFICE -> true;
          case STORE_MANAGER -> owner || isAt(actor.staff(), plan, store);
          case RECEPTIONIST, CONSULTANT ->
              owner || (standing.owner().isEmpty() && isAt(actor.staff(), plan, store));
          case THERAPIST -> owner;
        };
  }

  private static boolean isAt(Optional<StaffId> staff, ComplaintPlan plan, StoreId store) {
    return staff.filter(person -> !plan.isAt(person, store)).isEmpty();
  }

  /**
   * Refuses an actor whom the case is none of the business of.
   *
   * @throws NotAllowedException saying whose it is
   */
  static void require(Actor actor, CaseDraft draft) {
    if (!allows(actor, draft)) {
      boolean accused = actor.staff().equals(draft.standing().accused());
      throw new NotAllowedException(
          actor.name()
              + " ("
              + actor.role()
              + ") may not work on case "
              + draft.id()
              + (accused
                  ? ": it is about this person; a store manager or head office handles it"
                  : ": its owner, store "
                      + draft.store()
                      + "'s manager and head office may; assign it first"));
    }
  }
}
