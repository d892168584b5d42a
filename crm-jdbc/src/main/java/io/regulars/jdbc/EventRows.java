package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends and reads events. */
final class EventRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "customer_id",
          "seq",
          "kind",
          "occurred_at",
          "recorded_at",
          "rule_code",
          "figures",
          "steps",
          "staff_id",
          "staff_role",
          "program");

  private final Context context;
  private final String insert;
  private final LineQuery query;

  EventRows(Context context) {
    this.context = context;
    this.insert = Sql.insert(context.table("event"), COLUMNS);
    this.query = new LineQuery(context, "event", COLUMNS.subList(2, COLUMNS.size()));
  }

  void append(Connection connection, MerchantId merchant, List<FileEvent> events)
      throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        events,
        (binder, event) ->
            binder
                .merchant(merchant)
                .id(event.customer().value())
                .number(event.seq())
                .constant(event.kind())
                .instant(event.occurredAt())
                .instant(event.recordedAt())
                .explanation(event.explanation())
                .actor(event.actor())
                .text(event.program().value()),
        () -> Duplicates.line("event", merchant, events.get(0).customer()));
  }

  List<FileEvent> list(Connection connection, MerchantId merchant, CustomerId customer, Range range)
      throws SQLException {
    return query.list(
        connection,
        merchant,
        customer,
        range,
        row ->
            FileEvent.builder()
                .customer(customer)
                .seq(row.number())
                .kind(row.constant(EventKind.class))
                .occurredAt(row.instant())
                .recordedAt(row.instant())
                .explanation(row.explanation())
                .actor(row.actor(merchant))
                .program(ProgramVersion.of(row.text()))
                .build());
  }
}
