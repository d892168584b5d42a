package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** Something is attached to a case; the host keeps the thing itself. */
@Value.Immutable
@RegularsStyle
public interface AttachToCase {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** What sort of thing: {@code photo}, {@code recording}, {@code receipt}, ... */
  @HostKey
  @Size(max = 32)
  String sort();

  /** Where the host finds it. */
  @HostKey
  @Size(max = 500)
  String reference();

  /** A builder with nothing set. */
  static ImmutableAttachToCase.Builder builder() {
    return ImmutableAttachToCase.builder();
  }
}
