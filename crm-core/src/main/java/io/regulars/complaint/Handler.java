package io.regulars.complaint;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import java.util.Set;
import org.immutables.value.Value;

/** A member of staff to whom cases may be given. */
@Value.Immutable
@RegularsStyle
public interface Handler {

  /** Who. */
  StaffId staff();

  /** How senior. */
  Rank rank();

  /** For which shops; empty: all. */
  Set<StoreId> stores();

  /** For which categories of complaint; empty: all. */
  Set<String> skills();

  /** Whether cases that come in out of hours go here, whatever about; false unless told. */
  @Value.Default
  default boolean onDuty() {
    return false;
  }

  /** Whether a case of this shop and category may be given to this person. */
  default boolean covers(StoreId store, String category) {
    return isAt(store) && (skills().isEmpty() || skills().contains(category));
  }

  /** Whether this person works for the shop. */
  default boolean isAt(StoreId store) {
    return stores().isEmpty() || stores().contains(store);
  }

  /** Somebody of this rank, for all shops and categories unless told. */
  static ImmutableHandler.Builder of(StaffId staff, Rank rank) {
    return ImmutableHandler.builder().staff(staff).rank(rank);
  }
}
