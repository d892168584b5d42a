package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The present state of one account of a customer: its open lots and what it is short of. Immutable;
 * written by hand because every visit of a member makes two of hundreds of lots, and looks at each
 * lot once here.
 */
public final class LedgerAccount {

  private final AccountKind kind;
  private final List<Lot> lots;
  private final long deficit;
  private final long outstanding;

  private LedgerAccount(AccountKind kind, List<Lot> lots, long deficit) {
    Shapes.require(deficit >= 0, "a deficit is not negative");
    this.kind = kind;
    this.lots = List.copyOf(lots);
    this.deficit = deficit;
    long sum = 0;
    Instant end = Instant.MIN;
    int index = 0;
    for (Lot lot : this.lots) {
      Instant next = lot.endsAt().orElse(Instant.MAX);
      Shapes.require(
          end.isBefore(next) || Lot.DEBIT_ORDER.compare(this.lots.get(index - 1), lot) < 0,
          "lots are not in debit order");
      sum = Math.addExact(sum, lot.left());
      end = next;
      index++;
    }
    this.outstanding = sum;
  }

  /**
   * An account of {@code kind}; refuses lots that are not in debit order, and a negative deficit.
   */
  public static LedgerAccount of(AccountKind kind, List<Lot> lots, long deficit) {
    return new LedgerAccount(kind, lots, deficit);
  }

  /** An account on which nothing was ever booked. */
  public static LedgerAccount empty(AccountKind kind) {
    return of(kind, List.of(), 0);
  }

  /** What it counts. */
  public AccountKind kind() {
    return kind;
  }

  /** Lots with something left, in {@link Lot#DEBIT_ORDER}. */
  public List<Lot> lots() {
    return lots;
  }

  /** What could not be taken back; the next credit pays it first. Not negative. */
  public long deficit() {
    return deficit;
  }

  /** What is left on all open lots. */
  public long outstanding() {
    return outstanding;
  }

  /** {@link #outstanding()} less {@link #deficit()}: the sum of all entries. */
  public long balance() {
    return outstanding - deficit;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LedgerAccount that
        && outstanding == that.outstanding
        && deficit == that.deficit
        && kind.equals(that.kind)
        && lots.equals(that.lots);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, lots, deficit);
  }

  @Override
  public String toString() {
    return "LedgerAccount{kind=" + kind + ", lots=" + lots + ", deficit=" + deficit + "}";
  }
}
