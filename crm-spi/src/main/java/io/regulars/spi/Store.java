package io.regulars.spi;

import java.time.ZoneId;
import org.immutables.value.Value;

/** One shop. Its days, opening hours and receipts are in its own zone. */
@Value.Immutable
@RegularsStyle
public interface Store {

  /** The host's code of the shop. */
  @Value.Parameter
  StoreId id();

  /** What people call it. */
  @Value.Parameter
  String name();

  /** The zone its days are counted in. */
  @Value.Parameter
  ZoneId zone();

  /** A shop. */
  static Store of(StoreId id, String name, ZoneId zone) {
    return ImmutableStore.of(id, name, zone);
  }
}
