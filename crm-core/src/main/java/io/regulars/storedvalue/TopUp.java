package io.regulars.storedvalue;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.visit.PaymentKind;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;
import org.joda.money.Money;

/** A customer pays in advance. The number makes it idempotent: sent twice, it counts once. */
@Value.Immutable
@RegularsStyle
public interface TopUp {

  /** Whose stored value. */
  CustomerId customer();

  /** Where it was paid; in its days the ends are counted. */
  StoreId store();

  /** Its number, unique with the merchant, by which it can be refunded; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String number();

  /** What was paid, in the merchant's currency; above zero. */
  Money amount();

  /** How it was paid: cash, card, wallet, or money by a means not told, which it is unless told. */
  @Value.Default
  default PaymentKind means() {
    return PaymentKind.MONEY;
  }

  /** A builder with nothing set. */
  static ImmutableTopUp.Builder builder() {
    return ImmutableTopUp.builder();
  }
}
