package io.regulars.examples.quickstart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.joda.money.Money;

/**
 * One line of the purchase history.
 *
 * @param line its number in the file, the header being line 1: the receipt number
 * @param customer the shop's own number of the customer
 * @param date when it was bought
 * @param cds how many CDs, at least 1
 * @param paid for all of them together, not negative
 */
public record Purchase(int line, String customer, LocalDate date, int cds, Money paid) {

  /** Noon of the day, UTC: the history has no times of day. */
  public Instant at() {
    return date.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
  }
}
