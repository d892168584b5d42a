package io.regulars.coupon;

import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a basket costs with some coupons. A visit with these lines and, for each coupon applied, a
 * payment of what it takes off is taken as it is quoted, as long as the file does not change.
 *
 * @param price what the basket costs without any
 * @param applied the coupons that are taken, in the order in which they are applied
 * @param skipped the coupons that are not, and why
 * @param left what is left to pay by other means; not negative
 */
public record CouponQuote(Money price, List<Applied> applied, List<Skipped> skipped, Money left) {

  /** Copies the lists. */
  public CouponQuote {
    applied = List.copyOf(applied);
    skipped = List.copyOf(skipped);
  }

  /** The coupon of this number, if it is taken. */
  public Optional<Applied> applied(String ref) {
    return applied.stream().filter(coupon -> coupon.ref().equals(ref)).findFirst();
  }

  /**
   * A coupon that is taken.
   *
   * @param ref its number
   * @param type its type's code
   * @param byLine what it takes off each line of the basket, in their order; zeros included
   * @param off what it takes off in all; zero for a gift
   * @param left what is left to pay after it
   * @param piece the line, counted from 1, of which it gives a piece away; 0: it gives none
   */
  public record Applied(
      String ref, String type, List<Money> byLine, Money off, Money left, int piece) {

    /** Copies the list. */
    public Applied {
      byLine = List.copyOf(byLine);
    }
  }
}
