package io.regulars.examples.quickstart;

import java.util.Locale;
import org.joda.money.Money;

/**
 * The shop in figures.
 *
 * @param visits recorded
 * @param customers on file
 * @param revenue of all visits
 * @param units CDs sold
 * @param zero visits that cost nothing
 * @param tiers how many customers hold which
 * @param stages how many customers are in which
 * @param points what became of them
 * @param moves how often customers went from one tier or stage to another
 */
public record Summary(
    long visits,
    long customers,
    Money revenue,
    long units,
    long zero,
    Tiers tiers,
    Stages stages,
    Points points,
    Moves moves) {

  /**
   * Customers by the tier they hold.
   *
   * @param none without a tier
   * @param silver silver
   * @param gold gold
   * @param inGrace those of silver and gold who lose it unless they spend
   */
  public record Tiers(long none, long silver, long gold, long inGrace) {}

  /**
   * Customers by stage of life.
   *
   * @param fresh within 15 days of the first visit
   * @param active visiting
   * @param dormant not seen for 365 days
   */
  public record Stages(long fresh, long active, long dormant) {}

  /**
   * Points of all customers: issued = expired + outstanding.
   *
   * @param issued earned by visits
   * @param expired ended unused
   * @param outstanding still there
   */
  public record Points(long issued, long expired, long outstanding) {}

  /**
   * Changes of tier and stage.
   *
   * @param upgrades to a higher tier
   * @param downgrades to a lower tier
   * @param graces begun
   * @param toActive from new to active
   * @param toDormant from active to dormant
   * @param reactivated from dormant to active
   */
  public record Moves(
      long upgrades,
      long downgrades,
      long graces,
      long toActive,
      long toDormant,
      long reactivated) {}

  /** One line of JSON, with how long it all took. */
  public String toJson(double seconds) {
    return String.format(
        Locale.ROOT,
        "{\"visits\":%d,\"customers\":%d,\"revenue_cents\":%d,\"units\":%d,\"zero\":%d,"
            + "\"tiers\":{\"none\":%d,\"silver\":%d,\"gold\":%d},"
            + "\"stages\":{\"NEW\":%d,\"ACTIVE\":%d,\"DORMANT\":%d},"
            + "\"points_issued\":%d,\"points_expired\":%d,\"points_outstanding\":%d,"
            + "\"upgrades\":%d,\"downgrades\":%d,\"graces\":%d,\"in_grace\":%d,"
            + "\"to_active\":%d,\"to_dormant\":%d,\"reactivated\":%d,\"seconds\":%.3f}",
        visits,
        customers,
        revenue.getAmountMinorLong(),
        units,
        zero,
        tiers.none(),
        tiers.silver(),
        tiers.gold(),
        stages.fresh(),
        stages.active(),
        stages.dormant(),
        points.issued(),
        points.expired(),
        points.outstanding(),
        moves.upgrades(),
        moves.downgrades(),
        moves.graces(),
        tiers.inGrace(),
        moves.toActive(),
        moves.toDormant(),
        moves.reactivated(),
        seconds);
  }
}
