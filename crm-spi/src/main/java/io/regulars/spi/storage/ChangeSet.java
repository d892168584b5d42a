package io.regulars.spi.storage;

import io.regulars.spi.Actor;
import io.regulars.spi.MerchantId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.visit.Visit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Everything one decision writes, of one merchant. Storage makes all of it visible or none of it.
 * Lines belong to customers whose file is stored or created with them.
 */
@Value.Immutable
@RegularsStyle
public interface ChangeSet {

  /** The tenant of all parts. */
  MerchantId merchant();

  /** New states of files, each under compare-and-set; also ends the file's claim. */
  List<FileChange> files();

  /** New states of cases, each under compare-and-set; also ends the case's claim. */
  List<CaseChange> cases();

  /** Answers recorded, each under a key that is not taken. */
  List<FeedbackAnswer> feedback();

  /** Visits recorded. */
  List<Visit> visits();

  /** Visits taken back, whole or in part, each as {@link VisitTakenBack} demands. */
  List<VisitTakenBack> takenBack();

  /** Ledger entries appended. */
  List<LedgerEntry> entries();

  /** Events appended. */
  List<FileEvent> events();

  /** Messages to send. */
  List<OutboxMessage> messages();

  /**
   * Messages after an attempt, a receipt or a person's handling, each under compare-and-set: the
   * stored one must be of the version before; also ends the message's claim. Merchant, id,
   * customer, purpose, priority, subject and the instants of its making stay; the figures of its
   * content may change, as a task follows its case.
   */
  List<OutboxMessage> settled();

  /** The receipt of the command, if it had a key. */
  Optional<CommandReceipt> receipt();

  /** All parts and actors are of the one merchant, and nothing is written twice. */
  @Value.Check
  default void check() {
    for (FileChange change : files()) {
      Shapes.require(change.after().merchant().equals(merchant()), "a file of another merchant");
    }
    for (CaseChange change : cases()) {
      Shapes.require(change.after().merchant().equals(merchant()), "a case of another merchant");
      change.appended().forEach(event -> requireOurs(event.actor()));
    }
    for (FeedbackAnswer answer : feedback()) {
      Shapes.require(answer.merchant().equals(merchant()), "an answer of another merchant");
      requireOurs(answer.actor());
    }
    for (Visit visit : visits()) {
      Shapes.require(visit.merchant().equals(merchant()), "a visit of another merchant");
      requireOurs(visit.actor());
    }
    entries().forEach(entry -> requireOurs(entry.actor()));
    events().forEach(event -> requireOurs(event.actor()));
    for (OutboxMessage message : messages()) {
      Shapes.require(message.merchant().equals(merchant()), "a message of another merchant");
    }
    for (OutboxMessage message : settled()) {
      Shapes.require(message.merchant().equals(merchant()), "a message of another merchant");
    }
    requireDistinct("a file is changed twice", files(), change -> change.after().id());
    requireDistinct("an answer is recorded twice", feedback(), FeedbackAnswer::key);
    requireDistinct("a case is changed twice", cases(), change -> change.after().id());
    if (!takenBack().isEmpty()) {
      requireDistinct("a visit is taken back twice", takenBack(), VisitTakenBack::visit);
      for (Visit visit : visits()) {
        Shapes.require(
            takenBack().stream().noneMatch(change -> change.visit().equals(visit.id())),
            "a visit is recorded and taken back at once");
      }
    }
    if (!settled().isEmpty()) {
      requireDistinct("a message is settled twice", settled(), OutboxMessage::id);
      for (OutboxMessage message : messages()) {
        Shapes.require(
            settled().stream().noneMatch(settled -> settled.id().equals(message.id())),
            "a message is posted and settled at once");
      }
    }
  }

  private void requireOurs(Actor actor) {
    Shapes.require(actor.merchant().equals(merchant()), "an actor of another merchant");
  }

  private static <T> void requireDistinct(String otherwise, List<T> parts, Function<T, Object> id) {
    Shapes.require(
        parts.size() < 2 || parts.stream().map(id).distinct().count() == parts.size(), otherwise);
  }

  /** A builder for a change of {@code merchant}'s data. */
  static ImmutableChangeSet.Builder of(MerchantId merchant) {
    return ImmutableChangeSet.builder().merchant(merchant);
  }
}
