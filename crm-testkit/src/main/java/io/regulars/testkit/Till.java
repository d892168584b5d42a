package io.regulars.testkit;

import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;

import io.regulars.Desk;
import io.regulars.engine.Answer;
import io.regulars.ledger.ReserveValue;
import io.regulars.spi.CustomerId;
import io.regulars.spi.VisitId;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.ImmutableRecordVisit;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.ReturnItems;
import io.regulars.visit.TakeBackVisit;
import java.time.Instant;
import java.util.List;

/** What a till does all day: sells, is paid, takes back. */
final class Till {

  private Till() {}

  /** Cash. */
  static Payment cash(String amount) {
    return Payment.of(PaymentKind.CASH, yuan(amount));
  }

  /** Stored value, split by the program. */
  static Payment byStoredValue(String amount) {
    return Payment.of(PaymentKind.STORED_VALUE, yuan(amount));
  }

  /** A sale of one massage for all that these payments are. */
  static ImmutableRecordVisit paidBy(CustomerId customer, String receipt, Payment... payments) {
    String paid = Payment.total(List.of(payments)).orElseThrow().getAmount().toPlainString();
    return sale(customer, receipt, paid).withPayments(payments);
  }

  /** A sale of one massage of 5 yuan for points. */
  static ImmutableRecordVisit byPoints(CustomerId customer, String receipt, long points) {
    return paidBy(customer, receipt, Payment.points(points, yuan("5.00")));
  }

  /** A massage for 80.00, and a tea for 20.00, of which 50 points pay 0.50: it earns 99. */
  static ImmutableRecordVisit massageAndTea(CustomerId customer, String receipt) {
    return sale(customer, receipt, "100.00")
        .withLines(VisitLine.of("massage", yuan("80.00")), VisitLine.of("tea", yuan("20.00")))
        .withPayments(
            cash("80.00"), cash("19.50").forLine(2), Payment.points(50, yuan("0.50")).forLine(2));
  }

  /** Records a visit. */
  static VisitId record(Desk desk, RecordVisit visit) {
    return desk.visits().record(visit).orThrow().visit().orElseThrow().id();
  }

  /** Records a visit; the points it earns. */
  static long earned(Desk desk, RecordVisit visit) {
    return desk.visits().record(visit).orThrow().sum(AccountKind.POINTS, EntryKind.EARNED);
  }

  /** The return of some lines. */
  static ReturnItems back(VisitId visit, String receipt, ReturnItems.Item... items) {
    return ReturnItems.builder()
        .visit(visit)
        .receipt(receipt)
        .reason("not as wished")
        .addLines(items)
        .build();
  }

  /** The return of one piece of a line. */
  static ReturnItems back(VisitId visit, String receipt, int line) {
    return back(visit, receipt, ReturnItems.Item.of(line, 1));
  }

  /** Takes some lines back. */
  static Answer returns(Desk desk, VisitId visit, String receipt, ReturnItems.Item... items) {
    return desk.visits().returnItems(back(visit, receipt, items)).orThrow();
  }

  /** Refunds all that still stands of a visit. */
  static Answer takeBack(Desk desk, VisitId visit) {
    return desk.visits().takeBack(TakeBackVisit.refund(visit, "allergy")).orThrow();
  }

  /** A reservation of points. */
  static ReserveValue reserve(CustomerId customer, long points, String reservation, Instant until) {
    return ReserveValue.builder()
        .customer(customer)
        .account(AccountKind.POINTS)
        .amount(points)
        .until(until)
        .reservation(reservation)
        .build();
  }
}
