package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Appends, settles and reads the messages of the outbox. */
final class MessageRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "message_id",
          "customer_id",
          "channel",
          "rule_code",
          "figures",
          "steps",
          "occurred_at",
          "created_at",
          "status",
          "attempts",
          "next_attempt_at",
          "last_reason");

  private final Context context;
  private final String insert;
  private final String settle;
  private final String byAge;

  MessageRows(Context context) {
    this.context = context;
    String table = context.table("outbox");
    this.insert = Sql.insert(table, COLUMNS);
    this.settle =
        "UPDATE "
            + table
            + " SET status = ?, attempts = ?, next_attempt_at = ?, last_reason = ?,"
            + " claim_owner = NULL, claim_until = NULL"
            + " WHERE merchant_id = ? AND message_id = ? AND status = ? AND attempts = ?";
    this.byAge =
        select(
            " WHERE merchant_id = ? AND status = ?"
                + " ORDER BY merchant_id, status, created_at, message_id LIMIT ?");
  }

  /** A query for messages; {@code rest} follows the name of the table. */
  String select(String rest) {
    return "SELECT "
        + String.join(", ", COLUMNS.subList(1, COLUMNS.size()))
        + " FROM "
        + context.table("outbox")
        + rest;
  }

  void append(Connection connection, MerchantId merchant, List<OutboxMessage> messages)
      throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        messages,
        MessageRows::bind,
        () ->
            StorageException.duplicate(
                Key.ID,
                "message "
                    + messages.get(0).id()
                    + " or one written with it is in the outbox of merchant "
                    + merchant
                    + " already; make a new id"));
  }

  void settle(Connection connection, MerchantId merchant, List<OutboxMessage> settled)
      throws SQLException {
    int[] counts = Sql.update(connection, context, settle, settled, MessageRows::bindSettled);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw stale(merchant, settled.get(i));
      }
    }
  }

  List<OutboxMessage> byAge(
      Connection connection, MerchantId merchant, DeliveryStatus status, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(byAge)) {
      new Binder(statement, context.dialect()).merchant(merchant).constant(status).integer(limit);
      return Row.all(statement, context.dialect(), row -> read(row, merchant));
    }
  }

  static OutboxMessage read(Row row, MerchantId merchant) throws SQLException {
    return OutboxMessage.builder()
        .merchant(merchant)
        .id(MessageId.of(row.id()))
        .customer(CustomerId.of(row.id()))
        .channel(ChannelKind.of(row.text()))
        .content(row.explanation())
        .occurredAt(row.instant())
        .createdAt(row.instant())
        .status(row.constant(DeliveryStatus.class))
        .attempts(row.integer())
        .nextAttemptAt(row.instant())
        .lastReason(row.optionalText())
        .build();
  }

  private static void bind(Binder binder, OutboxMessage message) throws SQLException {
    binder
        .merchant(message.merchant())
        .id(message.id().value())
        .id(message.customer().value())
        .text(message.channel().code())
        .explanation(message.content())
        .instant(message.occurredAt())
        .instant(message.createdAt())
        .constant(message.status())
        .integer(message.attempts())
        .instant(message.nextAttemptAt())
        .text(message.lastReason());
  }

  private static void bindSettled(Binder binder, OutboxMessage message) throws SQLException {
    binder
        .constant(message.status())
        .integer(message.attempts())
        .instant(message.nextAttemptAt())
        .text(message.lastReason())
        .merchant(message.merchant())
        .id(message.id().value())
        .constant(DeliveryStatus.PENDING)
        .integer(message.attempts() - 1);
  }

  private static StorageException stale(MerchantId merchant, OutboxMessage message) {
    return new StorageException(
        Kind.STALE,
        "message "
            + message.id()
            + " of merchant "
            + merchant
            + " is not pending after "
            + (message.attempts() - 1)
            + " attempts; claim it again");
  }
}
