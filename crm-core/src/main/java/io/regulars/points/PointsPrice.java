package io.regulars.points;

import io.regulars.spi.InvalidProgramException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;

/**
 * What points are worth at the till.
 *
 * @param points so many, above zero
 * @param money pay this, above zero
 */
public record PointsPrice(long points, Money money) {

  /** Refuses figures that are not above zero. */
  public PointsPrice {
    if (points <= 0 || !money.isPositive()) {
      throw new InvalidProgramException(points + " points pay " + money + "; both are above zero");
    }
  }

  /** The price in words that {@link #parse} reads again. */
  String text() {
    return points + "/" + money;
  }

  /** Reads what {@link #text} has written. */
  static PointsPrice parse(String text) {
    int slash = text.indexOf('/');
    return new PointsPrice(
        Long.parseLong(text.substring(0, slash)), Money.parse(text.substring(slash + 1)));
  }

  /**
   * The points that pay {@code amount}, rounded up, since what is charged rounds up; beyond a
   * {@code long}, {@link Long#MAX_VALUE}.
   */
  public long charged(Money amount) {
    return amount
        .getAmount()
        .multiply(BigDecimal.valueOf(points))
        .divide(money.getAmount(), 0, RoundingMode.UP)
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /**
   * The money that {@code missing} points would have paid, rounded down; of what goes missing step
   * by step only the difference of two such prices adds up.
   */
  public Money money(long missing) {
    BigDecimal amount =
        money
            .getAmount()
            .multiply(BigDecimal.valueOf(missing))
            .divide(BigDecimal.valueOf(points), money.getScale(), RoundingMode.DOWN);
    return Money.of(money.getCurrencyUnit(), amount);
  }
}
