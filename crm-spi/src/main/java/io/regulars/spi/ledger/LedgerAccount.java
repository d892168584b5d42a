package io.regulars.spi.ledger;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.util.List;
import org.immutables.value.Value;

/** The present state of one account of a customer: its open lots and what it is short of. */
@Value.Immutable
@RegularsStyle
public interface LedgerAccount {

  /** What it counts. */
  @Value.Parameter
  AccountKind kind();

  /** Lots with something left, in {@link Lot#DEBIT_ORDER}. */
  @Value.Parameter
  List<Lot> lots();

  /** What could not be taken back; the next credit pays it first. Not negative. */
  @Value.Parameter
  long deficit();

  /** What is left on all open lots. */
  @Value.Lazy
  default long outstanding() {
    long sum = 0;
    for (Lot lot : lots()) {
      sum = Math.addExact(sum, lot.left());
    }
    return sum;
  }

  /** {@link #outstanding()} less {@link #deficit()}: the sum of all entries. */
  default long balance() {
    return outstanding() - deficit();
  }

  /** An account of {@code kind}. */
  static LedgerAccount of(AccountKind kind, List<Lot> lots, long deficit) {
    return ImmutableLedgerAccount.of(kind, lots, deficit);
  }

  /** An account on which nothing was ever booked. */
  static LedgerAccount empty(AccountKind kind) {
    return of(kind, List.of(), 0);
  }

  /** A deficit is not negative, and lots are in debit order. */
  @Value.Check
  default void check() {
    Shapes.require(deficit() >= 0, "a deficit is not negative");
    for (int i = 1; i < lots().size(); i++) {
      Shapes.require(
          Lot.DEBIT_ORDER.compare(lots().get(i - 1), lots().get(i)) < 0,
          "lots are not in debit order");
    }
  }
}
