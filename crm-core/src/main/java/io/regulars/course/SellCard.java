package io.regulars.course;

import io.regulars.ledger.LotTerm;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/** A course card is sold: so many sessions of a service at one price. */
@Value.Immutable
@RegularsStyle
public interface SellCard extends CardCommand {

  /** How many; 1 to 10,000. */
  @Positive
  @Max(10_000)
  long sessions();

  /**
   * What was paid for all of them, in the merchant's currency, not negative; zero for a card that
   * is given.
   */
  Money price();

  /** How long it is valid from now; as the program says unless told. */
  Optional<LotTerm> term();

  /** A builder with nothing set. */
  static ImmutableSellCard.Builder builder() {
    return ImmutableSellCard.builder();
  }
}
