package io.regulars.spi.visit;

import io.regulars.spi.Shapes;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One means a receipt was paid by.
 *
 * @param kind the means
 * @param amount its part of the total, not negative
 * @param line the line it paid, counted from 1; 0: the receipt as a whole
 * @param units how many points or sessions it took, not negative; 0 if it took none, or money only
 * @param ref what was used, such as the number of a coupon or a card; 1 to 64 characters
 */
public record Payment(PaymentKind kind, Money amount, int line, long units, Optional<String> ref) {

  /** Refuses negative amounts and amounts beyond {@link VisitLine#MAX} minor units. */
  public Payment {
    Amounts.requireInRange("payment", amount);
    Shapes.require(line >= 0, "a payment's line is counted from 1; 0 is the whole receipt");
    Shapes.require(
        units >= 0 && units <= VisitLine.MAX,
        "units of a payment are " + units + "; not negative, at most " + VisitLine.MAX);
    ref.ifPresent(value -> Shapes.code("Payment.ref", value, 64));
  }

  /** A payment of {@code amount} by {@code kind} towards the whole receipt. */
  public static Payment of(PaymentKind kind, Money amount) {
    return new Payment(kind, amount, 0, 0, Optional.empty());
  }

  /** {@code points} points that paid {@code amount}. */
  public static Payment points(long points, Money amount) {
    return new Payment(PaymentKind.POINTS, amount, 0, points, Optional.empty());
  }

  /** The coupon {@code ref}, which took {@code amount} off the receipt. */
  public static Payment coupon(String ref, Money amount) {
    return new Payment(PaymentKind.COUPON, amount, 0, 1, Optional.of(ref));
  }

  /**
   * {@code sessions} sessions for the service on line {@code line}, worth {@code amount}; from the
   * card that is to be used first.
   */
  public static Payment course(int line, long sessions, Money amount) {
    return new Payment(PaymentKind.COURSE, amount, line, sessions, Optional.empty());
  }

  /** The same payment towards one line, counted from 1. */
  public Payment forLine(int number) {
    return new Payment(kind, amount, number, units, ref);
  }

  /** The same payment from one card, coupon or reservation. */
  public Payment with(String what) {
    return new Payment(kind, amount, line, units, Optional.of(what));
  }

  /** The sum of the payments; empty if there is none. */
  public static Optional<Money> total(List<Payment> payments) {
    return payments.stream().map(Payment::amount).reduce(Money::plus);
  }
}
