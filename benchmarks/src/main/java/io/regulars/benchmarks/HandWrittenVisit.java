package io.regulars.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What a programmer who knows these tables would write for one visit: in one transaction on one
 * connection look whether the receipt is there, read the customer, write the customer under its old
 * version, append the rest, commit. Decides nothing; the values are known beforehand.
 */
final class HandWrittenVisit {

  private static final List<String> STATE =
      List.of(
          "version",
          "last_seq",
          "as_of",
          "wake_at",
          "tier",
          "tier_since",
          "grace_until",
          "stage",
          "stage_since",
          "first_visit_at",
          "last_visit_at",
          "accounts");

  private static final String UPDATE =
      "UPDATE crm_customer SET "
          + String.join(" = ?, ", STATE)
          + " = ? WHERE merchant_id = ? AND customer_id = ? AND version = ?";

  private final Object merchant;
  private final Object customer;
  private final Object[] update;
  private final List<Object[]> visit;
  private final List<Object[]> lines;
  private final List<Object[]> payments;
  private final List<Object[]> entries;
  private final List<Object[]> events;
  private final List<Object[]> receipt;

  private HandWrittenVisit(
      Connection written, Object merchant, Object customer, Object seq, Object at)
      throws SQLException {
    this.merchant = merchant;
    this.customer = customer;
    Object[] state =
        Rows.select(
                written,
                "SELECT "
                    + String.join(", ", STATE)
                    + " FROM crm_customer WHERE merchant_id = ? AND customer_id = ?",
                merchant,
                customer)
            .get(0);
    this.update =
        Stream.concat(Arrays.stream(state), Stream.of(merchant, customer, ((Long) state[0]) - 1))
            .toArray();
    this.visit = rows(written, "crm_visit", "seq = ?", seq);
    this.lines = rows(written, "crm_visit_line", "seq = ?", seq);
    this.payments = rows(written, "crm_visit_payment", "seq = ?", seq);
    this.entries = rows(written, "crm_entry", "recorded_at = ?", at);
    this.events = rows(written, "crm_event", "recorded_at = ?", at);
    String receiptKey = "visit/" + visit.get(0)[4] + "/" + visit.get(0)[5];
    this.receipt =
        Rows.select(
            written,
            "SELECT * FROM crm_receipt WHERE merchant_id = ? AND receipt_key = ?",
            merchant,
            receiptKey);
  }

  private List<Object[]> rows(Connection written, String table, String condition, Object value)
      throws SQLException {
    return Rows.select(
        written,
        "SELECT * FROM " + table + " WHERE merchant_id = ? AND customer_id = ? AND " + condition,
        merchant,
        customer,
        value);
  }

  /** The visits recorded at this instant, with all that was written with them. */
  static List<HandWrittenVisit> recordedAt(Connection written, Instant instant)
      throws SQLException {
    OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
    List<HandWrittenVisit> visits = new ArrayList<>();
    for (Object[] row :
        Rows.select(
            written,
            "SELECT merchant_id, customer_id, seq FROM crm_visit WHERE recorded_at = ?"
                + " ORDER BY customer_id",
            at)) {
      visits.add(new HandWrittenVisit(written, row[0], row[1], row[2], at));
    }
    return Collections.unmodifiableList(visits);
  }

  /** Writes it all, or nothing. */
  void write(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Object receiptKey = receipt.get(0)[1];
      boolean known =
          !Rows.select(
                  connection,
                  "SELECT * FROM crm_receipt WHERE merchant_id = ? AND receipt_key = ?",
                  merchant,
                  receiptKey)
              .isEmpty();
      List<Object[]> file =
          Rows.select(
              connection,
              "SELECT * FROM crm_customer WHERE merchant_id = ? AND customer_id = ?",
              merchant,
              customer);
      if (known || file.size() != 1 || updateCustomer(connection) != 1) {
        throw new IllegalStateException("the rows to start from are not there");
      }
      Rows.insert(connection, "crm_visit", visit);
      Rows.insert(connection, "crm_visit_line", lines);
      Rows.insert(connection, "crm_visit_payment", payments);
      Rows.insert(connection, "crm_entry", entries);
      Rows.insert(connection, "crm_event", events);
      Rows.insert(connection, "crm_receipt", receipt);
      connection.commit();
    }
  }

  private int updateCustomer(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      Rows.bind(statement, update);
      return statement.executeUpdate();
    }
  }
}
