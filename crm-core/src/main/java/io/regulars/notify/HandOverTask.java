package io.regulars.notify;

import io.regulars.spi.RegularsStyle;
import io.regulars.spi.channel.Recipient;
import org.immutables.value.Value;

/** A person gives a task to somebody else. */
@Value.Immutable
@RegularsStyle
public interface HandOverTask extends MessageCommand {

  /** Who is to do it now: a person or a role. */
  Recipient to();

  /** A builder with nothing set. */
  static ImmutableHandOverTask.Builder builder() {
    return ImmutableHandOverTask.builder();
  }
}
