package io.regulars.spi.visit;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import java.time.Instant;
import java.util.List;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * A completed service or sale of one customer (domain id V1). What was sold never changes; only
 * {@link #status()} does, once, when the visit is refunded or voided.
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

  /** Lines are there, and what was paid adds up to what they cost. */
  @Value.Check
  default void check() {
    Shapes.require(!lines().isEmpty(), "a visit has at least one line");
    Shapes.code("Visit.receipt", receipt(), 64);
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

  /** A builder with nothing set. */
  static ImmutableVisit.Builder builder() {
    return ImmutableVisit.builder();
  }
}
