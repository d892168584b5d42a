package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The present state of one account of a customer: its open lots, what it is short of, and what is
 * reserved of nothing. Immutable; written by hand because a visit of a member makes two of them
 * with hundreds of lots each, of which it changes one or two: {@link #with} looks at those alone.
 */
public final class LedgerAccount {

  private static final long TOO_MUCH = -1;

  private final AccountKind kind;
  private final List<Lot> lots;
  private final long deficit;
  private final List<Hold> unbacked;
  private final long outstanding;
  private final int lotsWithHolds;

  private LedgerAccount(
      AccountKind kind,
      List<Lot> lots,
      long deficit,
      List<Hold> unbacked,
      long outstanding,
      int lotsWithHolds) {
    Shapes.require(deficit >= 0, "a deficit is not negative");
    for (Hold hold : unbacked) {
      Shapes.require(hold.kind() == Hold.Kind.RESERVED, "only what is reserved can be unbacked");
    }
    this.kind = kind;
    this.lots = lots;
    this.deficit = deficit;
    this.unbacked = unbacked;
    this.outstanding = outstanding;
    this.lotsWithHolds = lotsWithHolds;
  }

  /**
   * An account of {@code kind} with nothing unbacked, see {@link #of(AccountKind, List, long,
   * List)}.
   */
  public static LedgerAccount of(AccountKind kind, List<Lot> lots, long deficit) {
    return of(kind, lots, deficit, List.of());
  }

  /**
   * An account of {@code kind}; refuses a negative deficit, lots not in debit order, and what is
   * unbacked but not reserved.
   */
  public static LedgerAccount of(
      AccountKind kind, List<Lot> lots, long deficit, List<Hold> unbacked) {
    List<Lot> copy = List.copyOf(lots);
    requireOrder(copy, 0, copy.size());
    return new LedgerAccount(
        kind,
        copy,
        deficit,
        List.copyOf(unbacked),
        sum(copy, 0, copy.size()),
        holds(copy, 0, copy.size()));
  }

  /** This account with other contents; refuses what {@link #of} refuses. */
  @SuppressWarnings("ReferenceEquality") // an equal lot that is another object only costs time
  public LedgerAccount with(List<Lot> changed, long newDeficit, List<Hold> newUnbacked) {
    List<Lot> copy = List.copyOf(changed);
    int shorter = Math.min(lots.size(), copy.size());
    int head = 0;
    while (head < shorter && lots.get(head) == copy.get(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && lots.get(lots.size() - 1 - tail) == copy.get(copy.size() - 1 - tail)) {
      tail++;
    }
    requireOrder(copy, head, copy.size() - tail);
    long gone = sum(lots, head, lots.size() - tail);
    long come = sum(copy, head, copy.size() - tail);
    boolean known = outstanding != TOO_MUCH && gone != TOO_MUCH && come != TOO_MUCH;
    long kept = known ? outstanding - gone : TOO_MUCH;
    return new LedgerAccount(
        kind,
        copy,
        newDeficit,
        List.copyOf(newUnbacked),
        known && kept <= Long.MAX_VALUE - come ? kept + come : sum(copy, 0, copy.size()),
        lotsWithHolds
            - holds(lots, head, lots.size() - tail)
            + holds(copy, head, copy.size() - tail));
  }

  /** Refuses the lots from {@code from} to {@code to} unless they and their neighbours rise. */
  private static void requireOrder(List<Lot> lots, int from, int to) {
    for (int i = Math.max(from, 1); i <= Math.min(to, lots.size() - 1); i++) {
      Shapes.require(rises(lots.get(i - 1), lots.get(i)), "lots are not in debit order");
    }
  }

  /** {@link Lot#DEBIT_ORDER}, usually told by the ends alone. */
  private static boolean rises(Lot one, Lot next) {
    Instant end = one.end();
    return end.isBefore(next.end()) || Lot.DEBIT_ORDER.compare(one, next) < 0;
  }

  private static int holds(List<Lot> lots, int from, int to) {
    int holds = 0;
    for (int i = from; i < to; i++) {
      holds += lots.get(i).holds().isEmpty() ? 0 : 1;
    }
    return holds;
  }

  /** What is left or held on the lots from {@code from} to {@code to}. */
  private static long sum(List<Lot> lots, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      long left = lots.get(i).remaining();
      if (sum > Long.MAX_VALUE - left) {
        return TOO_MUCH;
      }
      sum += left;
    }
    return sum;
  }

  /** An account on which nothing was ever booked. */
  public static LedgerAccount empty(AccountKind kind) {
    return of(kind, List.of(), 0);
  }

  /** What it counts. */
  public AccountKind kind() {
    return kind;
  }

  /** Lots with something left or held, in {@link Lot#DEBIT_ORDER}. */
  public List<Lot> lots() {
    return lots;
  }

  /** What could not be taken back; the next credit pays it first. Not negative. */
  public long deficit() {
    return deficit;
  }

  /**
   * Reservations of which what they held was taken meanwhile, since the sale that gave it came back
   * or it had to cover another: the next to become available is reserved in its place, and if they
   * are spent before, that is a deficit. All of them {@link Hold.Kind#RESERVED}.
   */
  public List<Hold> unbacked() {
    return unbacked;
  }

  /**
   * What is left or held on all open lots.
   *
   * @throws ArithmeticException if that is more than a {@code long}
   */
  public long outstanding() {
    if (outstanding == TOO_MUCH) {
      throw new ArithmeticException("what is left on the lots of " + kind + " is beyond a long");
    }
    return outstanding;
  }

  /** {@link #outstanding()} less {@link #deficit()}: the sum of all entries. */
  public long balance() {
    return outstanding() - deficit;
  }

  /** Whether a part of a lot is set aside, or something is {@link #unbacked}. */
  public boolean hasHolds() {
    return lotsWithHolds > 0 || !unbacked.isEmpty();
  }

  /**
   * What can be used now: what is left on the lots. 0 while there is a deficit or something
   * unbacked.
   */
  public long available() {
    if (!hasHolds()) {
      return outstanding();
    }
    long available = 0;
    for (Lot lot : lots) {
      available += lot.left();
    }
    return available;
  }

  /** What is set aside of lots for this reason; without what is {@link #unbacked}. */
  public long held(Hold.Kind reason) {
    return hasHolds() ? lots.stream().mapToLong(lot -> lot.held(reason)).sum() : 0;
  }

  /**
   * What is set aside for this reason and purpose, see {@link Hold#ref()}; with what is {@link
   * #unbacked} of it.
   */
  public long held(Hold.Kind reason, String purpose) {
    return Stream.concat(lots.stream().flatMap(lot -> lot.holds().stream()), unbacked.stream())
        .filter(hold -> hold.kind() == reason && hold.ref().equals(purpose))
        .mapToLong(Hold::amount)
        .sum();
  }

  /** Whether an open lot is known by {@code ref}, or a reservation is made for it. */
  public boolean isTaken(String ref) {
    return lot(ref).isPresent() || held(Hold.Kind.RESERVED, ref) > 0;
  }

  /** What may be used of all open lots known by {@code ref}. */
  public long left(String ref) {
    return lots.stream()
        .filter(lot -> lot.ref().filter(ref::equals).isPresent())
        .mapToLong(Lot::left)
        .sum();
  }

  /** The open lot known by {@code ref}, the first if there are several. */
  public Optional<Lot> lot(String ref) {
    return lots.stream().filter(lot -> lot.ref().filter(ref::equals).isPresent()).findFirst();
  }

  /**
   * The next instant at which time alone changes a lot, see {@link Lot#wakesAt()}, or something
   * {@link #unbacked} lapses; {@link Instant#MAX}: never.
   */
  public Instant wakesAt() {
    if (!hasHolds()) {
      return lots.isEmpty() ? Instant.MAX : lots.get(0).end();
    }
    Instant next = Instant.MAX;
    for (Lot lot : lots) {
      Instant wakes = lot.wakesAt();
      next = wakes.isBefore(next) ? wakes : next;
    }
    for (Hold hold : unbacked) {
      next = hold.end().isBefore(next) ? hold.end() : next;
    }
    return next;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LedgerAccount that
        && deficit == that.deficit
        && kind.equals(that.kind)
        && lots.equals(that.lots)
        && unbacked.equals(that.unbacked);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, lots, deficit, unbacked);
  }

  @Override
  public String toString() {
    return "LedgerAccount{kind="
        + kind
        + ", lots="
        + lots
        + ", deficit="
        + deficit
        + ", unbacked="
        + unbacked
        + "}";
  }
}
