package io.regulars.feedback;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** A customer answers by the link of an invitation; the token makes it count once. */
@Value.Immutable
@RegularsStyle
public interface AnswerSurvey {

  /** What the link ended with. */
  @NotBlank
  @Size(max = 200)
  @Value.Redacted
  String token();

  /** What is given per dimension; what was not answered is left out. */
  Map<String, Integer> ratings();

  /** How likely the customer is to recommend the merchant. */
  Optional<@Min(0) @Max(10) Integer> recommend();

  /** What the customer says. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = FeedbackAnswer.MAX_TEXT) String> text();

  /** How; {@code LINK} unless told. */
  @Value.Default
  default FeedbackChannel channel() {
    return FeedbackChannel.LINK;
  }

  /** A builder with nothing set. */
  static ImmutableAnswerSurvey.Builder builder() {
    return ImmutableAnswerSurvey.builder();
  }
}
