package io.regulars.complaint;

import io.regulars.engine.DeskContext;
import io.regulars.engine.TaskRule;
import io.regulars.spi.Actor;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import java.util.Optional;

/**
 * Who sees and settles tasks of cases: who may work on the case, and at the till whom it asks to
 * pay or to ask for money back; never whom the case is about, who has no part in the words to its
 * customer either. Of other tasks at a shop it keeps off handlers of other shops only. Thread-safe.
 */
public final class CaseTaskRule implements TaskRule {

  /** Stateless. */
  public CaseTaskRule() {}

  @Override
  public boolean allows(DeskContext desk, OutboxMessage message) {
    Optional<CaseFile> file = file(desk, message);
    if (message.to() instanceof Recipient.OfCustomer) {
      return file.filter(of -> isAbout(desk.actor(), standing(desk, of))).isEmpty();
    }
    Optional<ComplaintPlan> plan = desk.tenant().program().plan(ComplaintPlan.class);
    return file.isPresent()
        ? allows(desk, plan, file.get(), message)
        : isFor(desk.actor(), message.to()) || isThere(desk.actor(), plan, message.to());
  }

  private static boolean allows(
      DeskContext desk, Optional<ComplaintPlan> plan, CaseFile file, OutboxMessage task) {
    Actor actor = desk.actor();
    CaseStanding standing = standing(desk, file);
    if (isAbout(actor, standing)) {
      return false;
    }
    boolean ofTheTill =
        CaseTasks.ofTheTill(task.content())
            && isFor(actor, task.to())
            && isThere(actor, plan, task.to());
    return ofTheTill
        || plan.map(of -> CaseAccess.allows(actor, of, standing, file.store()))
            .orElse(actor.role() == Role.HEAD_OFFICE || actor.role() == Role.SYSTEM);
  }

  private static boolean isAbout(Actor actor, CaseStanding standing) {
    return actor.staff().isPresent() && actor.staff().equals(standing.accused());
  }

  /** By name, or by role. */
  private static boolean isFor(Actor actor, Recipient to) {
    return (to instanceof Recipient.OfStaff person
            && actor.staff().equals(Optional.of(person.staff())))
        || (to instanceof Recipient.OfRole role && role.role() == actor.role());
  }

  /** Whether the actor is, as far as the plan tells, of the shop where the task is to be done. */
  private static boolean isThere(Actor actor, Optional<ComplaintPlan> plan, Recipient to) {
    if (actor.role() == Role.HEAD_OFFICE || actor.role() == Role.SYSTEM || plan.isEmpty()) {
      return true;
    }
    Optional<StoreId> store =
        to instanceof Recipient.OfStaff person ? person.store() : ((Recipient.OfRole) to).store();
    return actor
        .staff()
        .filter(person -> store.filter(shop -> !plan.get().isAt(person, shop)).isPresent())
        .isEmpty();
  }

  @Override
  public void requireMayHave(DeskContext desk, OutboxMessage task, Recipient to) {
    Optional<StaffId> accused = file(desk, task).flatMap(file -> standing(desk, file).accused());
    if (to instanceof Recipient.OfStaff person
        && accused.filter(person.staff()::equals).isPresent()) {
      throw desk.invalid("to", "task-accused", person.staff());
    }
  }

  private static CaseStanding standing(DeskContext desk, CaseFile file) {
    return CaseStanding.of(file.events(), desk.tenant().merchant().currency());
  }

  private static Optional<CaseFile> file(DeskContext desk, OutboxMessage task) {
    return task.about()
        .filter(about -> about.kind().equals(About.CASE))
        .flatMap(about -> desk.storage().complaint(desk.merchant(), CaseId.parse(about.id())));
  }
}
