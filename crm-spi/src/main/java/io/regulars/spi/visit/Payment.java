package io.regulars.spi.visit;

import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One means a receipt was paid by.
 *
 * @param kind the means
 * @param amount its part of the total, not negative
 */
public record Payment(PaymentKind kind, Money amount) {

  /** Refuses negative amounts and amounts beyond {@link VisitLine#MAX} minor units. */
  public Payment {
    Amounts.requireInRange("payment", amount);
  }

  /** A payment of {@code amount} by {@code kind}. */
  public static Payment of(PaymentKind kind, Money amount) {
    return new Payment(kind, amount);
  }

  /** The sum of the payments; empty if there is none. */
  public static Optional<Money> total(List<Payment> payments) {
    return payments.stream().map(Payment::amount).reduce(Money::plus);
  }
}
