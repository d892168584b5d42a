package io.regulars.jdbc;

import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.StoreId;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.storage.CustomerCriteria;
import io.regulars.spi.tier.TierCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files that match criteria by rising id, one page after another, all conditions in SQL.
 */
final class CustomerPages {

  /** Files read at once; between pages no connection is held. */
  static final int PAGE = 500;

  private final FileRows files;

  CustomerPages(FileRows files) {
    this.files = files;
  }

  /** The first {@value #PAGE} that match, of those behind {@code seen}. */
  List<CustomerFile> page(
      Connection connection,
      MerchantId merchant,
      CustomerCriteria criteria,
      Optional<CustomerId> seen)
      throws SQLException {
    return files.all(
        connection,
        merchant,
        files.select(where(criteria, seen)),
        binder -> bind(binder, criteria, seen));
  }

  private static String where(CustomerCriteria criteria, Optional<CustomerId> seen) {
    StringBuilder where = new StringBuilder(" WHERE c.merchant_id = ?");
    seen.ifPresent(id -> where.append(" AND c.customer_id > ?"));
    appendIn(where, "tier", criteria.tiers().size());
    appendIn(where, "stage", criteria.stages().size());
    criteria.homeStore().ifPresent(store -> where.append(" AND c.home_store = ?"));
    criteria.lastVisitFrom().ifPresent(from -> where.append(" AND c.last_visit_at >= ?"));
    criteria.lastVisitBefore().ifPresent(before -> where.append(" AND c.last_visit_at < ?"));
    return where.append(" ORDER BY c.merchant_id, c.customer_id LIMIT ?").toString();
  }

  private static void appendIn(StringBuilder where, String column, int count) {
    if (count > 0) {
      where.append(" AND c.").append(column).append(" IN (");
      where.append(Sql.parameters(count)).append(')');
    }
  }

  private static void bind(Binder binder, CustomerCriteria criteria, Optional<CustomerId> seen)
      throws SQLException {
    if (seen.isPresent()) {
      binder.id(seen.get().value());
    }
    for (TierCode tier : criteria.tiers()) {
      binder.text(tier.value());
    }
    for (Stage stage : criteria.stages()) {
      binder.constant(stage);
    }
    if (criteria.homeStore().isPresent()) {
      binder.text(criteria.homeStore().map(StoreId::value));
    }
    if (criteria.lastVisitFrom().isPresent()) {
      binder.instant(criteria.lastVisitFrom());
    }
    if (criteria.lastVisitBefore().isPresent()) {
      binder.instant(criteria.lastVisitBefore());
    }
    binder.integer(PAGE);
  }
}
