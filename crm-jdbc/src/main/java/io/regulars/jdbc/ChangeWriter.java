package io.regulars.jdbc;

import io.regulars.spi.MerchantId;
import io.regulars.spi.storage.ChangeSet;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes a change set in the transaction of a connection: the files' and cases' versions first,
 * since they decide whether the rest may be written at all and make a second writer of a file wait;
 * parts that are empty cost nothing.
 */
final class ChangeWriter {

  private final FileWriter files;
  private final CaseRows cases;
  private final FeedbackRows feedback;
  private final VisitRows visits;
  private final EntryRows entries;
  private final EventRows events;
  private final MessageRows messages;
  private final ReceiptRows receipts;

  ChangeWriter(
      FileWriter files,
      CaseRows cases,
      FeedbackRows feedback,
      VisitRows visits,
      EntryRows entries,
      EventRows events,
      MessageRows messages,
      ReceiptRows receipts) {
    this.files = files;
    this.cases = cases;
    this.feedback = feedback;
    this.visits = visits;
    this.entries = entries;
    this.events = events;
    this.messages = messages;
    this.receipts = receipts;
  }

  void write(Connection connection, ChangeSet change) throws SQLException {
    MerchantId merchant = change.merchant();
    files.write(connection, change.files());
    cases.write(connection, merchant, change.cases());
    feedback.append(connection, merchant, change.feedback());
    visits.append(connection, merchant, change.visits());
    visits.takeBack(connection, merchant, change.takenBack());
    entries.append(connection, merchant, change.entries());
    events.append(connection, merchant, change.events());
    messages.append(connection, merchant, change.messages());
    messages.settle(connection, merchant, change.settled());
    receipts.append(connection, merchant, change.receipt());
  }
}
