package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** A case is a duplicate of another one. */
@Value.Immutable
@RegularsStyle
public interface MergeCases {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** The case that goes on. */
  CaseId into();

  /** A builder with nothing set. */
  static ImmutableMergeCases.Builder builder() {
    return ImmutableMergeCases.builder();
  }
}
