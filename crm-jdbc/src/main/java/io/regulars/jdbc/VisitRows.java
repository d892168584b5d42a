package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.storage.VisitTakenBack;
import io.regulars.spi.visit.ImmutableVisit;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * Appends and reads visits, and takes them back; what was sold and how it was paid is in {@link
 * SaleRows}, what came back in {@link ReturnRows}.
 */
final class VisitRows {

  static final List<String> COLUMNS =
      List.of(
          "merchant_id",
          "total_minor",
          "customer_id",
          "seq",
          "visit_id",
          "store_id",
          "receipt",
          "occurred_at",
          "recorded_at",
          "staff_id",
          "staff_role",
          "currency",
          "status");

  private static final List<String> READ = COLUMNS.subList(2, COLUMNS.size());

  private final Context context;
  private final SaleRows sales;
  private final ReturnRows returns;
  private final LineQuery query;
  private final String insert;
  private final String takeBack;
  private final String byId;

  VisitRows(Context context) {
    this.context = context;
    this.sales = new SaleRows(context);
    this.returns = new ReturnRows(context);
    this.query = new LineQuery(context, "visit", READ);
    String table = context.table("visit");
    this.insert = Sql.insert(table, COLUMNS);
    this.takeBack =
        "UPDATE "
            + table
            + " SET status = ? WHERE merchant_id = ? AND visit_id = ? AND status IN (?, ?)";
    this.byId =
        "SELECT "
            + String.join(", ", READ)
            + " FROM "
            + table
            + " WHERE merchant_id = ? AND visit_id = ?";
  }

  /** A visit whose lines and payments are still to be read, in a currency of its own. */
  record Head(
      CustomerId customer,
      long seq,
      VisitId id,
      CurrencyUnit currency,
      VisitStatus status,
      ImmutableVisit.Builder visit) {}

  void append(Connection connection, MerchantId merchant, List<Visit> visits) throws SQLException {
    Sql.append(
        connection,
        context,
        insert,
        visits,
        VisitRows::bind,
        () -> Duplicates.line("visit", merchant, visits.get(0).customer()));
    sales.append(connection, visits);
  }

  void takeBack(Connection connection, MerchantId merchant, List<VisitTakenBack> takenBack)
      throws SQLException {
    int[] counts =
        Sql.update(
            connection,
            context,
            takeBack,
            takenBack,
            (binder, row) ->
                binder
                    .constant(row.status())
                    .merchant(merchant)
                    .id(row.visit().value())
                    .constant(VisitStatus.RECORDED)
                    .constant(VisitStatus.PARTLY_REFUNDED));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw stale(merchant, takenBack.get(i).visit());
      }
    }
    returns.append(connection, merchant, takenBack);
  }

  Optional<Visit> byId(Connection connection, MerchantId merchant, VisitId visit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(byId)) {
      new Binder(statement, context.dialect()).merchant(merchant).id(visit.value());
      List<Head> heads = Row.all(statement, context.dialect(), row -> read(row, merchant));
      return complete(connection, merchant, heads).stream().findFirst();
    }
  }

  List<Visit> list(Connection connection, MerchantId merchant, CustomerId customer, Range range)
      throws SQLException {
    List<Head> heads =
        query.list(connection, merchant, customer, range, row -> read(row, merchant));
    return complete(connection, merchant, heads);
  }

  private List<Visit> complete(Connection connection, MerchantId merchant, List<Head> heads)
      throws SQLException {
    sales.addTo(connection, merchant, heads);
    returns.addTo(connection, merchant, heads);
    List<Visit> visits = new ArrayList<>(heads.size());
    for (Head head : heads) {
      visits.add(head.visit().build());
    }
    return visits;
  }

  private static void bind(Binder binder, Visit visit) throws SQLException {
    binder
        .merchant(visit.merchant())
        .number(visit.total().getAmountMinorLong())
        .id(visit.customer().value())
        .number(visit.seq())
        .id(visit.id().value())
        .text(visit.store().value())
        .text(visit.receipt())
        .instant(visit.occurredAt())
        .instant(visit.recordedAt())
        .actor(visit.actor())
        .text(visit.total().getCurrencyUnit().getCode())
        .constant(visit.status());
  }

  private static Head read(Row row, MerchantId merchant) throws SQLException {
    CustomerId customer = CustomerId.of(row.id());
    long seq = row.number();
    VisitId id = VisitId.of(row.id());
    ImmutableVisit.Builder visit =
        Visit.builder()
            .merchant(merchant)
            .customer(customer)
            .seq(seq)
            .id(id)
            .store(StoreId.of(row.text()))
            .receipt(row.text())
            .occurredAt(row.instant())
            .recordedAt(row.instant())
            .actor(row.actor(merchant));
    CurrencyUnit currency = CurrencyUnit.of(row.text());
    VisitStatus status = row.constant(VisitStatus.class);
    return new Head(customer, seq, id, currency, status, visit.status(status));
  }

  static StorageException stale(MerchantId merchant, VisitId visit) {
    return new StorageException(
        Kind.STALE,
        "visit "
            + visit
            + " of merchant "
            + merchant
            + " is not there or was taken back already; read it and decide again");
  }
}
