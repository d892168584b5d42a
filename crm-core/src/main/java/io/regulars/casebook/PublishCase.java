package io.regulars.casebook;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A closed case is to be told to the public. The words here are written for it by somebody who has
 * seen to it that they name nobody; none of the case's own are used.
 */
@Value.Immutable
@RegularsStyle
public interface PublishCase {

  /** The case. */
  CaseId complaint();

  /** What happened. */
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> story();

  /** What was done about it. */
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> solution();

  /** What is learned from it. */
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> lesson();

  /** Without any words. */
  static PublishCase of(CaseId complaint) {
    return builder().complaint(complaint).build();
  }

  /** A builder with nothing set. */
  static ImmutablePublishCase.Builder builder() {
    return ImmutablePublishCase.builder();
  }
}
