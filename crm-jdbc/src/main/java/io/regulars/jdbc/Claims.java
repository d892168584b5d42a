package io.regulars.jdbc;

import io.regulars.spi.MerchantId;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands out what is due, to one claimant at a time. Candidates are read along the index of what is
 * due; each is then taken by an update that holds only if nobody changed or took it meanwhile. That
 * is right on every database, whether or not it can skip locked rows.
 */
final class Claims {

  private static final String FREE = " AND (claim_until IS NULL OR claim_until <= ?)";

  private final Context context;
  private final FileRows files;
  private final CaseRows cases;
  private final MessageRows messages;
  private final String dueFiles;
  private final String takeFile;
  private final String takeCase;
  private final String dueMessages;
  private final String takeMessage;

  Claims(Context context, FileRows files, CaseRows cases, MessageRows messages) {
    this.context = context;
    this.files = files;
    this.cases = cases;
    this.messages = messages;
    this.dueFiles =
        files.select(
            " WHERE c.merchant_id = ? AND c.wake_at <= ?"
                + FREE
                + " ORDER BY c.merchant_id, c.wake_at, c.customer_id LIMIT ?");
    this.takeFile = take("customer", " AND customer_id = ? AND version = ?");
    this.takeCase = take("complaint", " AND complaint_id = ? AND version = ?");
    this.dueMessages =
        messages.select(
            " WHERE merchant_id = ? AND status = ? AND priority = ? AND next_attempt_at <= ?"
                + FREE
                + " ORDER BY merchant_id, status, priority, next_attempt_at, message_id LIMIT ?");
    this.takeMessage = take("outbox", " AND message_id = ? AND version = ?");
  }

  /**
   * What one round came to.
   *
   * @param claimed belongs to the claimant
   * @param lost were candidates, but somebody else was faster
   */
  record Round<T>(List<T> claimed, int lost) {}

  Round<CustomerFile> files(
      Connection connection, MerchantId merchant, Instant due, int limit, Lease lease)
      throws SQLException {
    List<CustomerFile> candidates =
        files.all(
            connection,
            merchant,
            dueFiles,
            binder -> binder.instant(due).instant(lease.from()).integer(limit));
    return take(
        connection,
        takeFile,
        candidates,
        (binder, file) ->
            bindLease(binder, lease, merchant)
                .id(file.id().value())
                .number(file.version())
                .instant(lease.from()));
  }

  Round<CaseFile> complaints(
      Connection connection, MerchantId merchant, Instant due, int limit, Lease lease)
      throws SQLException {
    List<CaseFile> candidates =
        cases.all(
            connection,
            merchant,
            " WHERE merchant_id = ? AND wake_at <= ?"
                + FREE
                + " ORDER BY merchant_id, wake_at, complaint_id LIMIT ?",
            binder -> binder.instant(due).instant(lease.from()).integer(limit));
    return take(
        connection,
        takeCase,
        candidates,
        (binder, file) ->
            bindLease(binder, lease, merchant)
                .id(file.id().value())
                .number(file.version())
                .instant(lease.from()));
  }

  Round<OutboxMessage> messages(
      Connection connection, MerchantId merchant, Instant due, int limit, Lease lease)
      throws SQLException {
    return take(
        connection,
        takeMessage,
        dueMessages(connection, merchant, due, limit, lease),
        (binder, message) ->
            bindLease(binder, lease, merchant)
                .id(message.id().value())
                .integer(message.version())
                .instant(lease.from()));
  }

  private List<OutboxMessage> dueMessages(
      Connection connection, MerchantId merchant, Instant due, int limit, Lease lease)
      throws SQLException {
    List<OutboxMessage> found = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      if (found.size() < limit) {
        found.addAll(
            messages.all(
                connection,
                merchant,
                dueMessages,
                binder ->
                    binder
                        .constant(DeliveryStatus.PENDING)
                        .constant(priority)
                        .instant(due)
                        .instant(lease.from())
                        .integer(limit - found.size())));
      }
    }
    return found;
  }

  private <T> Round<T> take(
      Connection connection, String sql, List<T> candidates, Sql.RowBinder<T> binding)
      throws SQLException {
    int[] counts = Sql.update(connection, context, sql, candidates, binding);
    List<T> claimed = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        claimed.add(candidates.get(i));
      }
    }
    return new Round<>(claimed, counts.length - claimed.size());
  }

  private static Binder bindLease(Binder binder, Lease lease, MerchantId merchant)
      throws SQLException {
    return binder.text(lease.owner()).instant(lease.until()).merchant(merchant);
  }

  private String take(String table, String still) {
    return "UPDATE "
        + context.table(table)
        + " SET claim_owner = ?, claim_until = ? WHERE merchant_id = ?"
        + still
        + FREE;
  }
}
