package io.regulars.points;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A customer takes something from the list of {@link PointsPlan#rewards()}. */
@Value.Immutable
@RegularsStyle
public interface RedeemReward {

  /** Whose points. */
  CustomerId customer();

  /** The reward's code; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String reward();

  /** The number of the course card, if the reward is one; 1 to 64 characters. */
  Optional<@HostKey @Size(max = 64) String> card();

  /** The host's key of this redemption; sent again, it counts once. 1 to 120 characters. */
  @HostKey
  @Size(max = 120)
  String key();

  /** A builder with nothing set. */
  static ImmutableRedeemReward.Builder builder() {
    return ImmutableRedeemReward.builder();
  }
}
