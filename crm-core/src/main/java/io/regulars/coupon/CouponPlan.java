package io.regulars.coupon;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.tier.TierCode;
import io.regulars.tier.TierPlan;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * The coupons (优惠券) a merchant issues. Without this plan a payment by coupon is only told; with it
 * one that names a coupon takes that coupon, or is refused. One that names none is somebody else's
 * voucher and is told as before.
 */
@Value.Immutable
@RegularsStyle
public interface CouponPlan extends Plan {

  /**
   * The offers; no two of one code. A coupon whose type is gone from here stays on the customer's
   * file and is refused at the till until the type is back.
   */
  List<CouponType> types();

  /**
   * The file that counts what is issued to all customers: a house account, registered as a customer
   * for nothing else. Required if a type has a {@link CouponType#limitInAll()}.
   */
  Optional<CustomerId> pool();

  /**
   * How long a coupon may still be used that comes back after it has ended, because the visit was
   * taken back; not at all unless told.
   */
  @Value.Default
  default Period restoredFor() {
    return Period.ZERO;
  }

  /** The type of this code. */
  default Optional<CouponType> type(String code) {
    return types().stream().filter(type -> type.code().equals(code)).findFirst();
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    for (CouponType type : types()) {
      type.threshold().ifPresent(amount -> requireCurrency(type, amount, merchant));
      if (type.value() instanceof CouponValue.AmountOff off) {
        requireCurrency(type, off.amount(), merchant);
      }
      if (type.value() instanceof CouponValue.PercentOff off) {
        off.cap().ifPresent(cap -> requireCurrency(type, cap, merchant));
      }
      for (StoreId store : type.stores()) {
        if (merchant.store(store).isEmpty()) {
          throw new InvalidProgramException(
              "coupon " + type.code() + " is for store " + store + ", which is not there");
        }
      }
      for (TierCode tier : type.tiers()) {
        requireTier(type, tier, program);
      }
    }
  }

  private static void requireCurrency(CouponType type, Money amount, Merchant merchant) {
    if (!amount.getCurrencyUnit().equals(merchant.currency())) {
      throw new InvalidProgramException(
          "coupon "
              + type.code()
              + " with "
              + amount
              + " does not fit merchant "
              + merchant.id()
              + " in "
              + merchant.currency());
    }
  }

  private static void requireTier(CouponType type, TierCode tier, Program program) {
    boolean there =
        program
            .plan(TierPlan.class)
            .filter(plan -> plan.rank(tier) > 0 || tier.equals(plan.base()))
            .isPresent();
    if (!there) {
      throw new InvalidProgramException(
          "coupon " + type.code() + " is for tier " + tier + ", which the ladder does not have");
    }
  }

  /** Codes are distinct, and who limits in all has a file to count on. */
  @Value.Check
  default void check() {
    Periods.checked("the time a coupon that came back lasts", restoredFor());
    if (types().stream().map(CouponType::code).distinct().count() < types().size()) {
      throw new InvalidProgramException("two coupon types have the same code; each needs its own");
    }
    for (CouponType type : types()) {
      if (type.limitInAll().isPresent() && pool().isEmpty()) {
        throw new InvalidProgramException(
            "coupon "
                + type.code()
                + " has a limit in all, but nothing counts it; register a customer file as house"
                + " account and name it as pool");
      }
    }
  }

  /** A builder with nothing set. */
  static ImmutableCouponPlan.Builder builder() {
    return ImmutableCouponPlan.builder();
  }
}
