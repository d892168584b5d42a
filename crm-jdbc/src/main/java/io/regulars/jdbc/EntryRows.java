package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends and reads ledger entries. */
final class EntryRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "customer_id",
          "seq",
          "account",
          "kind",
          "amount",
          "balance",
          "lot",
          "lot_ends_at",
          "occurred_at",
          "recorded_at",
          "source_kind",
          "source_id",
          "rule_code",
          "figures",
          "staff_id",
          "staff_role",
          "program");

  private final Context context;
  private final String insert;
  private final LineQuery query;

  EntryRows(Context context) {
    this.context = context;
    this.insert = Sql.insert(context.table("entry"), COLUMNS);
    this.query = new LineQuery(context, "entry", COLUMNS.subList(2, COLUMNS.size()));
  }

  void append(Connection connection, MerchantId merchant, List<LedgerEntry> entries)
      throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        entries,
        (binder, entry) -> bind(binder, merchant, entry),
        () -> Duplicates.line("ledger entry", merchant, entries.get(0).customer()));
  }

  List<LedgerEntry> list(
      Connection connection, MerchantId merchant, CustomerId customer, Range range)
      throws SQLException {
    return query.list(connection, merchant, customer, range, row -> read(row, merchant, customer));
  }

  private static void bind(Binder binder, MerchantId merchant, LedgerEntry entry)
      throws SQLException {
    binder
        .merchant(merchant)
        .id(entry.customer().value())
        .number(entry.seq())
        .text(entry.account().code())
        .constant(entry.kind())
        .number(entry.amount())
        .number(entry.balance())
        .number(entry.lot())
        .instant(entry.lotEndsAt())
        .instant(entry.occurredAt())
        .instant(entry.recordedAt())
        .constant(entry.source().kind())
        .text(entry.source().id())
        .explanation(entry.explanation())
        .actor(entry.actor())
        .text(entry.program().value());
  }

  private static LedgerEntry read(Row row, MerchantId merchant, CustomerId customer)
      throws SQLException {
    return LedgerEntry.builder()
        .customer(customer)
        .seq(row.number())
        .account(AccountKind.of(row.text()))
        .kind(row.constant(EntryKind.class))
        .amount(row.number())
        .balance(row.number())
        .lot(row.number())
        .lotEndsAt(row.optionalInstant())
        .occurredAt(row.instant())
        .recordedAt(row.instant())
        .source(new Source(row.constant(Source.Kind.class), row.text()))
        .explanation(row.explanation())
        .actor(row.actor(merchant))
        .program(ProgramVersion.of(row.text()))
        .build();
  }
}
