package io.regulars.coupon;

import io.regulars.ledger.LotTerm;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StoreId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * An offer (domain id L5): what its coupons are good for, where, for whom, with what else, how long
 * and how many. A coupon out in the world has the conditions of its type's code in the program of
 * the day: so a changed offer gets a new code, and the old one stays in the program until its last
 * coupon has ended.
 */
@Value.Immutable
@RegularsStyle
public interface CouponType {

  /** What earlier coupons of the same basket do to the amount a coupon looks at. */
  enum Base {
    /** It looks at the price before any coupon. */
    INITIAL,
    /** It looks at what the coupons before it have left to pay. */
    REMAINING
  }

  /** The host's name of the offer; 1 to 64 characters. */
  String code();

  /** What a coupon of it is good for. */
  CouponValue value();

  /**
   * From what amount on; above zero. It is the {@link #base()} of the lines the coupon is for, or,
   * for a free service or a gift, of the whole basket. Empty: from any.
   */
  Optional<Money> threshold();

  /** The stores that take it; empty: all. */
  Set<StoreId> stores();

  /** The items it is for; with {@link #categories()} empty as well: all. */
  Set<String> items();

  /** The categories of items it is for, besides {@link #items()}. */
  Set<String> categories();

  /** The tiers whose members may use it; empty: everybody. */
  Set<TierCode> tiers();

  /** Whether it may be used only in the month of the customer's birthday, by the store's days. */
  @Value.Default
  default boolean birthdayMonth() {
    return false;
  }

  /** Whether it goes with no other coupon; else it goes with all that are joint like itself. */
  @Value.Default
  default boolean exclusive() {
    return false;
  }

  /** How many of this type one visit may use; 1 unless told. */
  @Value.Default
  default int perVisit() {
    return 1;
  }

  /**
   * Its place in the order in which the coupons of a basket are applied, lowest first; of one rank
   * the one that ends first, then the one issued first.
   */
  @Value.Default
  default int rank() {
    return 0;
  }

  /** Which amount it looks at; what is left to pay unless told. */
  @Value.Default
  default Base base() {
    return Base.REMAINING;
  }

  /** How long a coupon lasts from its issue; for ever unless told. */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /** How many are issued to all customers together, whatever becomes of them; empty: any number. */
  OptionalLong limitInAll();

  /** How many are issued to one customer, whatever becomes of them; empty: any number. */
  OptionalLong limitPerCustomer();

  /**
   * How many are issued to one customer on one day, by the store's days, of which those of all
   * zones count under one date; empty: any number.
   */
  OptionalLong limitPerDay();

  /** The account its coupons are on. */
  default AccountKind account() {
    return AccountKind.coupon(code());
  }

  /** Whether a line of the basket is one of those the coupon is for. */
  default boolean isFor(VisitLine line) {
    if (value() instanceof CouponValue.FreeService free) {
      return line.item().equals(free.item());
    }
    if (value() instanceof CouponValue.Gift gift) {
      return line.item().equals(gift.item()) && line.paid().isZero();
    }
    return (items().isEmpty() && categories().isEmpty())
        || items().contains(line.item())
        || line.category().filter(categories()::contains).isPresent();
  }

  /** Codes are codes, figures above zero, and no limit hides another. */
  @Value.Check
  default void check() {
    try {
      Shapes.code("CouponType.code", code(), 64);
    } catch (InvalidValueException e) {
      throw new InvalidProgramException(e.getMessage());
    }
    if (threshold().filter(amount -> !amount.isPositive()).isPresent()) {
      throw new InvalidProgramException(
          "coupon "
              + code()
              + " is from "
              + threshold().get()
              + " on; leave it out if from any amount");
    }
    if (perVisit() < 1) {
      throw new InvalidProgramException(
          "coupon " + code() + " may be used " + perVisit() + " times on a visit; at least once");
    }
    if (value().givesPiece() && !(items().isEmpty() && categories().isEmpty())) {
      throw new InvalidProgramException(
          "coupon " + code() + " is for one item already; leave items and categories out");
    }
    requireLimits();
  }

  private void requireLimits() {
    long most = Long.MAX_VALUE;
    for (OptionalLong limit :
        new OptionalLong[] {limitInAll(), limitPerCustomer(), limitPerDay()}) {
      if (limit.isPresent()) {
        if (limit.getAsLong() < 1 || limit.getAsLong() > most) {
          throw new InvalidProgramException(
              "coupon "
                  + code()
                  + " has a limit of "
                  + limit.getAsLong()
                  + "; give at least 1, and no more than the limit it is within: in all, per"
                  + " customer, per day");
        }
        most = limit.getAsLong();
      }
    }
  }

  /** A builder with nothing set; code and value are required. */
  static ImmutableCouponType.Builder builder() {
    return ImmutableCouponType.builder();
  }
}
