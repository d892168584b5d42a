package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecordingChannelTest {

  private final RecordingChannel channel = RecordingChannel.of(ChannelKind.WECHAT);

  @Test
  void answers_as_it_is_told_and_then_takes_everything() {
    channel.answerNext(SendOutcome.retryLater("busy"), SendOutcome.refusedForGood("blocked"));

    assertEquals(SendOutcome.retryLater("busy"), channel.send(message(1)));
    assertEquals(SendOutcome.refusedForGood("blocked"), channel.send(message(1)));
    assertEquals(List.of(), channel.shown());
    assertEquals(SendOutcome.delivered(), channel.send(message(1)));
    assertEquals(List.of(message(1)), channel.shown());
    assertEquals(3, channel.attempts().size());
  }

  @Test
  void a_message_whose_answer_was_lost_is_not_shown_again() {
    channel.loseAnswers(1);

    assertThrows(IllegalStateException.class, () -> channel.send(message(1)));
    assertEquals(SendOutcome.delivered(), channel.send(message(1)));
    assertEquals(List.of(message(1)), channel.shown());
    assertEquals(List.of(message(1), message(1)), channel.attempts());
  }

  @Test
  void what_was_read_stays_when_the_channel_forgets() {
    channel.send(message(2));
    channel.send(message(1));
    List<OutboundMessage> shown = channel.shown();
    channel.clear();

    assertEquals(List.of(message(2), message(1)), shown);
    assertEquals(List.of(), channel.shown());
    assertEquals(List.of(), channel.attempts());
  }

  @Test
  void a_message_of_another_kind_is_a_mistake() {
    RecordingChannel sms = RecordingChannel.of(ChannelKind.SMS);
    assertThrows(IllegalArgumentException.class, () -> sms.send(message(1)));
    assertEquals(List.of(), sms.attempts());
  }

  private static OutboundMessage message(int n) {
    return OutboundMessage.builder()
        .id(Samples.messageId(n))
        .merchant(Samples.SHOP)
        .customer(Samples.customer(1))
        .channel(ChannelKind.WECHAT)
        .purpose(io.regulars.spi.channel.Purpose.CARE)
        .address("openid")
        .language(Locale.ENGLISH)
        .text("hello")
        .template("care.thanks")
        .build();
  }
}
