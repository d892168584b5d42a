package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** The customer was asked whether all is well now. */
@Value.Immutable
@RegularsStyle
public interface FollowUpCase {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** What came of it. */
  Outcome outcome();

  /** What the customer gives, of 5. */
  Optional<@Min(1) @Max(5) Integer> rating();

  /** What may come of a follow-up. */
  enum Outcome {
    /** All is well. */
    CONTENT,
    /** It is not; reopen the case if there is more to do. */
    NOT_CONTENT,
    /** Nobody answered. */
    NOT_REACHED
  }

  /** The customer's words. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** A builder with nothing set. */
  static ImmutableFollowUpCase.Builder builder() {
    return ImmutableFollowUpCase.builder();
  }
}
