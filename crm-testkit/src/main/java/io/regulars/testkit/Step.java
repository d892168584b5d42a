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

    /** The same visit, paid without points. */
    Come withoutPoints() {
      return new Come(
          who, late, sales, other.filter(kind -> kind != PaymentKind.POINTS), percent, byLine);
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
   * Points are granted or withdrawn by hand.
   *
   * @param who index of the customer
   * @param points signed, not zero
   */
  record Adjust(int who, long points) implements Step {}

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
