package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PageRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads lines of one customer from one table by their number, in either direction along the key.
 */
final class LineQuery {

  private final Context context;
  private final String oldestFirst;
  private final String newestFirst;

  LineQuery(Context context, String table, List<String> columns) {
    this.context = context;
    String lines =
        "SELECT "
            + String.join(", ", columns)
            + " FROM "
            + context.table(table)
            + " WHERE merchant_id = ? AND customer_id = ? AND seq > ? AND seq <= ?"
            + " ORDER BY merchant_id";
    this.oldestFirst = lines + ", customer_id, seq LIMIT ?";
    this.newestFirst = lines + " DESC, customer_id DESC, seq DESC LIMIT ?";
  }

  <T> List<T> list(
      Connection connection,
      MerchantId merchant,
      CustomerId customer,
      Range range,
      Row.Reader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(range.page().order()))) {
      new Binder(statement, context.dialect())
          .merchant(merchant)
          .id(customer.value())
          .number(range.after())
          .number(range.through())
          .integer(range.fetch());
      return Row.all(statement, context.dialect(), reader);
    }
  }

  private String sql(PageRequest.Order order) {
    return switch (order) {
      case OLDEST_FIRST -> oldestFirst;
      case NEWEST_FIRST -> newestFirst;
    };
  }
}
