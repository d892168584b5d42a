package io.regulars.jdbc.internal;

import io.regulars.spi.visit.Payment;
import io.regulars.spi.visit.PaymentKind;
import io.regulars.spi.visit.VisitReturn.ReturnedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The lines and payments of a return as texts; amounts are minor units of its one currency. */
public final class ReturnCodec {

  private ReturnCodec() {}

  /** The text of {@code lines}: line, quantity and amount of each. */
  public static String encodeLines(List<ReturnedLine> lines) {
    ItemWriter out = new ItemWriter();
    lines.forEach(
        line -> out.add(line.line()).add(line.quantity()).add(line.amount().getAmountMinorLong()));
    return out.toString();
  }

  /** The lines of {@code text}. */
  public static List<ReturnedLine> decodeLines(String text, CurrencyUnit currency) {
    List<ReturnedLine> lines = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      int line = Math.toIntExact(in.nextLong());
      long quantity = in.nextLong();
      lines.add(new ReturnedLine(line, quantity, Money.ofMinor(currency, in.nextLong())));
    }
    return lines;
  }

  /** The text of {@code payments}: of each its kind, amount, line, units and reference. */
  public static String encodePayments(List<Payment> payments) {
    ItemWriter out = new ItemWriter();
    for (Payment payment : payments) {
      out.add(payment.kind().name()).add(payment.amount().getAmountMinorLong());
      out.add(payment.line()).add(payment.units());
      payment.ref().ifPresentOrElse(out::add, out::addEmpty);
    }
    return out.toString();
  }

  /** The payments of {@code text}. */
  public static List<Payment> decodePayments(String text, CurrencyUnit currency) {
    List<Payment> payments = new ArrayList<>();
    ItemReader in = new ItemReader(text);
    while (in.hasNext()) {
      PaymentKind kind = PaymentKind.valueOf(in.next());
      Money amount = Money.ofMinor(currency, in.nextLong());
      int line = Math.toIntExact(in.nextLong());
      long units = in.nextLong();
      Optional<String> ref = in.skipEmpty() ? Optional.empty() : Optional.of(in.next());
      payments.add(new Payment(kind, amount, line, units, ref));
    }
    return payments;
  }
}
