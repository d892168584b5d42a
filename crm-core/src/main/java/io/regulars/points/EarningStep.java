package io.regulars.points;

import io.regulars.ledger.Granularity;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.Visit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/**
 * One step from what a visit is worth by its amount to what it earns. A plan lists its steps in the
 * order in which they act; each sees what the one before left.
 */
public sealed interface EarningStep {

  /**
   * Times the factor of the tier held when the visit comes, see {@link EarningPlan#multipliers}.
   */
  record TierFactor() implements EarningStep {}

  /**
   * Times a factor in the month of the customer's birthday; of a lunar birthday, in the lunar month
   * of that number, leap or not.
   *
   * @param factor not negative
   */
  record BirthdayMonth(BigDecimal factor) implements EarningStep {
    /** Refuses a negative factor. */
    public BirthdayMonth {
      requireFactor("birthday", factor);
    }
  }

  /**
   * While a campaign runs: times a factor, and then so much more.
   *
   * @param code its name, as the statement says it
   * @param from its first instant
   * @param until the first instant after it
   * @param factor not negative
   * @param bonus not negative
   */
  record Campaign(String code, Instant from, Instant until, BigDecimal factor, long bonus)
      implements EarningStep {
    /** Refuses negative figures and a campaign that ends before it begins. */
    public Campaign {
      requireFactor("campaign " + code, factor);
      if (bonus < 0 || !from.isBefore(until)) {
        throw new InvalidProgramException(
            "campaign "
                + code
                + " gives "
                + bonus
                + " from "
                + from
                + " to "
                + until
                + "; the bonus is not negative, and it begins before it ends");
      }
    }
  }

  /**
   * So much more on a single visit that is worth so much by then (domain id L1: from 200 points 10
   * more).
   *
   * @param atLeast above zero
   * @param bonus above zero
   */
  record Threshold(long atLeast, long bonus) implements EarningStep {
    /** Refuses figures that are not above zero. */
    public Threshold {
      if (atLeast <= 0 || bonus <= 0) {
        throw new InvalidProgramException(
            "a bonus of " + bonus + " from " + atLeast + " on; both are above zero");
      }
    }
  }

  /**
   * At most so much in a day, a month or a year of the store's calendar, by when the visit
   * occurred; stores in all zones count a date together. It limits what this step lets through:
   * steps after it may add to that. What is taken back with a return makes as much room again, and
   * not more. A visit that is told more than 31 days after its period is over is not limited by
   * what was earned in that before.
   *
   * @param period {@link Granularity#DAY}, {@link Granularity#MONTH} or {@link Granularity#YEAR}
   * @param most above zero
   */
  record Cap(Granularity period, long most) implements EarningStep {
    /** Refuses other periods, and a cap that lets nothing through. */
    public Cap {
      boolean calendar =
          switch (period) {
            case DAY, MONTH, YEAR -> true;
            case EXACT, ANNIVERSARY -> false;
          };
      if (!calendar || most <= 0) {
        throw new InvalidProgramException(
            "a cap of " + most + " per " + period + "; give one above zero per DAY, MONTH or YEAR");
      }
    }
  }

  /**
   * A rule of the host's own. It is asked once for each visit that has something to count, and for
   * each preview of one; it has to be a pure function of what it is told, safe for threads, and not
   * go by {@link Visit#id}, which a preview makes up. What it throws goes to whoever gave the
   * command as an {@link InvalidProgramException} with that cause, and nothing is written. Returns
   * need no word of it: they share out what was earned.
   */
  non-sealed interface Custom extends EarningStep {

    /** Its name, as the statement says it; the same for ever, not blank. */
    String code();

    /** What it does to this visit; {@link Effect#NONE} if nothing. */
    Effect on(Facts facts);
  }

  /**
   * What a {@link Custom} step may go by.
   *
   * @param visit as it is to be recorded, late or not
   * @param zone of the visit's store
   * @param customer who came
   * @param tier held when the visit comes
   * @param soFar what the steps before have left, rounded down to whole points
   */
  record Facts(
      Visit visit, ZoneId zone, CustomerProfile customer, TierCode tier, BigDecimal soFar) {}

  /**
   * What a {@link Custom} step does: times a factor, and then so much more.
   *
   * @param factor not negative
   * @param bonus not negative
   */
  record Effect(BigDecimal factor, long bonus) {

    /** All stays as it is. */
    public static final Effect NONE = new Effect(BigDecimal.ONE, 0);

    /** Refuses negative figures. */
    public Effect {
      requireFactor("a step of the host's own", factor);
      if (bonus < 0) {
        throw new InvalidProgramException(
            "a step of the host's own gives " + bonus + " more; it takes nothing away");
      }
    }

    /** Times {@code factor}. */
    public static Effect times(BigDecimal factor) {
      return new Effect(factor, 0);
    }

    /** So much more. */
    public static Effect plus(long bonus) {
      return new Effect(BigDecimal.ONE, bonus);
    }
  }

  private static void requireFactor(String what, BigDecimal factor) {
    if (factor.signum() < 0) {
      throw new InvalidProgramException(
          "the factor of " + what + " is " + factor + "; it is not negative");
    }
  }
}
