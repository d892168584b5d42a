package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import io.regulars.spi.file.TimelineEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads visits, entries and events as one. The last line of all three is read first, and none
 * beyond it after: a commit between the reads would otherwise show half of its lines, and a page
 * behind them would never show the rest.
 */
final class Timeline {

  private final Context context;
  private final VisitRows visits;
  private final EntryRows entries;
  private final EventRows events;
  private final String lastLine;

  Timeline(Context context, VisitRows visits, EntryRows entries, EventRows events) {
    this.context = context;
    this.visits = visits;
    this.entries = entries;
    this.events = events;
    this.lastLine = "SELECT " + last("visit") + ", " + last("entry") + ", " + last("event");
  }

  Page<TimelineEntry> page(
      Connection connection, MerchantId merchant, CustomerId customer, PageRequest page)
      throws SQLException {
    Range range = Range.of(page, lastLine(connection, merchant, customer));
    List<TimelineEntry> lines = new ArrayList<>();
    visits
        .list(connection, merchant, customer, range)
        .forEach(visit -> lines.add(new TimelineEntry.OfVisit(visit)));
    entries
        .list(connection, merchant, customer, range)
        .forEach(entry -> lines.add(new TimelineEntry.OfEntry(entry)));
    events
        .list(connection, merchant, customer, range)
        .forEach(event -> lines.add(new TimelineEntry.OfEvent(event)));
    lines.sort(order(page.order()));
    return range.page(lines, TimelineEntry::seq);
  }

  private static Comparator<TimelineEntry> order(PageRequest.Order order) {
    Comparator<TimelineEntry> rising = Comparator.comparingLong(TimelineEntry::seq);
    return switch (order) {
      case OLDEST_FIRST -> rising;
      case NEWEST_FIRST -> rising.reversed();
    };
  }

  private long lastLine(Connection connection, MerchantId merchant, CustomerId customer)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(lastLine)) {
      Binder binder = new Binder(statement, context.dialect());
      for (int table = 0; table < 3; table++) {
        binder.merchant(merchant).id(customer.value());
      }
      return Row.all(
              statement,
              context.dialect(),
              row -> Math.max(row.number(), Math.max(row.number(), row.number())))
          .get(0);
    }
  }

  /** The number of the last line in a table; null, which reads as zero, if there is none. */
  private String last(String table) {
    return "(SELECT seq FROM "
        + context.table(table)
        + " WHERE merchant_id = ? AND customer_id = ?"
        + " ORDER BY merchant_id DESC, customer_id DESC, seq DESC LIMIT 1)";
  }
}
