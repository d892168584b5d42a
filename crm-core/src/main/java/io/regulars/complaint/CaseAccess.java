package io.regulars.complaint;

import io.regulars.spi.Actor;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.util.Optional;

/**
 * Who may see a case and work on it. Whoever it complains of may not. Head office and the system
 * may all, a store manager those of the shops he handles complaints for, the front desk its own and
 * those of its shops that are nobody's yet, a therapist her own; besides, from the lowest rank that
 * was told of a missed clock on, whoever has that rank or a higher one in the shop. Who is not on
 * the plan's list of handlers counts as of every shop.
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
              owner
                  || (isAt(actor.staff(), plan, store)
                      && (standing.owner().isEmpty() || isTold(actor, plan, standing)));
          case THERAPIST ->
              owner || (isAt(actor.staff(), plan, store) && isTold(actor, plan, standing));
        };
  }

  /** Whether the case has climbed to the actor's rank. */
  private static boolean isTold(Actor actor, ComplaintPlan plan, CaseStanding standing) {
    Optional<Rank> rank = rank(actor, plan);
    return standing
        .toldFrom()
        .filter(from -> rank.filter(his -> his.compareTo(from) >= 0).isPresent())
        .isPresent();
  }

  /** As the plan lists this person, else what goes with the role; none for a therapist. */
  private static Optional<Rank> rank(Actor actor, ComplaintPlan plan) {
    Optional<Rank> listed =
        plan.handlers().stream()
            .filter(handler -> actor.staff().filter(handler.staff()::equals).isPresent())
            .map(Handler::rank)
            .findFirst();
    return listed.or(
        () ->
            switch (actor.role()) {
              case THERAPIST -> Optional.empty();
              case RECEPTIONIST -> Optional.of(Rank.CLERK);
              case CONSULTANT -> Optional.of(Rank.SENIOR);
              case STORE_MANAGER -> Optional.of(Rank.STORE_MANAGER);
              case HEAD_OFFICE, SYSTEM -> Optional.of(Rank.HEAD_OFFICE);
            });
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
