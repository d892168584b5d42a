package io.regulars.ledger;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** Something of a kind of the host's own is given to a customer. */
@Value.Immutable
@RegularsStyle
public interface CreditValue {

  /** Whose account. */
  CustomerId customer();

  /** A kind of the host's own, see {@link AccountKind#isHosts()}. */
  AccountKind account();

  /** How much; above zero. */
  @Positive
  @Max(LedgerRules.MAX_BALANCE)
  long amount();

  /** How long it lasts, from now; for ever unless told. */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /** What the lot is to be known by, unique on the account; 1 to 64 characters. */
  Optional<@HostKey @Size(max = 64) String> ref();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The host's key of this credit; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableCreditValue.Builder builder() {
    return ImmutableCreditValue.builder();
  }
}
