package io.regulars.jdbc;

import io.regulars.jdbc.internal.HandlingCodec;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.TaskCriteria;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Appends, settles and reads the messages of the outbox. */
final class MessageRows {

  /** Messages read at once; between pages no connection is held. */
  static final int PAGE = 200;

  private static final List<String> FIXED =
      List.of(
          "merchant_id",
          "message_id",
          "customer_id",
          "purpose",
          "priority",
          "about_kind",
          "about_id",
          "occurred_at",
          "created_at",
          "expires_at");

  /** What a settlement writes. */
  private static final List<String> STATE =
      List.of(
          "rule_code",
          "figures",
          "steps",
          "version",
          "status",
          "channel",
          "fallbacks",
          "to_staff",
          "to_role",
          "to_store",
          "due_at",
          "attempts",
          "next_attempt_at",
          "last_reason",
          "reference",
          "handled");

  static final List<String> COLUMNS = Stream.concat(FIXED.stream(), STATE.stream()).toList();

  private final Context context;
  private final String insert;
  private final String settle;
  private final String byAge;
  private final String byId;
  private final String byReference;
  private final String ofCustomer;

  MessageRows(Context context) {
    this.context = context;
    String table = context.table("outbox");
    this.insert = Sql.insert(table, COLUMNS);
    this.settle =
        "UPDATE "
            + table
            + " SET "
            + Sql.assignments(STATE)
            + ", claim_owner = NULL, claim_until = NULL"
            + " WHERE merchant_id = ? AND message_id = ? AND version = ?";
    this.byAge =
        select(
            " WHERE merchant_id = ? AND status = ?"
                + " ORDER BY merchant_id, status, created_at, message_id LIMIT ?");
    this.byId = select(" WHERE merchant_id = ? AND message_id = ?");
    this.byReference =
        select(
            " WHERE merchant_id = ? AND channel = ? AND reference = ?"
                + " ORDER BY merchant_id, channel, reference, message_id");
    this.ofCustomer =
        select(
            " WHERE merchant_id = ? AND customer_id = ? AND next_attempt_at >= ?"
                + " ORDER BY merchant_id, customer_id, next_attempt_at, message_id");
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
    return all(connection, merchant, byAge, binder -> binder.constant(status).integer(limit));
  }

  Optional<OutboxMessage> byId(Connection connection, MerchantId merchant, MessageId message)
      throws SQLException {
    return all(connection, merchant, byId, binder -> binder.id(message.value())).stream()
        .findFirst();
  }

  Optional<OutboxMessage> byReference(
      Connection connection, MerchantId merchant, ChannelKind channel, String reference)
      throws SQLException {
    List<OutboxMessage> found =
        all(
            connection,
            merchant,
            byReference,
            binder -> binder.text(channel.code()).text(reference));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  List<OutboxMessage> ofCustomer(
      Connection connection, MerchantId merchant, CustomerId customer, Instant since)
      throws SQLException {
    return all(
        connection, merchant, ofCustomer, binder -> binder.id(customer.value()).instant(since));
  }

  /** The first {@value #PAGE} for {@code purpose} of a period, of those behind {@code last}. */
  List<OutboxMessage> page(
      Connection connection,
      MerchantId merchant,
      Purpose purpose,
      Instant from,
      Instant before,
      Optional<OutboxMessage> last)
      throws SQLException {
    String behind = " AND (created_at > ? OR (created_at = ? AND message_id > ?))";
    String sql =
        select(
            " WHERE merchant_id = ? AND purpose = ? AND created_at >= ? AND created_at < ?"
                + (last.isPresent() ? behind : "")
                + " ORDER BY merchant_id, purpose, created_at, message_id LIMIT ?");
    return all(
        connection,
        merchant,
        sql,
        binder -> {
          Instant begin = last.map(OutboxMessage::createdAt).orElse(from);
          binder.constant(purpose).instant(begin).instant(before);
          if (last.isPresent()) {
            binder.instant(begin).instant(begin).id(last.get().id().value());
          }
          binder.integer(PAGE);
        });
  }

  List<OutboxMessage> tasks(
      Connection connection, MerchantId merchant, TaskCriteria criteria, int limit)
      throws SQLException {
    String sql =
        select(
            " WHERE merchant_id = ? AND status = ?"
                + (criteria.staff().isPresent() ? " AND to_staff = ?" : "")
                + (criteria.role().isPresent() ? " AND to_role = ?" : "")
                + (criteria.store().isPresent() ? " AND to_store = ?" : "")
                + (criteria.about().isPresent() ? " AND about_kind = ? AND about_id = ?" : "")
                + " ORDER BY merchant_id, status, due_at, message_id LIMIT ?");
    return all(
        connection,
        merchant,
        sql,
        binder -> {
          binder.constant(DeliveryStatus.OPEN);
          if (criteria.staff().isPresent()) {
            binder.text(criteria.staff().get().value());
          }
          if (criteria.role().isPresent()) {
            binder.constant(criteria.role().get());
          }
          if (criteria.store().isPresent()) {
            binder.text(criteria.store().get().value());
          }
          if (criteria.about().isPresent()) {
            binder.text(criteria.about().get().kind()).text(criteria.about().get().id());
          }
          binder.integer(limit);
        });
  }

  /** The messages that {@code sql}, whose first parameter is the merchant, selects in its order. */
  List<OutboxMessage> all(
      Connection connection, MerchantId merchant, String sql, FileRows.Conditions conditions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.bind(new Binder(statement, context.dialect()).merchant(merchant));
      return Row.all(statement, context.dialect(), row -> read(row, merchant));
    }
  }

  private static OutboxMessage read(Row row, MerchantId merchant) throws SQLException {
    MessageId id = MessageId.of(row.id());
    Optional<CustomerId> customer = row.optionalId().map(CustomerId::of);
    ImmutableOutboxMessage.Builder message =
        OutboxMessage.builder()
            .merchant(merchant)
            .id(id)
            .customer(customer)
            .purpose(row.constant(Purpose.class))
            .priority(row.constant(Priority.class));
    Optional<String> kind = row.optionalText();
    Optional<String> subject = row.optionalText();
    return message
        .about(kind.map(sort -> new About(sort, subject.orElseThrow())))
        .occurredAt(row.instant())
        .createdAt(row.instant())
        .expiresAt(row.optionalInstant())
        .content(row.explanation())
        .version(row.integer())
        .status(row.constant(DeliveryStatus.class))
        .channel(ChannelKind.of(row.text()))
        .fallbacks(HandlingCodec.decodeChannels(row.text()))
        .to(recipient(row, customer))
        .dueAt(row.optionalInstant())
        .attempts(row.integer())
        .nextAttemptAt(row.instant())
        .lastReason(row.optionalText())
        .reference(row.optionalText())
        .handled(HandlingCodec.decodeHandled(row.text()))
        .build();
  }

  private static Recipient recipient(Row row, Optional<CustomerId> customer) throws SQLException {
    Optional<StaffId> staff = row.optionalText().map(StaffId::of);
    Optional<Role> role = row.optionalText().map(Role::valueOf);
    Optional<StoreId> store = row.optionalText().map(StoreId::of);
    if (staff.isPresent()) {
      return new Recipient.OfStaff(staff.get(), store);
    }
    return role.isPresent()
        ? new Recipient.OfRole(role.get(), store)
        : new Recipient.OfCustomer(customer.orElseThrow());
  }

  private static void bind(Binder binder, OutboxMessage message) throws SQLException {
    binder
        .merchant(message.merchant())
        .id(message.id().value())
        .id(message.customer().map(CustomerId::value))
        .constant(message.purpose())
        .constant(message.priority())
        .text(message.about().map(About::kind))
        .text(message.about().map(About::id))
        .instant(message.occurredAt())
        .instant(message.createdAt())
        .instant(message.expiresAt());
    bindState(binder, message);
  }

  private static void bindState(Binder binder, OutboxMessage message) throws SQLException {
    binder
        .explanation(message.content())
        .integer(message.version())
        .constant(message.status())
        .text(message.channel().code())
        .text(HandlingCodec.encodeChannels(message.fallbacks()));
    bindRecipient(binder, message.to());
    binder
        .instant(message.dueAt())
        .integer(message.attempts())
        .instant(message.nextAttemptAt())
        .text(message.lastReason())
        .text(message.reference())
        .text(HandlingCodec.encodeHandled(message.handled()));
  }

  /** Three columns: the person or the role, and the shop; all empty: the customer. */
  private static void bindRecipient(Binder binder, Recipient recipient) throws SQLException {
    Optional<String> staff = Optional.empty();
    Optional<String> role = Optional.empty();
    Optional<StoreId> store = Optional.empty();
    if (recipient instanceof Recipient.OfStaff to) {
      staff = Optional.of(to.staff().value());
      store = to.store();
    } else if (recipient instanceof Recipient.OfRole to) {
      role = Optional.of(to.role().name());
      store = to.store();
    }
    binder.text(staff).text(role).text(store.map(StoreId::value));
  }

  private static void bindSettled(Binder binder, OutboxMessage message) throws SQLException {
    bindState(binder, message);
    binder.merchant(message.merchant()).id(message.id().value()).integer(message.version() - 1);
  }

  private static StorageException stale(MerchantId merchant, OutboxMessage message) {
    return new StorageException(
        Kind.STALE,
        "message "
            + message.id()
            + " of merchant "
            + merchant
            + " is not at version "
            + (message.version() - 1)
            + "; read it again and decide again");
  }
}
