package io.regulars.jdbc;

import io.regulars.jdbc.internal.ReturnCodec;
import io.regulars.spi.MerchantId;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/**
 * Appends and reads what came back of visits. Only visits that were taken back have any, so most
 * reads of visits do not ask for them.
 */
final class ReturnRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "visit_id",
          "return_no",
          "receipt",
          "recorded_at",
          "reason",
          "lines",
          "payments",
          "amount_minor");

  private static final List<String> READ = COLUMNS.subList(1, COLUMNS.size() - 1);
  private static final String CHECK_COUNT =
      "SELECT COUNT(*) FROM %s WHERE merchant_id = ? AND visit_id = ?";

  private final Context context;
  private final String insert;
  private final String count;
  private final String select;

  ReturnRows(Context context) {
    this.context = context;
    String table = context.table("visit_return");
    this.insert = Sql.insert(table, COLUMNS);
    this.count = String.format(Locale.ROOT, CHECK_COUNT, table);
    this.select =
        "SELECT "
            + String.join(", ", READ)
            + " FROM "
            + table
            + " WHERE merchant_id = ? AND visit_id IN (%s) ORDER BY merchant_id, visit_id, return_no";
  }

  /** Appends the returns; each must be the next one of its visit. */
  void append(Connection connection, MerchantId merchant, List<VisitTakenBack> takenBack)
      throws SQLException {
    for (VisitTakenBack change : takenBack) {
      if (count(connection, merchant, change) != change.what().number() - 1) {
        throw VisitRows.stale(merchant, change.visit());
      }
    }
    Sql.append(
        connection,
        context,
        insert,
        takenBack,
        (binder, change) -> bind(binder, merchant, change),
        () -> VisitRows.stale(merchant, takenBack.get(0).visit()));
  }

  /** Adds their returns to the visits that have any. */
  void addTo(Connection connection, MerchantId merchant, List<VisitRows.Head> heads)
      throws SQLException {
    Map<UUID, VisitRows.Head> taken = new HashMap<>();
    for (VisitRows.Head head : heads) {
      if (head.status() != VisitStatus.RECORDED) {
        taken.put(head.id().value(), head);
      }
    }
    List<UUID> ids = new ArrayList<>(taken.keySet());
    if (ids.isEmpty()) {
      return;
    }
    String sql = String.format(Locale.ROOT, select, Sql.parameters(ids.size()));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binder binder = new Binder(statement, context.dialect()).merchant(merchant);
      for (UUID id : ids) {
        binder.id(id);
      }
      Row.all(
          statement,
          context.dialect(),
          row -> {
            VisitRows.Head head = Objects.requireNonNull(taken.get(row.id()));
            head.visit().addReturns(read(row, head.currency()));
            return head;
          });
    }
  }

  private long count(Connection connection, MerchantId merchant, VisitTakenBack change)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(count)) {
      new Binder(statement, context.dialect()).merchant(merchant).id(change.visit().value());
      return Row.all(statement, context.dialect(), Row::number).get(0);
    }
  }

  private static void bind(Binder binder, MerchantId merchant, VisitTakenBack change)
      throws SQLException {
    VisitReturn what = change.what();
    long amount = what.lines().stream().mapToLong(line -> line.amount().getAmountMinorLong()).sum();
    binder
        .merchant(merchant)
        .id(change.visit().value())
        .integer(what.number())
        .text(what.receipt())
        .instant(what.recordedAt())
        .text(what.reason())
        .text(ReturnCodec.encodeLines(what.lines()))
        .text(ReturnCodec.encodePayments(what.payments()))
        .number(amount);
  }

  private static VisitReturn read(Row row, CurrencyUnit currency) throws SQLException {
    return VisitReturn.builder()
        .number(row.integer())
        .receipt(row.text())
        .recordedAt(row.instant())
        .reason(row.text())
        .lines(ReturnCodec.decodeLines(row.text(), currency))
        .payments(ReturnCodec.decodePayments(row.text(), currency))
        .build();
  }
}
