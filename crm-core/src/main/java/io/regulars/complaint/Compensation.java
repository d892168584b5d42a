package io.regulars.complaint;

import io.regulars.spi.StaffId;
import java.math.RoundingMode;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A compensation of a case.
 *
 * @param number counts the case's compensations from 1
 * @param kind what sort of thing
 * @param what which of its sort, see {@link CompensationKind}; empty where that is nothing
 * @param amount how much of it, above zero
 * @param worth what it costs the merchant, which authority is measured by
 * @param status where it stands
 * @param approvedBy who approved it, once that is done
 * @param back how much of it was there to be taken, once it is taken back; else zero
 */
public record Compensation(
    int number,
    CompensationKind kind,
    String what,
    long amount,
    Money worth,
    Status status,
    Optional<StaffId> approvedBy,
    long back) {

  /** Where a compensation stands. */
  public enum Status {
    /** Somebody has to decide. */
    PROPOSED,
    /** Will be booked when the case is resolved, unless it is turned down before. */
    APPROVED,
    /** Turned down, or given up with its case. */
    REFUSED,
    /** In the ledger. */
    BOOKED,
    /** Out of the ledger again. */
    TAKEN_BACK;

    /** Whether it can still be turned down: it is not booked yet. */
    boolean isOpen() {
      return this == PROPOSED || this == APPROVED;
    }

    /** Whether it counts towards what may be approved in its case. */
    boolean counts() {
      return this == APPROVED || this == BOOKED;
    }
  }

  Compensation with(Status changed) {
    return new Compensation(number, kind, what, amount, worth, changed, approvedBy, back);
  }

  Compensation approved(Optional<StaffId> by) {
    return new Compensation(number, kind, what, amount, worth, Status.APPROVED, by, back);
  }

  Compensation takenBack(long taken) {
    return new Compensation(
        number, kind, what, amount, worth, Status.TAKEN_BACK, approvedBy, Math.min(taken, amount));
  }

  /** What of its worth was taken back, rounded down. */
  public Money worthBack() {
    return worth.multipliedBy(back).dividedBy(amount, RoundingMode.DOWN);
  }
}
