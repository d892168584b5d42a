package io.regulars.notify;

import io.regulars.engine.Action;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Fingerprint;
import io.regulars.engine.Outcome;
import io.regulars.engine.Refusal;
import io.regulars.engine.TaskRule;
import io.regulars.engine.Wording;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StorageException;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * What people do about messages that did not go out. What a desk is shown of a message is without
 * the link that is for its reader alone. Thread-safe.
 */
public final class MessageService {

  private static final int ATTEMPTS = 5;

  private final DeskContext desk;
  private final TaskRule rule;

  /** For one desk; {@code rule} says whose business a message to staff is. */
  public MessageService(DeskContext desk, TaskRule rule) {
    this.desk = desk;
    this.rule = rule;
  }

  /** A message, if there is one that is any of the actor's business. */
  public Optional<OutboxMessage> find(MessageId message) {
    return desk.reading()
        .message(desk.merchant(), message)
        .filter(found -> rule.allows(desk, found))
        .map(MessageService::shown);
  }

  /**
   * Messages to and about a customer that were sent, ended or wait since an instant, in order;
   * without those to staff that are none of the actor's business.
   */
  public List<OutboxMessage> of(CustomerId customer, Instant since) {
    return desk.reading().messagesOf(desk.merchant(), customer, since).stream()
        .filter(found -> rule.allows(desk, found))
        .map(MessageService::shown)
        .toList();
  }

  /** Up to {@code limit} dead letters that are any of the actor's business, oldest first. */
  public List<OutboxMessage> deadLetters(int limit) {
    return upTo(limit, room -> desk.reading().messages(desk.merchant(), DeliveryStatus.DEAD, room))
        .stream()
        .map(MessageService::shown)
        .toList();
  }

  /**
   * Up to {@code limit} messages that are any of the actor's business, read on until they are
   * found.
   *
   * @param first reads as many as it is told, or all there are
   */
  List<OutboxMessage> upTo(int limit, IntFunction<List<OutboxMessage>> first) {
    for (int room = limit; ; room = Math.max(room, room * 4)) {
      List<OutboxMessage> found = first.apply(room);
      List<OutboxMessage> his =
          found.stream().filter(message -> rule.allows(desk, message)).limit(limit).toList();
      if (his.size() == limit || found.size() < room) {
        return his;
      }
    }
  }

  private static OutboxMessage shown(OutboxMessage message) {
    return ImmutableOutboxMessage.copyOf(message)
        .withContent(Wording.withoutLink(message.content()));
  }

  /**
   * Sends a dead letter again, judged like any other; under its old id, but as another sending, so
   * that a channel that took it before takes it again.
   *
   * @return the message, which waits again; refused if it is not dead
   */
  public Outcome<OutboxMessage> resend(HandleMessage command) {
    return handle(
        new Act(command, Handling.Kind.RESENT, ""),
        Action.HANDLE_MESSAGE,
        EnumSet.of(DeliveryStatus.DEAD),
        this::requireAllowed,
        found ->
            found.withStatus(DeliveryStatus.PENDING).withAttempts(0).withNextAttemptAt(desk.now()));
  }

  /**
   * Gives up a message that is dead or waits, or a task that is open. One that a channel is taking
   * at this moment is shown all the same, and its {@code lastReason} will say so.
   *
   * @return the message, dropped; refused if it was sent or has ended
   */
  public Outcome<OutboxMessage> drop(HandleMessage command) {
    return handle(
        new Act(command, Handling.Kind.DROPPED, ""),
        Action.HANDLE_MESSAGE,
        EnumSet.of(DeliveryStatus.DEAD, DeliveryStatus.PENDING, DeliveryStatus.OPEN),
        this::requireAllowed,
        found -> found.withStatus(DeliveryStatus.DROPPED));
  }

  /**
   * One handling by one command.
   *
   * @param more what else its key stands for: a new due time, a new owner; empty if nothing
   */
  record Act(MessageCommand command, Handling.Kind kind, String more) {

    String fingerprint() {
      return new Fingerprint()
          .put(kind.name())
          .put(command.code())
          .put(command.text())
          .put(more)
          .digest();
    }
  }

  /**
   * Changes a message in one of these states once per key.
   *
   * @param mayHe throws if the actor may not handle this very message; not asked for what the same
   *     person did before
   */
  Outcome<OutboxMessage> handle(
      Act act,
      Action action,
      Set<DeliveryStatus> states,
      Consumer<OutboxMessage> mayHe,
      UnaryOperator<ImmutableOutboxMessage> change) {
    desk.validation().check(act.command());
    desk.runner().authorise(desk.actor(), action);
    for (int attempt = 1; ; attempt++) {
      OutboxMessage found = stored(act.command().message());
      if (!wasHis(found, act)) {
        mayHe.accept(found);
      }
      if (isDone(found, act)) {
        return new Outcome.Done<>(shown(found));
      }
      if (!states.contains(found.status())) {
        return desk.refused(
            new Refusal(
                Reason.MESSAGE_STATE,
                List.of(found.id().toString(), found.status().name(), states.toString())));
      }
      OutboxMessage after = change.apply(handled(found, act));
      try {
        desk.storage().commit(ChangeSet.of(desk.merchant()).addSettled(after).build());
        return new Outcome.Done<>(shown(after));
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.STALE || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private OutboxMessage stored(MessageId message) {
    return desk.storage()
        .message(desk.merchant(), message)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "message " + message + " is unknown to merchant " + desk.merchant()));
  }

  /**
   * Fails if the message is none of the actor's business.
   *
   * @throws NotAllowedException if it is not
   */
  void requireAllowed(OutboxMessage message) {
    if (!rule.allows(desk, message)) {
      throw new NotAllowedException(
          desk.actor().name()
              + " ("
              + desk.actor().role()
              + ") may not handle message "
              + message.id()
              + "; those may who may work on what it is about, at its shop");
    }
  }

  private boolean wasHis(OutboxMessage found, Act act) {
    return found.handled().stream()
        .anyMatch(
            one ->
                one.key().equals(act.command().key()) && one.staff().equals(desk.actor().staff()));
  }

  private static boolean isDone(OutboxMessage found, Act act) {
    Optional<Handling> earlier =
        found.handled().stream().filter(one -> one.key().equals(act.command().key())).findFirst();
    if (earlier.filter(one -> !one.fingerprint().equals(act.fingerprint())).isPresent()) {
      throw new ConflictException(
          "key "
              + act.command().key()
              + " was used for something else on message "
              + found.id()
              + "; use a new key for a new command, or send the first payload again");
    }
    return earlier.isPresent();
  }

  private ImmutableOutboxMessage handled(OutboxMessage found, Act act) {
    ImmutableOutboxMessage.Builder next =
        OutboxMessage.builder().from(found).version(found.version() + 1);
    return next.addHandled(
            Handling.builder()
                .kind(act.kind())
                .key(act.command().key())
                .fingerprint(act.fingerprint())
                .staff(desk.actor().staff())
                .role(desk.actor().role())
                .at(desk.now())
                .code(act.command().code())
                .text(act.command().text())
                .build())
        .build();
  }
}
