package io.regulars.ledger;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.ledger.AccountKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** Something of a kind of the host's own is used by a customer. */
@Value.Immutable
@RegularsStyle
public interface DebitValue {

  /** Whose account. */
  CustomerId customer();

  /** A kind of the host's own, see {@link AccountKind#isHosts()}. */
  AccountKind account();

  /** How much; above zero. */
  @Positive
  long amount();

  /** Only of the lot known by this; empty: of all, those ending first before all others. */
  Optional<@HostKey @Size(max = 64) String> ref();

  /** For what, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The host's key of this debit; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableDebitValue.Builder builder() {
    return ImmutableDebitValue.builder();
  }
}
