package io.regulars.examples.channels;

import io.regulars.spi.MessageId;
import io.regulars.spi.channel.Channel;
import io.regulars.testkit.ChannelContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/**
 * The e-mail channel keeps the contract. A lost answer (C24) is left out: a mail server does not
 * know a mail again, see {@link SmtpChannelTest}.
 */
final class SmtpChannelContractTest extends ChannelContract {

  private final MailServer mail = new MailServer();
  private final SmtpGate gate = new SmtpGate(mail.port());

  @AfterEach
  void stop() {
    gate.close();
    mail.close();
  }

  @Override
  protected Channel newChannel() {
    return MailServer.channelTo(gate.port()).build();
  }

  @Override
  protected List<MessageId> shown() {
    return mail.ids().stream().map(id -> MessageId.parse(id.split("\\.")[0])).toList();
  }

  @Override
  protected String knownAddress() {
    return "wang.fang@customer.example";
  }

  @Override
  protected Optional<String> unknownAddress() {
    gate.answer("RCPT TO:<nobody@", "550 5.1.1 <nobody@customer.example> is unknown");
    return Optional.of("nobody@customer.example");
  }

  @Override
  protected List<String> malformedAddresses() {
    return List.of(
        "",
        " ",
        "+8613800138000",
        "wang",
        "@customer.example",
        "wang@",
        "wang@customer.example, li@customer.example",
        "Wang <wang@customer.example>",
        "everybody:wang@customer.example,li@customer.example;",
        "wang@customer.example\r\nBcc: li@customer.example",
        "wang@customer.example\nRCPT TO:<li@customer.example>",
        "wang@customer.example>\r\nDATA",
        "王芳@customer.example",
        "w".repeat(300) + "@customer.example");
  }

  @Override
  protected boolean takeProviderDown() {
    gate.down();
    return true;
  }

  @Override
  protected boolean makeProviderHang() {
    gate.answer("EHLO", SmtpGate.HANG);
    return true;
  }

  @Override
  protected Duration ownTime() {
    return Duration.ofSeconds(20);
  }

  @Override
  protected void bringProviderUp() {
    gate.passOn();
    gate.down();
    gate.up();
  }
}
