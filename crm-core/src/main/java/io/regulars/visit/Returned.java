package io.regulars.visit;

import io.regulars.spi.Shares;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import io.regulars.spi.visit.VisitReturn;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import java.util.List;

/**
 * How much of a visit has come back by some of its returns, line by line; amounts in minor units.
 * All shares are of what came back in all, so that what two returns take back together does not
 * depend on how it was divided between them.
 */
final class Returned {

  private final Visit visit;
  private final long[] amounts;
  private final long[] quantities;
  private final List<VisitReturn> returns;

  Returned(Visit visit, List<VisitReturn> returns) {
    this.visit = visit;
    this.returns = List.copyOf(returns);
    this.amounts = new long[visit.lines().size()];
    this.quantities = new long[visit.lines().size()];
    for (VisitReturn earlier : returns) {
      for (ReturnedLine line : earlier.lines()) {
        amounts[line.line() - 1] += line.amount().getAmountMinorLong();
        quantities[line.line() - 1] += line.quantity();
      }
    }
  }

  /** What of the line's price has come back; lines are counted from 1. */
  long amount(int line) {
    return amounts[line - 1];
  }

  /** How many of the line's pieces have come back. */
  long quantity(int line) {
    return quantities[line - 1];
  }

  /** Whether nothing is left to come back. */
  boolean isAll() {
    for (int i = 0; i < amounts.length; i++) {
      VisitLine line = visit.lines().get(i);
      boolean gift = line.paid().isZero();
      if (amounts[i] < minor(line) || (gift && quantities[i] < line.quantity())) {
        return false;
      }
    }
    return true;
  }

  /** Whether anything is left of what was paid in money, see {@link PaymentKind#earns()}. */
  boolean isPaid() {
    for (int place = 0; place < visit.payments().size(); place++) {
      Payment payment = visit.payments().get(place);
      if (payment.kind().earns() && payment.amount().getAmountMinorLong() > paidBack(place)) {
        return true;
      }
    }
    return false;
  }

  /** What was paid back to {@code payment}, by its place on the receipt. */
  long paidBack(int place) {
    return returns.stream()
        .filter(earlier -> earlier.payments().size() > place)
        .mapToLong(earlier -> earlier.payments().get(place).amount().getAmountMinorLong())
        .sum();
  }

  /**
   * How many of the units of some payments have come back, which are all for one line or none and
   * whose entries cannot be told apart: in proportion to their money, and of those that paid none,
   * to the pieces of their line; of the sessions that paid a line, as many as of its pieces at
   * least, since a third of the money is a cent short of a third.
   */
  long unitsBack(List<Integer> places) {
    long units = 0;
    long amount = 0;
    long back = 0;
    long unpaid = 0;
    for (int place : places) {
      Payment payment = visit.payments().get(place);
      if (payment.amount().isZero() && payment.kind() != PaymentKind.COUPON) {
        unpaid += payment.units();
      } else {
        units += payment.units();
        amount += payment.amount().getAmountMinorLong();
        back += paidBack(place);
      }
    }
    if (isAll()) {
      return units + unpaid;
    }
    Payment first = visit.payments().get(places.get(0));
    int line = first.line();
    if (amount == 0) {
      return line == 0 ? 0 : byPieces(units + unpaid, line);
    }
    long byMoney = Shares.of(units, back, amount);
    if (line == 0) {
      return byMoney;
    }
    long come = byMoney + byPieces(unpaid, line);
    return first.kind() == PaymentKind.COURSE
        ? Math.max(come, byPieces(units + unpaid, line))
        : come;
  }

  private long byPieces(long units, int line) {
    return Shares.of(units, quantity(line), visit.lines().get(line - 1).quantity());
  }

  /**
   * How much of {@code earned} is to be taken back by now, if it was earned by a line, or, if that
   * is 0, by the visit as a whole. What stays is rounded down.
   */
  long takenBack(long earned, int line) {
    if (isAll()) {
      return earned;
    }
    long whole = 0;
    long part = 0;
    List<Long> earning = visit.earningByLine();
    for (int i = 0; i < amounts.length; i++) {
      if ((line == 0 || line == i + 1) && earning.get(i) > 0) {
        whole += earning.get(i);
        part += Shares.of(earning.get(i), amounts[i], minor(visit.lines().get(i)));
      }
    }
    return whole == 0 ? 0 : earned - Shares.of(earned, whole - part, whole);
  }

  private static long minor(VisitLine line) {
    return line.paid().getAmountMinorLong();
  }
}
