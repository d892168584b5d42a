package io.regulars.engine;

import io.regulars.spi.channel.Recipient;
import io.regulars.spi.outbox.OutboxMessage;

/**
 * Whose business a message is beyond whom it is for, as the part of the business that made it has
 * it. Thread-safe; reads storage, writes nothing.
 */
public interface TaskRule {

  /** Whether the desk's actor may see the message and, if it is a task, settle it. */
  boolean allows(DeskContext desk, OutboxMessage message);

  /**
   * Fails if a task must not be given to {@code to}.
   *
   * @throws io.regulars.spi.InvalidCommandException saying why
   */
  void requireMayHave(DeskContext desk, OutboxMessage task, Recipient to);
}
