package io.regulars.ledger;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.immutables.value.Value;

/**
 * Points, or something of a kind of the host's own, are set aside while a till or a booking makes
 * up its mind. It ends in exactly one way: spent, released, or lapsed.
 */
@Value.Immutable
@RegularsStyle
public interface ReserveValue {

  /** Whose account. */
  CustomerId customer();

  /** {@link AccountKind#POINTS}, or a kind of the host's own. */
  AccountKind account();

  /** How much; above zero. */
  @Positive
  long amount();

  /** When it lapses, if it was neither spent nor released; later than now, at most ten years. */
  Instant until();

  /** The host's name of the reservation, by which it is spent or released. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String reservation();

  /** A builder with nothing set. */
  static ImmutableReserveValue.Builder builder() {
    return ImmutableReserveValue.builder();
  }
}
