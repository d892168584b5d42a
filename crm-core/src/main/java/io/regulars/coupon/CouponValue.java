package io.regulars.coupon;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.Shapes;
import java.math.BigDecimal;
import java.util.Optional;
import org.joda.money.Money;

/** What a coupon is good for. Whatever it takes off is never more than what is left to pay. */
public sealed interface CouponValue {

  /** Whether it gives one piece of an item away, and not an amount off. */
  default boolean givesPiece() {
    return this instanceof FreeService || this instanceof Gift;
  }

  /**
   * So much off (代金券); with {@link CouponType#threshold()} only from that amount on (满减券).
   *
   * @param amount above zero
   */
  record AmountOff(Money amount) implements CouponValue {
    /** Refuses an amount that is not above zero. */
    public AmountOff {
      if (!amount.isPositive()) {
        throw new InvalidProgramException(
            "a coupon takes " + amount + " off; give an amount above zero");
      }
    }
  }

  /**
   * A percentage off (折扣券), rounded down to the minor unit once for all lines, since what is
   * granted rounds down.
   *
   * @param percent taken off: 20 leaves four fifths to pay; above 0, at most 100
   * @param cap the most it takes off, above zero; empty: no matter how much
   */
  record PercentOff(BigDecimal percent, Optional<Money> cap) implements CouponValue {
    /** Refuses a percentage outside 0 to 100 and a cap that is not above zero. */
    public PercentOff {
      if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new InvalidProgramException(
            "a coupon takes " + percent + " percent off; give above 0, at most 100");
      }
      if (cap.filter(most -> !most.isPositive()).isPresent()) {
        throw new InvalidProgramException(
            "a coupon takes at most " + cap.get() + " off; give a cap above zero, or none");
      }
    }
  }

  /**
   * One piece of a service for nothing (体验券): the dearest in the basket, a piece's part of its line
   * rounded down.
   *
   * @param item the host's code of the service; 1 to 64 characters
   */
  record FreeService(String item) implements CouponValue {
    /** Refuses a blank or over-long code. */
    public FreeService {
      requireItem(item);
    }
  }

  /**
   * One piece of something handed over as a gift (兑换券): it stands in the basket at a price of zero,
   * and the coupon takes nothing off.
   *
   * @param item the host's code of it; 1 to 64 characters
   */
  record Gift(String item) implements CouponValue {
    /** Refuses a blank or over-long code. */
    public Gift {
      requireItem(item);
    }
  }

  private static void requireItem(String item) {
    try {
      Shapes.code("the item of a coupon", item, 64);
    } catch (InvalidValueException e) {
      throw new InvalidProgramException(e.getMessage());
    }
  }
}
