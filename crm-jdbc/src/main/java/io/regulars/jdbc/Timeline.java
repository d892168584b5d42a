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
 * Reads visits, entries and events as one. The file's last line number is read first, and no line
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
    this.lastLine =
        "SELECT last_seq FROM "
            + context.table("customer")
            + " WHERE merchant_id = ? AND customer_id = ?";
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
      new Binder(statement, context.dialect()).merchant(merchant).id(customer.value());
      List<Long> found = Row.all(statement, context.dialect(), Row::number);
      return found.isEmpty() ? 0 : found.get(0);
    }
  }
}
