package io.regulars.spi.ledger;

import io.regulars.spi.InvalidValueException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A dated amount on an account, still open: part of it is left or held. Credits of one account with
 * the same end and the same reference share a lot, so that open lots stay bounded.
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

  /**
   * What was credited, less what was reversed; never below {@link #left()} and {@link #held()}
   * together. The rest was used, or has ended while another part was held.
   */
  long amount();

  /** What is left of it to be used, not negative. */
  long left();

  /** The parts set aside, in the order in which they were. */
  List<Hold> holds();

  /** When the first credit of the lot was earned. */
  Instant earnedAt();

  /** The instant from which the lot no longer counts (end-exclusive); empty: it never ends. */
  Optional<Instant> endsAt();

  /**
   * What the host knows it by: the number of a card, a coupon, a top-up; 1 to 64 characters. Empty:
   * nothing, and other credits may join it.
   */
  Optional<String> ref();

  /**
   * What was paid for {@link #amount()}, in minor units of the merchant's currency; 0 for what was
   * given.
   */
  @Value.Default
  default long worth() {
    return 0;
  }

  /** {@link #endsAt()}, or {@link Instant#MAX} if it never ends: to be compared in the hundreds. */
  @Value.Derived
  @Value.Auxiliary
  default Instant end() {
    return endsAt().orElse(Instant.MAX);
  }

  /** What is set aside in all. */
  default long held() {
    List<Hold> holds = holds();
    long held = 0;
    for (int i = 0; i < holds.size(); i++) {
      held = Math.addExact(held, holds.get(i).amount());
    }
    return held;
  }

  /** What is set aside for this reason. */
  default long held(Hold.Kind kind) {
    return holds().stream().filter(hold -> hold.kind() == kind).mapToLong(Hold::amount).sum();
  }

  /** What is left to be used or held: above zero. */
  default long remaining() {
    return holds().isEmpty() ? left() : Math.addExact(left(), held());
  }

  /**
   * The next instant at which time alone changes the lot: its end, if something is left to end, or
   * the end of a hold. {@link Instant#MAX}: never.
   */
  default Instant wakesAt() {
    Instant next = left() > 0 ? end() : Instant.MAX;
    List<Hold> holds = holds();
    for (int i = 0; i < holds.size(); i++) {
      Instant until = holds.get(i).end();
      next = until.isBefore(next) ? until : next;
    }
    return next;
  }

  /** What remains is above zero and not more than the amount. */
  @Value.Check
  default void check() {
    long remaining = left() < 0 ? 0 : remaining();
    if (remaining <= 0 || remaining > amount()) {
      throw new InvalidValueException(
          "lot " + number() + " has " + left() + " left and " + held() + " held of " + amount());
    }
    Shapes.require(number() > 0, "a lot's number is above zero");
    Shapes.require(worth() >= 0, "what was paid for a lot is not negative");
    ref().ifPresent(ref -> Shapes.code("Lot.ref", ref, 64));
  }

  /** A builder with nothing set. */
  static ImmutableLot.Builder builder() {
    return ImmutableLot.builder();
  }
}
