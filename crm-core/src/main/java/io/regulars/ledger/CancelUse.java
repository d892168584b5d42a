package io.regulars.ledger;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** The use of something of a kind of the host's own is undone. Sent twice, it counts once. */
@Value.Immutable
@RegularsStyle
public interface CancelUse {

  /**
   * The host's key of the {@link DebitValue}, or the name of the reservation that was spent; 1 to
   * 120 characters.
   */
  @HostKey
  @Size(max = 120)
  String use();

  /** Whether a reservation was spent. */
  boolean reserved();

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The debit under this key is undone. */
  static CancelUse ofDebit(String key, String reason) {
    return ImmutableCancelUse.builder().use(key).reserved(false).reason(reason).build();
  }

  /** What was spent of the reservation of this name is undone. */
  static CancelUse ofReserved(String reservation, String reason) {
    return ImmutableCancelUse.builder().use(reservation).reserved(true).reason(reason).build();
  }
}
