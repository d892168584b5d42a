package io.regulars.feedback;

import io.regulars.engine.HostKey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Staff writes down what a customer said on the telephone, or what was in the box. Of a visit there
 * is one answer to a survey, whichever way it came; else the key makes it count once.
 */
@Value.Immutable
@RegularsStyle
public interface RecordFeedback {

  /** The host's key of it, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** Which survey. */
  @HostKey
  @Size(max = 32)
  String survey();

  /** How it came in. */
  FeedbackChannel channel();

  /** Who said it; empty if nobody knows, or if a visit tells. */
  Optional<CustomerId> customer();

  /** The visit spoken of; it tells the shop, who served and what. */
  Optional<VisitId> visit();

  /** The shop spoken of; empty only if a visit tells. */
  Optional<StoreId> store();

  /** Who served, if no visit tells. */
  Optional<StaffId> staff();

  /** What was sold, if no visit tells. */
  Optional<@HostKey @Size(max = 64) String> item();

  /** What is given per dimension; what was not answered is left out. */
  Map<String, Integer> ratings();

  /** How likely the customer is to recommend the merchant. */
  Optional<@Min(0) @Max(10) Integer> recommend();

  /** What the customer said. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = FeedbackAnswer.MAX_TEXT) String> text();

  /** A builder with nothing set. */
  static ImmutableRecordFeedback.Builder builder() {
    return ImmutableRecordFeedback.builder();
  }
}
