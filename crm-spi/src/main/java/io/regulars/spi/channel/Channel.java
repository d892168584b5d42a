package io.regulars.spi.channel;

/**
 * Carries messages of one kind to people. Implementations are thread-safe. A message may be handed
 * over again with the same {@link OutboundMessage#sendingKey()} after a crash or a lost answer; the
 * channel shows it once. What a person sends again after all has another one, and is shown again.
 */
public interface Channel {

  /** The one kind it carries. */
  ChannelKind kind();

  /**
   * Tries to send, within a time of its own of at most two minutes: a pass begins no attempt when
   * less is left of what it has claimed, so that no other node sends the same meanwhile.
   *
   * @return what became of it; an exception thrown instead counts as {@link SendOutcome.RetryLater}
   */
  SendOutcome send(OutboundMessage message);
}
