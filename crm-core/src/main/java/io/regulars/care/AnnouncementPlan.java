package io.regulars.care;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.ChannelKind;
import java.time.Duration;
import java.util.List;
import org.immutables.value.Value;

/** What customers are told unasked, and by which channels. */
@Value.Immutable
@RegularsStyle
public interface AnnouncementPlan extends Plan {

  /**
   * Channels, the preferred one first; the first that the customer agreed to and can be reached on
   * is used.
   */
  List<ChannelKind> channels();

  /** Whether a new tier, up or down, is told; true unless told. */
  @Value.Default
  default boolean tierChanges() {
    return true;
  }

  /** Whether a customer who fell dormant is told that he is missed; true unless told. */
  @Value.Default
  default boolean dormancy() {
    return true;
  }

  /**
   * News older than this is not sent any more, as when a history is imported; 7 days unless told,
   * at most 100 years.
   */
  @Value.Default
  default Duration freshFor() {
    return Duration.ofDays(7);
  }

  /** Somewhere to send to, and some time to do it. */
  @Value.Check
  default void check() {
    if (channels().isEmpty()) {
      throw new InvalidProgramException(
          "announcements name no channel; leave the plan out to announce nothing");
    }
    if (Periods.checked("a freshness", freshFor()).isZero()) {
      throw new InvalidProgramException(
          "announcements are fresh for " + freshFor() + "; above zero");
    }
  }

  /** A builder with nothing set; channels are required. */
  static ImmutableAnnouncementPlan.Builder builder() {
    return ImmutableAnnouncementPlan.builder();
  }
}
