package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A step that takes nothing but words, or not even these. */
@Value.Immutable
@RegularsStyle
public interface ActOnCase {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** What was said or found. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** A builder with nothing set. */
  static ImmutableActOnCase.Builder builder() {
    return ImmutableActOnCase.builder();
  }
}
