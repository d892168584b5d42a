package io.regulars.ledger;

import io.regulars.spi.ledger.Lot;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which lots a debit may take, and in which order.
 *
 * @param ref only the lot known by this; empty: any
 * @param order the one to be taken first comes first
 */
public record Take(Optional<String> ref, Comparator<Lot> order) {

  /** Any lot, in {@link Lot#DEBIT_ORDER}. */
  public static final Take ANY = new Take(Optional.empty(), Lot.DEBIT_ORDER);

  /** Of course cards: the one ending first, then the one with fewest left, then the oldest. */
  public static final Take CARDS =
      new Take(
          Optional.empty(),
          Comparator.comparing(Lot::end)
              .thenComparing(Lot::left)
              .thenComparing(Lot::earnedAt)
              .thenComparing(Lot::number));

  /** Only the lot known by {@code ref}. */
  public static Take of(String ref) {
    return new Take(Optional.of(ref), Lot.DEBIT_ORDER);
  }

  /** These lots, but only the one known by {@code only}, if there is such a restriction. */
  public Take only(Optional<String> only) {
    return new Take(only, order);
  }

  boolean allows(Lot lot) {
    return lot.left() > 0 && isOf(lot);
  }

  /** Whether the lot is not excluded, whatever is left of it. */
  boolean isOf(Lot lot) {
    return ref.isEmpty() || ref.equals(lot.ref());
  }
}
