package io.regulars.notify;

import io.regulars.spi.RegularsStyle;
import org.immutables.value.Value;

/** A person does a task, sends a dead letter again, or gives a message up. */
@Value.Immutable
@RegularsStyle
public interface HandleMessage extends MessageCommand {

  /** A builder with nothing set. */
  static ImmutableHandleMessage.Builder builder() {
    return ImmutableHandleMessage.builder();
  }
}
