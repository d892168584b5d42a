package io.regulars.casebook;

import org.joda.money.Money;

/**
 * What compensation cost the merchant, by the worth it was approved with.
 *
 * @param booked compensations that were booked, those taken back since included
 * @param worth what these were worth
 * @param takenBack of these, those that were taken back
 * @param worthTakenBack what of them was there to be taken was worth; what the customer has used or
 *     given away is not
 */
public record Cost(long booked, Money worth, long takenBack, Money worthTakenBack) {

  /** What it cost after all: what was booked less what was taken back. */
  public Money net() {
    return worth.minus(worthTakenBack);
  }

  Cost plus(Cost more) {
    return new Cost(
        booked + more.booked,
        worth.plus(more.worth),
        takenBack + more.takenBack,
        worthTakenBack.plus(more.worthTakenBack));
  }
}
