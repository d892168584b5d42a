package io.regulars.engine;

import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.Storage;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
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

  /** What {@code message} is about; nothing if that is neither a visit nor a case on record. */
  static Subject of(Storage storage, OutboxMessage message) {
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
              .map(file -> of(file, message))
              .orElse(NOTHING);
      default -> NOTHING;
    };
  }

  private static Subject of(Visit visit) {
    return new Subject(
        Optional.of(visit.store()),
        visit.status() == VisitStatus.VOIDED ? Optional.of("visit voided") : Optional.empty());
  }

  private static Subject of(CaseFile file, OutboxMessage message) {
    boolean untrue = !file.state().isOpen() && RECEIVED.contains(message.content().rule());
    return new Subject(
        Optional.of(file.store()), untrue ? Optional.of("case ended") : Optional.empty());
  }
}
