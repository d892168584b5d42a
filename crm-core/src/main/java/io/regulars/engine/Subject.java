package io.regulars.engine;

import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a message is about, as storage has it now.
 *
 * @param store at which shop it was, if it is known
 * @param needless a code why the message is of no use any more; empty if it is of use
 */
record Subject(Optional<StoreId> store, Optional<String> needless) {

  private static final Subject NOTHING = new Subject(Optional.empty(), Optional.empty());

  /** The words that a case came in and is looked into: untrue once it has ended. */
  private static final Set<String> RECEIVED = Set.of("case.received", "case.received-by");

  /** The words that all is done: untrue once the case was taken up again, or came to nothing. */
  private static final Set<String> DONE =
      Set.of("case.resolved", "case.content", "case.not-reached");

  private static final Set<CaseState> DONE_STATES =
      EnumSet.of(CaseState.RESOLVED, CaseState.FOLLOWED_UP, CaseState.CLOSED);

  /**
   * What {@code message} is about at {@code now}; nothing if that is neither a visit nor a case on
   * record.
   */
  static Subject of(Storage storage, OutboxMessage message, Instant now) {
    if (message.about().isEmpty()) {
      return NOTHING;
    }
    About about = message.about().get();
    MerchantId merchant = message.merchant();
    return switch (about.kind()) {
      case About.VISIT ->
          storage.visit(merchant, VisitId.parse(about.id())).map(Subject::of).orElse(NOTHING);
      case About.CASE ->
          storage
              .complaint(merchant, CaseId.parse(about.id()))
              .map(file -> of(file, message, now))
              .orElse(NOTHING);
      default -> NOTHING;
    };
  }

  private static Subject of(Visit visit) {
    return new Subject(
        Optional.of(visit.store()),
        visit.status() == VisitStatus.VOIDED ? Optional.of("visit voided") : Optional.empty());
  }

  private static Subject of(CaseFile file, OutboxMessage message, Instant now) {
    String words = message.content().rule();
    Optional<String> needless = Optional.empty();
    if (RECEIVED.contains(words) && isOver(file.state(), Promise.isPast(message, now))) {
      needless = Optional.of("case ended");
    }
    if (DONE.contains(words) && isOpenAgain(file, message.occurredAt())) {
      needless = Optional.of("case not done after all");
    }
    return new Subject(Optional.of(file.store()), needless);
  }

  /**
   * Whether it is untrue by now that a case is looked into; one that was merged is, with the other.
   * Too late for what it promised, it is not said beside the words that all is done.
   */
  private static boolean isOver(CaseState state, boolean late) {
    return (!state.isOpen() && state != CaseState.MERGED) || (late && DONE_STATES.contains(state));
  }

  private static boolean isOpenAgain(CaseFile file, Instant done) {
    return !DONE_STATES.contains(file.state())
        || file.events().stream()
            .filter(event -> event.kind() == CaseEventKind.REOPENED)
            .anyMatch(event -> event.occurredAt().isAfter(done));
  }
}
