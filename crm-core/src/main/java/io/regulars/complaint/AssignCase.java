package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.StaffId;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/** A case is given to somebody, or taken. */
@Value.Immutable
@RegularsStyle
public interface AssignCase {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** To whom. */
  StaffId to();

  /** A builder with nothing set. */
  static ImmutableAssignCase.Builder builder() {
    return ImmutableAssignCase.builder();
  }
}
