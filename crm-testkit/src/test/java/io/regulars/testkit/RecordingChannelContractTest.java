package io.regulars.testkit;

import io.regulars.spi.MessageId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class RecordingChannelContractTest extends ChannelContract {

  private final RecordingChannel channel = RecordingChannel.of(ChannelKind.SMS);

  @Override
  protected Channel newChannel() {
    return channel;
  }

  @Override
  protected List<MessageId> shown() {
    return channel.shown().stream().map(OutboundMessage::id).toList();
  }

  @Override
  protected Optional<String> unknownAddress() {
    channel.refuse("+8613900139000");
    return Optional.of("+8613900139000");
  }

  @Override
  protected boolean takeProviderDown() {
    channel.answerNext(SendOutcome.retryLater("down"));
    return true;
  }

  @Override
  protected boolean loseNextAnswer() {
    channel.loseAnswers(1);
    return true;
  }

  @Override
  protected Optional<Instant> throttleNext() {
    Instant notBefore = Instant.parse("2026-03-01T10:00:00Z");
    channel.answerNext(new SendOutcome.RetryLater("too many", Optional.of(notBefore)));
    return Optional.of(notBefore);
  }
}
