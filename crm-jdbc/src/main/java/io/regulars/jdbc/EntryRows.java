package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Grant;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.LedgerEntry;
import io.regulars.spi.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
          "lot_ref",
          "hold",
          "earned_at",
          "term",
          "worth",
          "occurred_at",
          "recorded_at",
          "source_kind",
          "source_id",
          "source_line",
          "rule_code",
          "figures",
          "steps",
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
        .text(entry.lotRef())
        .text(entry.hold().map(Hold.Kind::name))
        .instant(entry.grant().map(Grant::earnedAt))
        .text(entry.grant().map(Grant::term))
        .number(entry.grant().map(Grant::worth).orElse(0L))
        .instant(entry.occurredAt())
        .instant(entry.recordedAt())
        .constant(entry.source().kind())
        .text(entry.source().id())
        .integer(entry.source().line())
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
        .lotRef(row.optionalText())
        .hold(row.optionalText().map(Hold.Kind::valueOf))
        .grant(grant(row))
        .occurredAt(row.instant())
        .recordedAt(row.instant())
        .source(new Source(row.constant(Source.Kind.class), row.text(), row.integer()))
        .explanation(row.explanation())
        .actor(row.actor(merchant))
        .program(ProgramVersion.of(row.text()))
        .build();
  }

  private static Optional<Grant> grant(Row row) throws SQLException {
    Optional<Instant> earnedAt = row.optionalInstant();
    Optional<String> term = row.optionalText();
    long worth = row.number();
    return earnedAt.map(at -> new Grant(at, term.orElseThrow(), worth));
  }
}
