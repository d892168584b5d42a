package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A compensation is approved, or turned down. */
@Value.Immutable
@RegularsStyle
public interface DecideCompensation {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** Which of the case's compensations, counted from 1. */
  @Positive
  int number();

  /** Why. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** A builder with nothing set. */
  static ImmutableDecideCompensation.Builder builder() {
    return ImmutableDecideCompensation.builder();
  }
}
