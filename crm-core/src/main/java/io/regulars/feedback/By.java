package io.regulars.feedback;

import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;

/** What figures are told apart by. */
public enum By {
  /** The shop. */
  STORE,
  /** Who served; the empty text where nobody is named. */
  STAFF,
  /** What was sold; the empty text where nothing is named. */
  ITEM,
  /** The calendar month in the merchant's zone, such as {@code 2026-03}. */
  MONTH;

  /** The name of the part to which an answer or an invitation of these belongs. */
  String part(
      StoreId store, Optional<StaffId> staff, Optional<String> item, Instant instant, ZoneId zone) {
    return switch (this) {
      case STORE -> store.value();
      case STAFF -> staff.map(StaffId::value).orElse("");
      case ITEM -> item.orElse("");
      case MONTH -> YearMonth.from(instant.atZone(zone)).toString();
    };
  }
}
