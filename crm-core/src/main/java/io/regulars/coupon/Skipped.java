package io.regulars.coupon;

import io.regulars.engine.Refusal;
import io.regulars.spi.Rejection.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * A coupon that is not taken, and why. {@code desk.texts(language).refusal(skipped.refusal())} says
 * it in words.
 *
 * @param ref its number, as it was given
 * @param why the reason
 * @param figures what stands behind it, in the order {@link Why} states
 */
public record Skipped(String ref, Why why, List<String> figures) {

  /** Why a coupon is not taken. */
  public enum Why {
    /** The customer has no such coupon: never had, or it was used, has ended, was withdrawn. */
    NOT_THERE,
    /** It was given twice. */
    TWICE,
    /** The program does not know its type any more. Figures: type. */
    TYPE_GONE,
    /** It is set aside. Figures: kind of hold, purpose. */
    HELD,
    /** It was issued after the visit. Figures: instant of issue. */
    NOT_YET,
    /** This store does not take it. Figures: store. */
    STORE,
    /** It is for members of other tiers. Figures: tier held. */
    TIER,
    /** It is for the month of the birthday. */
    BIRTHDAY_MONTH,
    /** It does not go with a coupon applied before it. Figures: that coupon's number. */
    NOT_JOINT,
    /** One visit may not use more of its type. Figures: type, how many it may. */
    PER_VISIT,
    /** Nothing in the basket is what it is for. */
    NO_ITEM,
    /** The amount it looks at is too low. Figures: amount, threshold, difference. */
    BELOW_THRESHOLD,
    /** Nothing is left that it could take off. */
    NOTHING_LEFT
  }

  /** Copies the figures. */
  public Skipped {
    figures = List.copyOf(figures);
  }

  /** The same as the refusal of a payment by this coupon. */
  public Refusal refusal() {
    List<String> all = new ArrayList<>(List.of(ref, why.name()));
    all.addAll(figures);
    return new Refusal(Reason.COUPON_REFUSED, List.copyOf(all));
  }
}
