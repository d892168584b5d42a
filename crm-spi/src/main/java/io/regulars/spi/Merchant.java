package io.regulars.spi;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.CurrencyUnit;

/** The business: its currency, its shops and how its people write telephone numbers. */
@Value.Immutable
@RegularsStyle
public interface Merchant {

  /** The tenant. */
  MerchantId id();

  /** What the business calls itself; messages are signed with it. */
  String name();

  /** The one currency all its visits are in. */
  CurrencyUnit currency();

  /** The zone of head office, in which the program's days are counted. */
  ZoneId zone();

  /** Its shops; at least one, ids distinct. */
  List<Store> stores();

  /**
   * Region of telephone numbers written without a country code, ISO 3166-1 alpha-2; {@code CN}
   * unless told.
   */
  @Value.Default
  default String phoneRegion() {
    return "CN";
  }

  /** The language of customers who stated none; Chinese unless told. */
  @Value.Default
  default Locale language() {
    return Locale.SIMPLIFIED_CHINESE;
  }

  /** The shop with this id, if it is one of the merchant's. */
  default Optional<Store> store(StoreId id) {
    return stores().stream().filter(store -> store.id().equals(id)).findFirst();
  }

  /** A merchant needs a shop, and no two of one id. */
  @Value.Check
  default void check() {
    Shapes.require(!stores().isEmpty(), "merchant " + id() + " has no store; add at least one");
    Shapes.require(
        stores().stream().map(Store::id).distinct().count() == stores().size(),
        "merchant " + id() + " names a store twice");
  }

  /** A builder with nothing set. */
  static ImmutableMerchant.Builder builder() {
    return ImmutableMerchant.builder();
  }
}
