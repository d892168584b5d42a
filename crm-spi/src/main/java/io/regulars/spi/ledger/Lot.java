package io.regulars.spi.ledger;

import io.regulars.spi.InvalidValueException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A dated amount on an account, still open: part of it is left. Credits of one account with the
 * same end share a lot, so that open lots stay bounded.
 */
@Value.Immutable
@RegularsStyle
public interface Lot {

  /**
   * The order in which debits take lots: earliest end first, no end last, then oldest, then lowest
   * number.
   */
  Comparator<Lot> DEBIT_ORDER =
      Comparator.comparing(Lot::end).thenComparing(Lot::earnedAt).thenComparing(Lot::number);

  /** Number of the entry that opened the lot: unique within the file. */
  long number();

  /** What was credited, less what was reversed; never below {@link #left()}. */
  long amount();

  /** What is left of it; above zero. */
  long left();

  /** When the first credit of the lot was earned. */
  Instant earnedAt();

  /** The instant from which the lot no longer counts (end-exclusive); empty: it never ends. */
  Optional<Instant> endsAt();

  /** {@link #endsAt()}, or {@link Instant#MAX} if it never ends: to be compared in the hundreds. */
  @Value.Derived
  @Value.Auxiliary
  default Instant end() {
    return endsAt().orElse(Instant.MAX);
  }

  /** What is left is above zero and not more than the amount. */
  @Value.Check
  default void check() {
    if (left() <= 0 || left() > amount()) {
      throw new InvalidValueException(
          "lot " + number() + " has " + left() + " left of " + amount());
    }
    Shapes.require(number() > 0, "a lot's number is above zero");
  }

  /** A builder with nothing set. */
  static ImmutableLot.Builder builder() {
    return ImmutableLot.builder();
  }
}
