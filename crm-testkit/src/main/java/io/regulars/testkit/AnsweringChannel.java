package io.regulars.testkit;

import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import java.util.function.Function;

/**
 * A channel that answers as it is told.
 *
 * @param kind the one kind it carries
 * @param answer what becomes of a message, and what else happens while it is sent
 */
record AnsweringChannel(ChannelKind kind, Function<OutboundMessage, SendOutcome> answer)
    implements Channel {

  @Override
  public SendOutcome send(OutboundMessage message) {
    return answer.apply(message);
  }
}
