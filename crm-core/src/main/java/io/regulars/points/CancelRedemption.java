package io.regulars.points;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/**
 * A redemption is undone: the points go back to the lots they came from, and a course card given
 * for them is taken back. Sent twice, it counts once.
 */
@Value.Immutable
@RegularsStyle
public interface CancelRedemption {

  /**
   * The host's key of the redemption, or the name of the reservation that was spent; 1 to 120
   * characters.
   */
  @HostKey
  @Size(max = 120)
  String redemption();

  /** Whether points of a reservation were spent, see {@code desk.ledger().spendReserved}. */
  @Value.Default
  default boolean reserved() {
    return false;
  }

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The redemption under this key is undone. */
  static CancelRedemption of(String redemption, String reason) {
    return ImmutableCancelRedemption.builder().redemption(redemption).reason(reason).build();
  }

  /** What was spent of the points reserved under this name is undone. */
  static CancelRedemption ofReserved(String reservation, String reason) {
    return ImmutableCancelRedemption.builder()
        .redemption(reservation)
        .reserved(true)
        .reason(reason)
        .build();
  }
}
