package io.regulars.notify;

import io.regulars.engine.Action;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Outcome;
import io.regulars.engine.TaskRule;
import io.regulars.engine.Wording;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Role;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.TaskCriteria;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What staff has to do, and what came of it. Thread-safe. */
public final class TaskService {

  private static final Set<DeliveryStatus> OPEN = EnumSet.of(DeliveryStatus.OPEN);
  private static final Set<Role> MANAGERS =
      EnumSet.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM);

  private final DeskContext desk;
  private final TaskRule rule;
  private final MessageService messages;

  /** For one desk; {@code rule} says whose business a task is. */
  public TaskService(DeskContext desk, TaskRule rule) {
    this.desk = desk;
    this.rule = rule;
    this.messages = new MessageService(desk, rule);
  }

  /** Up to {@code limit} open tasks given to the actor by name, due first. */
  public List<OutboxMessage> mine(int limit) {
    return desk.actor()
        .staff()
        .map(staff -> list(TaskCriteria.builder().staff(staff).build(), limit))
        .orElse(List.of());
  }

  /**
   * Up to {@code limit} open tasks of a person, a role or a shop that are any of the actor's
   * business, due first. Tasks of a case are only for who may work on it.
   */
  public List<OutboxMessage> list(TaskCriteria criteria, int limit) {
    return messages.upTo(limit, room -> desk.reading().tasks(desk.merchant(), criteria, room));
  }

  /**
   * What is to be done, in the merchant's language. In a task of a case the customer is her id: her
   * name is contact data, and a look at that is a line of the case.
   */
  public String words(OutboxMessage task) {
    boolean ofCase = task.about().filter(about -> about.kind().equals(About.CASE)).isPresent();
    Optional<String> customer =
        ofCase
            ? Optional.of(task.customer().map(CustomerId::toString).orElse("-"))
            : task.customer()
                .flatMap(id -> desk.reading().file(desk.merchant(), id))
                .map(file -> file.profile().name());
    return Wording.of(desk.tenant(), task.content(), customer, Optional.empty()).text();
  }

  /**
   * Notes that a task was done and what came of it.
   *
   * @return the task, done; refused if it is not open
   * @throws NotAllowedException if it is neither the actor's nor a manager's
   */
  public Outcome<OutboxMessage> done(HandleMessage command) {
    return messages.handle(
        new MessageService.Act(command, Handling.Kind.DONE, ""),
        Action.HANDLE_TASK,
        OPEN,
        this::requireHis,
        task -> task.withStatus(DeliveryStatus.DONE).withNextAttemptAt(desk.now()));
  }

  /**
   * Puts a task off.
   *
   * @return the task with its new due time; refused if it is not open
   * @throws NotAllowedException if it is neither the actor's nor a manager's
   */
  public Outcome<OutboxMessage> postpone(PostponeTask command) {
    return messages.handle(
        new MessageService.Act(command, Handling.Kind.POSTPONED, command.until().toString()),
        Action.HANDLE_TASK,
        OPEN,
        this::requireHis,
        task -> {
          if (!command.until().isAfter(desk.now())) {
            throw desk.invalid("until", "until-past", command.until(), desk.now());
          }
          return task.withDueAt(command.until());
        });
  }

  /**
   * Gives a task to somebody else.
   *
   * @return the task with its new owner; refused if it is not open
   * @throws NotAllowedException if it is neither the actor's nor a manager's
   */
  public Outcome<OutboxMessage> handOver(HandOverTask command) {
    if (command.to() instanceof Recipient.OfCustomer) {
      throw desk.invalid("to", "task-to-customer");
    }
    return messages.handle(
        new MessageService.Act(command, Handling.Kind.HANDED_OVER, command.to().toString()),
        Action.HANDLE_TASK,
        OPEN,
        task -> {
          requireHis(task);
          rule.requireMayHave(desk, task, command.to());
        },
        task -> task.withTo(command.to()));
  }

  /** His business at all, and his by name or by role, or a manager's. */
  private void requireHis(OutboxMessage task) {
    messages.requireAllowed(task);
    Actor actor = desk.actor();
    boolean his =
        task.to() instanceof Recipient.OfStaff to && actor.staff().equals(Optional.of(to.staff()));
    boolean hisRole = task.to() instanceof Recipient.OfRole to && to.role() == actor.role();
    if (!his && !hisRole && !MANAGERS.contains(actor.role())) {
      throw new NotAllowedException(
          "task " + task.id() + " is for " + task.to() + "; these roles may as well: " + MANAGERS);
    }
  }
}
