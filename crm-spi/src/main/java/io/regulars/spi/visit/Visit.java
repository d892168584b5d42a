package io.regulars.spi.visit;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.Shares;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * A completed service or sale of one customer (domain id V1). What was sold never changes; only
 * {@link #status()} does, and {@link #returns()} grows, as it comes back in parts, whole, or is
 * voided.
 */
@Value.Immutable
@RegularsStyle
public interface Visit {

  /** Whose sale it was. */
  MerchantId merchant();

  /** The visit. */
  VisitId id();

  /** Who came. */
  CustomerId customer();

  /** Number of this line in the customer's file; the order of the timeline. */
  long seq();

  /** Where. */
  StoreId store();

  /** The till's receipt number, unique within the store; 1 to 64 characters. */
  String receipt();

  /** When the customer was there. */
  Instant occurredAt();

  /** When the library was told. */
  Instant recordedAt();

  /** Who told it. */
  Actor actor();

  /** What was sold; at least one line, all in one currency. */
  List<VisitLine> lines();

  /** How it was paid; their sum is {@link #total()}. */
  List<Payment> payments();

  /** What became of the visit. */
  VisitStatus status();

  /**
   * What was taken back of it, in order; the sale itself is told by lines and payments for ever.
   */
  List<VisitReturn> returns();

  /** What the customer paid in all, by whatever means. */
  @Value.Lazy
  default Money total() {
    return VisitLine.total(lines());
  }

  /** The part of {@link #total()} paid by means that earn, see {@link PaymentKind#earns()}. */
  @Value.Lazy
  default Money earning() {
    Money earning = total();
    for (Payment payment : payments()) {
      if (!payment.kind().earns()) {
        earning = earning.minus(payment.amount());
      }
    }
    return earning;
  }

  /**
   * {@link #earning()} shared out to the lines, in minor units: what a line cost, less what means
   * that do not earn paid of it. Such a payment of the receipt as a whole is shared out in
   * proportion to what is left of the lines to pay; the shares add up exactly.
   */
  @Value.Lazy
  default List<Long> earningByLine() {
    long[] open = new long[lines().size()];
    for (int i = 0; i < open.length; i++) {
      open[i] = lines().get(i).paid().getAmountMinorLong();
    }
    long notEarning = 0;
    long whole = total().getAmountMinorLong();
    for (Payment payment : payments()) {
      if (payment.line() > 0) {
        whole -= payment.amount().getAmountMinorLong();
      } else if (!payment.kind().earns()) {
        notEarning += payment.amount().getAmountMinorLong();
      }
    }
    long[] earning = new long[open.length];
    long before = 0;
    for (int i = 0; i < open.length; i++) {
      long ofLine = paidOf(i + 1, false);
      long shared = open[i] - ofLine - paidOf(i + 1, true);
      long after = before + shared;
      long taken =
          whole == 0
              ? 0
              : Shares.of(notEarning, after, whole) - Shares.of(notEarning, before, whole);
      earning[i] = open[i] - ofLine - taken;
      before = after;
    }
    return Arrays.stream(earning).boxed().toList();
  }

  private long paidOf(int line, boolean earns) {
    return payments().stream()
        .filter(payment -> payment.line() == line && payment.kind().earns() == earns)
        .mapToLong(payment -> payment.amount().getAmountMinorLong())
        .sum();
  }

  /** Lines are there, and what was paid adds up to what they cost. */
  @Value.Check
  default void check() {
    Shapes.require(!lines().isEmpty(), "a visit has at least one line");
    Shapes.code("Visit.receipt", receipt(), 64);
    Shapes.require(
        status() == VisitStatus.RECORDED == returns().isEmpty(),
        "a visit is recorded as long as nothing came back");
    for (Payment payment : payments()) {
      if (payment.line() > 0) {
        requireFitsLine(payment.line());
      }
    }
    if (payments().size() == 1 && lines().size() == 1) {
      Shapes.require(
          payments().get(0).amount().equals(lines().get(0).paid()),
          "payments do not add up to the lines' total");
      return;
    }
    Shapes.require(
        Payment.total(payments()).filter(total()::equals).isPresent(),
        "payments do not add up to the lines' total");
  }

  private void requireFitsLine(int line) {
    Shapes.require(
        line <= lines().size(), "a payment is for line " + line + ", which is not there");
    Shapes.require(
        paidOf(line, true) + paidOf(line, false)
            <= lines().get(line - 1).paid().getAmountMinorLong(),
        "payments for line " + line + " are more than it cost");
  }

  /** A builder with nothing set. */
  static ImmutableVisit.Builder builder() {
    return ImmutableVisit.builder();
  }
}
