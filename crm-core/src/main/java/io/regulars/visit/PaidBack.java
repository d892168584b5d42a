package io.regulars.visit;

import io.regulars.spi.Shares;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * What a return pays back to each means of the receipt: what comes back of a line goes to the
 * payments for that line and to those for the whole receipt, in proportion to what is still to be
 * paid back to each; what does not divide goes to the first that can take it. So no means ever gets
 * back more than it paid, and in the end each gets back exactly that.
 */
final class PaidBack {

  private PaidBack() {}

  /** One payment per payment of the receipt, in its order, possibly of nothing. */
  static List<Payment> share(Visit visit, Returned before, List<ReturnedLine> lines) {
    List<Payment> payments = visit.payments();
    long[] left = new long[payments.size()];
    for (int place = 0; place < left.length; place++) {
      left[place] = payments.get(place).amount().getAmountMinorLong() - before.paidBack(place);
    }
    long[] back = new long[left.length];
    long common = 0;
    for (ReturnedLine line : lines) {
      common += toLine(visit, before, line, left, back);
    }
    List<Integer> whole = places(payments, 0);
    spread(common, whole, left, back);
    return paid(visit, before, back);
  }

  /** Pays back to the payments for one line; returns what is left for those of the receipt. */
  private static long toLine(
      Visit visit, Returned before, ReturnedLine line, long[] left, long[] back) {
    long amount = line.amount().getAmountMinorLong();
    List<Integer> own = places(visit.payments(), line.line());
    long ownLeft = own.stream().mapToLong(place -> left[place]).sum();
    long lineLeft =
        visit.lines().get(line.line() - 1).paid().getAmountMinorLong() - before.amount(line.line());
    if (ownLeft == 0 || amount == 0) {
      return amount;
    }
    long toOwn = Shares.of(ownLeft, amount, lineLeft);
    spread(toOwn, own, left, back);
    return amount - toOwn;
  }

  private static List<Integer> places(List<Payment> payments, int line) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < payments.size(); place++) {
      if (payments.get(place).line() == line) {
        places.add(place);
      }
    }
    return places;
  }

  private static void spread(long amount, List<Integer> places, long[] left, long[] back) {
    long whole = places.stream().mapToLong(place -> left[place]).sum();
    long rest = amount;
    long[] shares = new long[left.length];
    for (int place : places) {
      shares[place] = whole == 0 ? 0 : Shares.of(left[place], amount, whole);
      rest -= shares[place];
    }
    for (int place : places) {
      long more = Math.min(rest, left[place] - shares[place]);
      shares[place] += more;
      rest -= more;
      left[place] -= shares[place];
      back[place] += shares[place];
    }
  }

  private static List<Payment> paid(Visit visit, Returned before, long[] back) {
    List<Payment> paid = new ArrayList<>();
    for (int place = 0; place < back.length; place++) {
      Payment payment = visit.payments().get(place);
      Money amount = Money.ofMinor(payment.amount().getCurrencyUnit(), back[place]);
      paid.add(new Payment(payment.kind(), amount, payment.line(), 0, payment.ref()));
    }
    return paid;
  }
}
