package io.regulars.complaint;

import io.regulars.spi.InvalidProgramException;
import java.math.RoundingMode;
import org.joda.money.Money;

/**
 * What a compensation costs the merchant at least, by which authority is measured: so much for so
 * many of it.
 *
 * @param kind what sort of thing; money is worth itself and is not listed
 * @param what which of its sort, see {@link CompensationKind}; empty: all that have no worth of
 *     their own
 * @param per for how many of it, above zero: points, coupons, sessions, services, or days of a tier
 * @param money how much, zero or more
 */
public record Worth(CompensationKind kind, String what, long per, Money money) {

  /** Refuses money, nothing, and less than nothing. */
  public Worth {
    if (kind == CompensationKind.MONEY) {
      throw new InvalidProgramException("money is worth itself; leave its worth out");
    }
    if (per <= 0 || money.isNegative()) {
      throw new InvalidProgramException(
          "the worth of "
              + kind
              + " "
              + what
              + " is "
              + money
              + " for "
              + per
              + "; give zero or more money for at least one");
    }
  }

  /** What one of it is worth. */
  public static Worth of(CompensationKind kind, String what, Money money) {
    return new Worth(kind, what, 1, money);
  }

  /** What one of this sort is worth that has no worth of its own. */
  public static Worth of(CompensationKind kind, Money money) {
    return of(kind, "", money);
  }

  /** What {@code amount} of it is worth, rounded up. */
  public Money of(long amount) {
    return money.multipliedBy(amount).dividedBy(per, RoundingMode.CEILING);
  }
}
