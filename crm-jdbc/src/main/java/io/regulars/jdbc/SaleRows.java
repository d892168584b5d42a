package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StaffId;
import io.regulars.spi.visit.ItemKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Appends and reads the lines and payments of visits. Amounts are minor units in the currency of
 * their visit, which has only one.
 */
final class SaleRows {

  static final List<String> KEY = List.of("merchant_id", "customer_id", "seq", "line_no");

  static final List<String> LINE =
      List.of("item", "category", "kind", "quantity", "list_price_minor", "paid_minor", "staff_id");

  static final List<String> PAYMENT = List.of("kind", "amount_minor", "item_line", "units", "ref");

  private final Context context;
  private final String insertLine;
  private final String insertPayment;
  private final String selectLines;
  private final String selectPayments;

  SaleRows(Context context) {
    this.context = context;
    String lines = context.table("visit_line");
    String payments = context.table("visit_payment");
    this.insertLine = insert(lines, LINE);
    this.insertPayment = insert(payments, PAYMENT);
    this.selectLines = select(lines, LINE);
    this.selectPayments = select(payments, PAYMENT);
  }

  /** One line or payment, and where it belongs. */
  private record Part<T>(Visit visit, int number, T value) {}

  void append(Connection connection, List<Visit> visits) throws SQLException {
    append(connection, insertLine, parts(visits, Visit::lines), SaleRows::bindLine);
    append(connection, insertPayment, parts(visits, Visit::payments), SaleRows::bindPayment);
  }

  /** Adds their lines and payments to visits of one customer. */
  void addTo(Connection connection, MerchantId merchant, List<VisitRows.Head> heads)
      throws SQLException {
    if (heads.isEmpty()) {
      return;
    }
    Map<Long, VisitRows.Head> bySeq = new HashMap<>();
    heads.forEach(head -> bySeq.put(head.seq(), head));
    read(connection, merchant, selectLines, bySeq, SaleRows::addLine);
    read(connection, merchant, selectPayments, bySeq, SaleRows::addPayment);
  }

  private static String insert(String table, List<String> columns) {
    List<String> all = new ArrayList<>(KEY);
    all.addAll(columns);
    return Sql.insert(table, all);
  }

  private static String select(String table, List<String> columns) {
    return "SELECT seq, "
        + String.join(", ", columns)
        + " FROM "
        + table
        + " WHERE merchant_id = ? AND customer_id = ? AND seq >= ? AND seq <= ?"
        + " ORDER BY merchant_id, customer_id, seq, line_no";
  }

  private static <T> List<Part<T>> parts(List<Visit> visits, Function<Visit, List<T>> values) {
    List<Part<T>> parts = new ArrayList<>();
    for (Visit visit : visits) {
      int number = 0;
      for (T value : values.apply(visit)) {
        number++;
        parts.add(new Part<>(visit, number, value));
      }
    }
    return parts;
  }

  private <T> void append(
      Connection connection, String sql, List<Part<T>> parts, Sql.RowBinder<T> binding)
      throws SQLException {
    Sql.append(
        connection,
        context,
        sql,
        parts,
        (binder, part) -> {
          Visit visit = part.visit();
          binder
              .merchant(visit.merchant())
              .id(visit.customer().value())
              .number(visit.seq())
              .integer(part.number());
          binding.bind(binder, part.value());
        },
        () -> {
          Visit visit = parts.get(0).visit();
          return Duplicates.line("line of a visit", visit.merchant(), visit.customer());
        });
  }

  private static void bindLine(Binder binder, VisitLine line) throws SQLException {
    binder
        .text(line.item())
        .text(line.category())
        .constant(line.kind())
        .number(line.quantity())
        .number(line.listPrice().getAmountMinorLong())
        .number(line.paid().getAmountMinorLong())
        .text(line.staff().map(StaffId::value));
  }

  private static void bindPayment(Binder binder, Payment payment) throws SQLException {
    binder
        .constant(payment.kind())
        .number(payment.amount().getAmountMinorLong())
        .integer(payment.line())
        .number(payment.units())
        .text(payment.ref());
  }

  /** Adds what a row says to the visit it belongs to. */
  @FunctionalInterface
  private interface Adder {
    void add(VisitRows.Head head, Row row) throws SQLException;
  }

  private void read(
      Connection connection,
      MerchantId merchant,
      String sql,
      Map<Long, VisitRows.Head> heads,
      Adder adder)
      throws SQLException {
    CustomerId customer = heads.values().iterator().next().customer();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new Binder(statement, context.dialect())
          .merchant(merchant)
          .id(customer.value())
          .number(Collections.min(heads.keySet()))
          .number(Collections.max(heads.keySet()));
      Row.all(
          statement,
          context.dialect(),
          row -> {
            VisitRows.Head head = heads.get(row.number());
            if (head != null) {
              adder.add(head, row);
            }
            return customer;
          });
    }
  }

  private static void addLine(VisitRows.Head head, Row row) throws SQLException {
    CurrencyUnit currency = head.currency();
    head.visit()
        .addLines(
            VisitLine.builder()
                .item(row.text())
                .category(row.optionalText())
                .kind(row.constant(ItemKind.class))
                .quantity(row.number())
                .listPrice(Money.ofMinor(currency, row.number()))
                .paid(Money.ofMinor(currency, row.number()))
                .staff(row.optionalText().map(StaffId::of))
                .build());
  }

  private static void addPayment(VisitRows.Head head, Row row) throws SQLException {
    head.visit()
        .addPayments(
            new Payment(
                row.constant(PaymentKind.class),
                Money.ofMinor(head.currency(), row.number()),
                row.integer(),
                row.number(),
                row.optionalText()));
  }
}
