package io.regulars.spi.visit;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/** One line of a receipt: a service or a product. */
@Value.Immutable
@RegularsStyle
public interface VisitLine {

  /**
   * Most pieces, and most minor units, a line may have: far beyond any till, far below overflow.
   */
  long MAX = 1_000_000_000_000L;

  /** The host's code of the service or product; 1 to 64 characters. */
  String item();

  /** The host's category of it, by which rates may differ; 1 to 64 characters. */
  Optional<String> category();

  /** Service or product; {@link ItemKind#SERVICE} unless told. */
  @Value.Default
  default ItemKind kind() {
    return ItemKind.SERVICE;
  }

  /** How many; 1 unless told, never below 1. */
  @Value.Default
  default long quantity() {
    return 1;
  }

  /** What the line would have cost by the price list; {@link #paid()} unless told. */
  @Value.Default
  default Money listPrice() {
    return paid();
  }

  /** What the customer paid for the whole line; zero is a gift. */
  Money paid();

  /** Who served the customer. */
  Optional<StaffId> staff();

  /** The sum of what was paid; {@code lines} is not empty. */
  static Money total(List<VisitLine> lines) {
    Money total = lines.get(0).paid();
    for (VisitLine line : lines.subList(1, lines.size())) {
      total = total.plus(line.paid());
    }
    return total;
  }

  /** One piece of a service. */
  static VisitLine of(String item, Money paid) {
    return builder().item(item).paid(paid).build();
  }

  /** Amounts are not negative, of one currency, and within {@link #MAX}. */
  @Value.Check
  default void check() {
    Shapes.code("VisitLine.item", item(), 64);
    category().ifPresent(category -> Shapes.code("VisitLine.category", category, 64));
    Shapes.require(
        quantity() >= 1 && quantity() <= MAX,
        "quantity " + quantity() + " is outside 1 to " + MAX + "; give back goods by a refund");
    Amounts.requireInRange("paid", paid());
    if (listPrice() != paid()) {
      Amounts.requireInRange("listPrice", listPrice());
      Shapes.require(
          listPrice().getCurrencyUnit().equals(paid().getCurrencyUnit()),
          "listPrice and paid are in two currencies");
    }
  }

  /** A builder with nothing set; item and paid are required. */
  static ImmutableVisitLine.Builder builder() {
    return ImmutableVisitLine.builder();
  }
}
