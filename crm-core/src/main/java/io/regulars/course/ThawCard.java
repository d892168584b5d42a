package io.regulars.course;

import io.regulars.spi.RegularsStyle;
import org.immutables.value.Value;

/** A frozen course card may be used again; its end moves by the time it was frozen. */
@Value.Immutable
@RegularsStyle
public interface ThawCard extends CardCommand {

  /** A builder with nothing set. */
  static ImmutableThawCard.Builder builder() {
    return ImmutableThawCard.builder();
  }
}
