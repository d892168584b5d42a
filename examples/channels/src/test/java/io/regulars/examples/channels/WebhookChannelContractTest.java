package io.regulars.examples.channels;

import io.regulars.spi.MessageId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.testkit.ChannelContract;
import io.regulars.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The webhook keeps the contract, with a receiver that knows a message again. */
final class WebhookChannelContractTest extends ChannelContract {

  private static final WebhookKey KEY = WebhookKey.of("2026-11", new byte[32]);

  private final SettableClock clock = SettableClock.at("2026-03-01T01:00:00Z");
  private final Receiver receiver = new Receiver(KEY, clock);

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Override
  protected Channel newChannel() {
    return WebhookChannel.builder(ChannelKind.SMS, receiver.uri())
        .key(KEY)
        .answerWithin(Duration.ofSeconds(3))
        .clock(clock)
        .build();
  }

  @Override
  protected List<MessageId> shown() {
    return receiver.shown().stream().map(request -> MessageId.parse(request.message())).toList();
  }

  @Override
  protected Optional<String> unknownAddress() {
    return Optional.of("+8613900139000");
  }

  @Override
  protected boolean takeProviderDown() {
    receiver.down();
    return true;
  }

  @Override
  protected boolean makeProviderHang() {
    receiver.hangNext();
    return true;
  }

  @Override
  protected void bringProviderUp() {
    receiver.down();
    receiver.up();
  }

  @Override
  protected Duration ownTime() {
    return Duration.ofSeconds(15);
  }

  @Override
  protected boolean loseNextAnswer() {
    receiver.loseNextAnswer();
    return true;
  }

  @Override
  protected Optional<Instant> throttleNext() {
    receiver.answerNext(429, "Retry-After", "90");
    return Optional.of(clock.instant().plusSeconds(90));
  }
}
