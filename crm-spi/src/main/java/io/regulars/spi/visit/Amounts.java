package io.regulars.spi.visit;

import io.regulars.spi.Shapes;
import java.math.BigDecimal;
import org.joda.money.Money;

/** The range of money on a receipt. */
final class Amounts {

  private static final BigDecimal MAX = BigDecimal.valueOf(VisitLine.MAX);

  private Amounts() {}

  static void requireInRange(String field, Money amount) {
    Shapes.require(
        !amount.isNegative(),
        field + " is " + amount + "; negative amounts are refunds, not sales");
    Shapes.require(
        amount.getAmount().movePointRight(amount.getScale()).compareTo(MAX) <= 0,
        field + " is " + amount + "; at most " + MAX + " minor units are accepted");
  }
}
