package io.regulars.examples.channels;

import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.ImmutableOutboundMessage;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.testkit.Samples;
import java.util.Locale;

/** Messages to send. */
final class Messages {

  private Messages() {}

  /** The message number {@code n} to Wang Fang. */
  static ImmutableOutboundMessage message(long n, ChannelKind kind, String address) {
    return ImmutableOutboundMessage.copyOf(
        OutboundMessage.builder()
            .purpose(Purpose.CARE)
            .id(Samples.messageId(n))
            .merchant(Samples.SHOP)
            .customer(Samples.customer(1))
            .channel(kind)
            .address(address)
            .language(Locale.SIMPLIFIED_CHINESE)
            .text("【回头客】王芳,您已升级为 gold 会员 😀\n感谢您一直以来的光临。")
            .template("tier.raised")
            .addFigures("回头客", "王芳", "silver", "gold")
            .build());
  }
}
