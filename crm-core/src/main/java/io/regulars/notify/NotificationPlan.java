package io.regulars.notify;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.immutables.value.Value;

/**
 * By which channels, when and how often people are written to. Without it there are no quiet hours,
 * no caps and no expiry, and messages take the channels that their own plans name.
 */
@Value.Immutable
@RegularsStyle
public interface NotificationPlan extends Plan {

  /** What holds without a plan. */
  NotificationPlan NONE = builder().build();

  /** Channels by purpose, the preferred one first, for messages whose own plans name none. */
  Map<Purpose, List<ChannelKind>> channels();

  /**
   * When customers are left alone, in the customer's zone, else the home store's, else that of the
   * shop where the visit or case was that the message is about, else the merchant's. A message
   * waits for the end of the window; only urgent ones do not.
   */
  List<QuietHours> quietHours();

  /** How often one customer is written to; each cap holds. */
  List<FrequencyCap> caps();

  /** How long after its first instant a message for a purpose is of use; without one: for ever. */
  Map<Purpose, Duration> expiries();

  /** Refuses quiet hours without an end and messages that are never of use. */
  @Value.Check
  default void check() {
    if (!QuietHours.leaveRoom(quietHours())) {
      throw new InvalidProgramException(
          "quiet hours " + quietHours() + " leave no time of the day to send in; shorten one");
    }
    expiries()
        .forEach(
            (purpose, expiry) -> {
              if (Periods.checked("the expiry of " + purpose, expiry).isZero()) {
                throw new InvalidProgramException(
                    purpose + " messages expire after " + expiry + "; above zero");
              }
            });
  }

  /** A builder with nothing set. */
  static ImmutableNotificationPlan.Builder builder() {
    return ImmutableNotificationPlan.builder();
  }
}
