package io.regulars.spi.storage;

import io.regulars.spi.CustomerId;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StoreId;
import io.regulars.spi.feedback.FeedbackAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Simple conditions on stored answers; all given ones must hold, an empty one holds for all. */
@Value.Immutable
@RegularsStyle
public interface FeedbackCriteria {

  /** All answers. */
  FeedbackCriteria ALL = builder().build();

  /** Of this customer. */
  Optional<CustomerId> customer();

  /** To this survey. */
  Optional<String> survey();

  /** About one of these shops; empty: any. */
  Set<StoreId> stores();

  /** Answered at this instant or later. */
  Optional<Instant> from();

  /** Answered before this instant. */
  Optional<Instant> before();

  /** Whether {@code answer} meets all conditions: what every adapter must answer alike. */
  default boolean matches(FeedbackAnswer answer) {
    return (customer().isEmpty() || customer().equals(answer.customer()))
        && survey().map(answer.survey()::equals).orElse(true)
        && (stores().isEmpty() || stores().contains(answer.store()))
        && from().map(from -> !answer.answeredAt().isBefore(from)).orElse(true)
        && before().map(before -> answer.answeredAt().isBefore(before)).orElse(true);
  }

  /** A builder with no condition. */
  static ImmutableFeedbackCriteria.Builder builder() {
    return ImmutableFeedbackCriteria.builder();
  }
}
