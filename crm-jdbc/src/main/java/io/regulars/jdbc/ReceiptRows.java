package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Key;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.storage.CommandReceipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps the receipts of commands under their idempotency keys. */
final class ReceiptRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "receipt_key",
          "fingerprint",
          "customer_id",
          "complaint_id",
          "from_seq",
          "through_seq",
          "committed_at");

  private final Context context;
  private final String insert;
  private final String select;

  ReceiptRows(Context context) {
    this.context = context;
    this.insert = Sql.insert(context.table("receipt"), COLUMNS);
    this.select =
        "SELECT "
            + String.join(", ", COLUMNS.subList(2, COLUMNS.size()))
            + " FROM "
            + context.table("receipt")
            + " WHERE merchant_id = ? AND receipt_key = ?";
  }

  void append(Connection connection, MerchantId merchant, Optional<CommandReceipt> receipt)
      throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        receipt.map(List::of).orElse(List.of()),
        (binder, row) ->
            binder
                .merchant(merchant)
                .text(row.key())
                .text(row.fingerprint())
                .id(row.file().map(CustomerId::value))
                .id(row.complaint().map(CaseId::value))
                .number(row.fromSeq())
                .number(row.throughSeq())
                .instant(row.committedAt()),
        () ->
            StorageException.duplicate(
                Key.RECEIPT,
                "a command of merchant "
                    + merchant
                    + " was carried out under this key already; read its receipt"));
  }

  Optional<CommandReceipt> byKey(Connection connection, MerchantId merchant, String key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      new Binder(statement, context.dialect()).merchant(merchant).text(key);
      List<CommandReceipt> found = Row.all(statement, context.dialect(), row -> read(row, key));
      return found.stream().findFirst();
    }
  }

  private static CommandReceipt read(Row row, String key) throws SQLException {
    return CommandReceipt.builder()
        .key(key)
        .fingerprint(row.text())
        .file(row.optionalId().map(CustomerId::of))
        .complaint(row.optionalId().map(CaseId::of))
        .fromSeq(row.number())
        .throughSeq(row.number())
        .committedAt(row.instant())
        .build();
  }
}
