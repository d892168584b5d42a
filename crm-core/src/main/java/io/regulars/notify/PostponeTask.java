package io.regulars.notify;

import io.regulars.spi.RegularsStyle;
import java.time.Instant;
import org.immutables.value.Value;

/** A person puts a task off. */
@Value.Immutable
@RegularsStyle
public interface PostponeTask extends MessageCommand {

  /** Until when it is to be done now. */
  Instant until();

  /** A builder with nothing set. */
  static ImmutablePostponeTask.Builder builder() {
    return ImmutablePostponeTask.builder();
  }
}
