package io.regulars.testkit;

import io.regulars.spi.Shapes;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that happens in a {@link History}. Steps are plain values without ids, so that the same
 * history can be played under any program and on any storage.
 */
public sealed interface Step {

  /** Index of the customer; below zero: of nobody. */
  default int who() {
    return -1;
  }

  /**
   * A customer came and paid.
   *
   * @param who index of the customer in the history
   * @param late how long ago it was, as far as the customer was known then
   * @param sales the lines of the receipt; at least one
   * @param other a means of payment other than plain money, if one was used
   * @param percent how much of the total, rounded down, was paid by {@code other}; 0 to 100. At 50
   *     it is two payments of the same kind
   * @param byLine whether {@code other} paid so much of the first line alone
   */
  record Come(
      int who,
      Duration late,
      List<Sale> sales,
      Optional<PaymentKind> other,
      int percent,
      boolean byLine)
      implements Step {

    /** Copies the sales. */
    public Come {
      sales = List.copyOf(sales);
      Shapes.require(percent >= 0 && percent <= 100, "a share is 0 to 100 percent");
    }

    /** The same visit, told as it happens. */
    Come onTime() {
      return new Come(who, Duration.ZERO, sales, other, percent, byLine);
    }

    /** The same visit, paid with nothing the customer may run out of. */
    Come withoutTenders() {
      return new Come(
          who,
          late,
          sales,
          other.filter(kind -> kind.earns() && kind != PaymentKind.STORED_VALUE),
          percent,
          byLine);
    }

    /** The same visit with {@code minor} more paid for its first line. */
    Come dearerBy(long minor) {
      List<Sale> dearer = new ArrayList<>(sales);
      dearer.set(0, new Sale(sales.get(0).quantity(), sales.get(0).paid() + minor));
      return new Come(who, late, dearer, other, percent, byLine);
    }
  }

  /**
   * A line of a receipt.
   *
   * @param quantity pieces
   * @param paid minor units of the merchant's currency
   */
  record Sale(long quantity, long paid) {}

  /**
   * A customer spends points.
   *
   * @param who index of the customer
   * @param points how many; more than there are is refused
   */
  record Redeem(int who, long points) implements Step {}

  /**
   * An offline till tells what it has kept, in any order.
   *
   * @param comes the visits, of any customers; at least one
   */
  record Batch(List<Come> comes) implements Step {

    /** Copies the visits. */
    public Batch {
      comes = List.copyOf(comes);
    }
  }

  /**
   * Points are granted or withdrawn by hand.
   *
   * @param who index of the customer
   * @param points signed, not zero
   */
  record Adjust(int who, long points) implements Step {}

  /**
   * Points that a visit has earned are withdrawn by hand, naming it.
   *
   * @param who index of the customer
   * @param which index of the visit among the customer's, counted round; nothing if there is none
   * @param points how many, above zero; more than there are of it is refused
   */
  record Withdraw(int who, int which, long points) implements Step {}

  /**
   * A visit is taken back.
   *
   * @param who index of the customer
   * @param which index of the visit among the customer's, counted round; nothing if there is none
   * @param how refunded or voided
   */
  record TakeBack(int who, int which, TakeBackVisit.How how) implements Step {}

  /**
   * A part of a visit comes back.
   *
   * @param who index of the customer
   * @param which index of the visit among the customer's, counted round; nothing if there is none
   * @param line the line, counted round
   * @param quantity so many pieces; 0: only money
   * @param percent without pieces: how much of what the line cost
   */
  record Return(int who, int which, int line, long quantity, int percent) implements Step {}

  /** What programs with stored value, course cards, coupons or benefits know; nothing in others. */
  sealed interface Ahead extends Step {}

  /**
   * Stored value is paid in.
   *
   * @param who index of the customer
   * @param paid minor units of the merchant's currency; above zero
   */
  record TopUp(int who, long paid) implements Ahead {}

  /**
   * Stored value is paid back; more than there is is refused.
   *
   * @param who index of the customer
   * @param which index of the top-up among the customer's, counted round; nothing if there is none
   * @param percent how much of what was paid in by it; 0: all that is unused of all
   */
  record PayOut(int who, int which, int percent) implements Ahead {}

  /**
   * A course card is sold.
   *
   * @param who index of the customer
   * @param pieces it is for what {@link Sale}s of so many pieces sell
   * @param sessions above zero
   * @param price minor units of the merchant's currency; 0: it is given
   */
  record SellCard(int who, long pieces, long sessions, long price) implements Ahead {}

  /**
   * Unused sessions are paid back.
   *
   * @param who index of the customer
   * @param which index of the card among the customer's, counted round; nothing if there is none
   * @param sessions how many; 0: all that are left
   */
  record RefundCard(int who, int which, long sessions) implements Ahead {}

  /**
   * Sessions are reserved for a booking. The next visit that pays the service by card uses them.
   *
   * @param who index of the customer
   * @param pieces of the service as in {@link SellCard}
   * @param sessions above zero
   * @param until when it lapses; zero: never
   */
  record Book(int who, long pieces, long sessions, Duration until) implements Ahead {}

  /** What becomes of a booking without a visit. */
  enum Fate {
    /** The customer does not come. */
    MISSED,
    /** The customer says now that he will not come now. */
    CANCELLED,
    /** The shop lets go. */
    RELEASED
  }

  /**
   * A booking ends without a visit.
   *
   * @param who index of the customer
   * @param which index of the booking among the customer's, counted round; nothing if there is none
   * @param fate how
   */
  record EndBooking(int who, int which, Fate fate) implements Ahead {}

  /**
   * All stored value is frozen, or, if it is, thawed.
   *
   * @param who index of the customer
   */
  record Suspend(int who) implements Ahead {}

  /**
   * A card is frozen, or, if it is, thawed.
   *
   * @param who index of the customer
   * @param which index of the card among the customer's, counted round; nothing if there is none
   */
  record SuspendCard(int who, int which) implements Ahead {}

  /**
   * A card lasts longer.
   *
   * @param who index of the customer
   * @param which index of the card among the customer's, counted round; nothing if there is none
   * @param longer by so much beyond now
   */
  record ExtendCard(int who, int which, Duration longer) implements Ahead {}

  /**
   * Points are set aside.
   *
   * @param who index of the customer
   * @param points how many; more than there are is refused
   * @param until when that lapses; above zero
   */
  record SetAside(int who, long points, Duration until) implements Ahead {}

  /**
   * What was set aside ends otherwise.
   *
   * @param who index of the customer
   * @param which index of the reservation among the customer's, counted round; nothing if there is
   *     none
   * @param spent how many points of it are spent; 0: it is released
   */
  record EndSetAside(int who, int which, long spent) implements Ahead {}

  /**
   * A coupon is issued.
   *
   * @param who index of the customer
   * @param which index of its type in the program, counted round
   */
  record Issue(int who, int which) implements Ahead {}

  /**
   * A benefit is used.
   *
   * @param who index of the customer
   * @param which index of the benefit in the program, counted round
   * @param visit index of the visit among the customer's, counted round; below zero: on none
   */
  record UseBenefit(int who, int which, int visit) implements Ahead {}

  /**
   * The use of a benefit is given back.
   *
   * @param who index of the customer
   * @param which index of the use among the customer's, counted round; nothing if there is none
   */
  record GiveBack(int who, int which) implements Ahead {}

  /**
   * The customer's profile changes.
   *
   * @param who index of the customer
   */
  record Rename(int who) implements Step {}

  /**
   * Time passes.
   *
   * @param time how much of it, not negative
   */
  record Wait(Duration time) implements Step {}

  /**
   * Time passes until just before, at or just after a customer's next alarm.
   *
   * @param who index of the customer; nothing happens if the file has no alarm
   * @param micros microseconds after the alarm, negative for before
   */
  record WaitForAlarm(int who, long micros) implements Step {}

  /** The due pass runs. */
  record RunDue() implements Step {}
}
