package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.Severity;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** A case turns out graver than it seemed, or less so. */
@Value.Immutable
@RegularsStyle
public interface ChangeSeverity {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** How grave it is. */
  Severity severity();

  /** Why. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** A builder with nothing set. */
  static ImmutableChangeSeverity.Builder builder() {
    return ImmutableChangeSeverity.builder();
  }
}
