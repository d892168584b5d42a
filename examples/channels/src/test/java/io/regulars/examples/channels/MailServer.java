package io.regulars.examples.channels;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;

/** GreenMail on a port of its own, with a user who may sign in. */
final class MailServer implements AutoCloseable {

  static final String USER = "care@salon.example";
  static final String PASSWORD = "correct horse";

  private GreenMail mail;
  private final int port;

  MailServer() {
    mail = started(0);
    port = mail.getSmtp().getPort();
  }

  private static GreenMail started(int port) {
    GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.setUser(USER, PASSWORD);
    mail.start();
    return mail;
  }

  int port() {
    return port;
  }

  /** Stops it; what it had received is gone. */
  void down() {
    mail.stop();
  }

  /** Starts another one on the same port, with empty mailboxes. */
  void up() {
    mail = started(port);
  }

  /** All mails in all mailboxes. */
  List<MimeMessage> received() {
    return List.of(mail.getReceivedMessages());
  }

  /** The values of {@code Message-ID} of all mails, without brackets and domain. */
  List<String> ids() {
    return received().stream()
        .map(
            message -> {
              try {
                String id = message.getMessageID();
                return id.substring(1, id.indexOf('@'));
              } catch (MessagingException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  /** A channel to {@code port}, in the clear, that waits two seconds. */
  static SmtpChannel.Builder channelTo(int port) {
    return SmtpChannel.builder("127.0.0.1", port)
        .from("care@salon.example", "回头客 Spa")
        .security(MailSecurity.NONE)
        .connectWithin(Duration.ofSeconds(2))
        .answerWithin(Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    mail.stop();
  }
}
