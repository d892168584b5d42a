package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.InvalidValueException;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.ImmutableOutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.testkit.SettableClock;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives in a mailbox, and what each answer of a mail server means. */
final class SmtpChannelTest {

  private static final String WANG = "wang.fang@customer.example";

  private final MailServer mail = new MailServer();
  private final SmtpGate gate = new SmtpGate(mail.port());

  @AfterEach
  void stop() {
    gate.close();
    mail.close();
  }

  @Test
  void textAndHeadersArriveAsTheyWere() throws Exception {
    SettableClock clock = SettableClock.at("2026-03-01T01:00:00Z");
    SmtpChannel channel =
        MailServer.channelTo(mail.port())
            .signIn(MailServer.USER, MailServer.PASSWORD)
            .subject(message -> "您的会员等级 😀 " + message.figures().get(3))
            .clock(clock)
            .build();

    SendOutcome outcome = channel.send(message(1));

    String id = "<" + message(1).sendingKey() + "@salon.example>";
    assertEquals(new SendOutcome.Delivered(Optional.of(id)), outcome);
    MimeMessage arrived = only();
    assertEquals(message(1).text().replace("\n", "\r\n"), arrived.getContent());
    assertEquals("您的会员等级 😀 gold", arrived.getSubject());
    assertEquals(id, arrived.getMessageID());
    assertArrayEquals(new String[] {"zh-CN"}, arrived.getContentLanguage());
    assertEquals("text/plain; charset=UTF-8", arrived.getContentType());
    assertEquals("auto-generated", arrived.getHeader("Auto-Submitted", null));
    assertEquals(Date.from(clock.instant()), arrived.getSentDate());
    InternetAddress from = (InternetAddress) arrived.getFrom()[0];
    assertEquals("care@salon.example", from.getAddress());
    assertEquals("回头客 Spa", from.getPersonal());
    assertEquals(
        List.of(new InternetAddress(WANG)),
        Arrays.asList(arrived.getRecipients(Message.RecipientType.TO)));
  }

  @Test
  void subjectIsTheFirstLineUnlessToldAndNeverMoreThanALine() throws Exception {
    channel().send(message(1));
    assertEquals("【回头客】王芳,您已升级为 gold 会员 😀", only().getSubject());

    gateChannel()
        .subject(message -> "Gold\r\nBcc: everybody@salon.example\u2028" + "x".repeat(200))
        .build()
        .send(message(2));
    MimeMessage second = mail.received().get(1);
    assertTrue(second.getSubject().startsWith("Gold Bcc: everybody@salon.example xxx"));
    assertEquals(100, second.getSubject().length());
    assertEquals(1, second.getAllRecipients().length);
  }

  @Test
  void anEmptyTextAndNoLanguageAreMailsToo() throws Exception {
    ImmutableOutboundMessage empty = message(1).withText("").withLanguage(Locale.ROOT);
    assertInstanceOf(SendOutcome.Delivered.class, channel().send(empty));
    assertEquals("", ((String) only().getContent()).strip());
  }

  @Test
  void aWrongPasswordIsTriedLaterAndTheRightOneSends() {
    assertEquals(
        SendOutcome.retryLater("the mail server refused the sign-in"),
        gateChannel().signIn(MailServer.USER, "wrong").build().send(message(1)));
    assertEquals(List.of(), mail.ids());

    assertInstanceOf(
        SendOutcome.Delivered.class,
        gateChannel().signIn(MailServer.USER, MailServer.PASSWORD).build().send(message(1)));
    assertEquals(1, mail.ids().size());
  }

  @Test
  void noPasswordLeavesWithoutTheEncryptionThatWasAskedFor() {
    for (MailSecurity security : List.of(MailSecurity.STARTTLS, MailSecurity.TLS)) {
      SendOutcome outcome =
          gateChannel()
              .signIn(MailServer.USER, MailServer.PASSWORD)
              .security(security)
              .build()
              .send(message(1));
      assertInstanceOf(SendOutcome.RetryLater.class, outcome, security.name());
    }
    assertTrue(
        gate.commands().stream().noneMatch(command -> command.startsWith("AUTH")),
        () -> "commands: " + gate.commands());
    assertEquals(List.of(), mail.ids());
  }

  @Test
  void aServerThatIsDownIsTriedLater() {
    SmtpChannel channel = channel();
    gate.down();
    assertInstanceOf(SendOutcome.RetryLater.class, channel.send(message(1)));
    gate.up();
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));
    assertEquals(1, mail.ids().size());
  }

  @ParameterizedTest
  @CsvSource({
    "greeting,  554 no service here,                          later",
    "greeting,  421 too busy,                                 later",
    "EHLO,      drop,                                         later",
    "EHLO,      hang,                                         later",
    "MAIL FROM, 550 not your sender,                          later",
    "MAIL FROM, 530 sign in first,                            later",
    "MAIL FROM, 451 later,                                    later",
    "RCPT TO,   450 greylisted,                               later",
    "RCPT TO,   452 too many recipients,                      later",
    "RCPT TO,   552 <wang.fang@customer.example> is over quota, later",
    "RCPT TO,   550 <wang.fang@customer.example> is unknown,  never",
    "RCPT TO,   551 <wang.fang@customer.example> has moved,   never",
    "RCPT TO,   554 <wang.fang@customer.example> is barred,   never",
    "RCPT TO,   drop,                                         later",
    "DATA,      451 later,                                    later",
    "DATA,      554 no valid recipients,                      never",
    "DATA,      hang,                                         later",
    ".,         452 disk full,                                later",
    ".,         554 spam to wang.fang@customer.example,       never",
    ".,         drop,                                         later",
    ".,         hang,                                         later",
  })
  void anAnswerMeansLaterOrNever(String command, String reply, String expected) {
    gate.answer(command, reply);

    SendOutcome outcome = channel().send(message(1));

    assertEquals(
        expected.equals("later") ? SendOutcome.RetryLater.class : SendOutcome.RefusedForGood.class,
        outcome.getClass(),
        outcome::toString);
    assertFalse(outcome.toString().contains("wang"), outcome::toString);
    assertFalse(outcome.toString().contains("gold"), outcome::toString);
    assertEquals(List.of(), mail.ids());
    if (reply.matches("\\d{3} .*") && !command.equals("greeting")) {
      assertTrue(outcome.toString().contains(reply.substring(0, 3)), outcome::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "hang", "500 what"})
  void whatBecomesOfTheFarewellIsNoMatter(String farewell) {
    gate.answer("QUIT", farewell);
    assertInstanceOf(SendOutcome.Delivered.class, channel().send(message(1)));
    assertEquals(1, mail.ids().size());
  }

  @Test
  void afterARefusalTheSameMessageCanBeSentAgain() {
    SmtpChannel channel = channel();
    gate.answer("RCPT TO", "450 greylisted");
    assertInstanceOf(SendOutcome.RetryLater.class, channel.send(message(1)));
    gate.passOn();
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));
    assertEquals(1, mail.ids().size());
  }

  @Test
  void aLostAnswerMakesACopyThatIsKnownByItsMessageId() {
    SmtpChannel channel = channel();
    gate.answer(SmtpGate.END_OF_MAIL, SmtpGate.LOSE);
    assertInstanceOf(SendOutcome.RetryLater.class, channel.send(message(1)));
    gate.passOn();
    assertInstanceOf(SendOutcome.Delivered.class, channel.send(message(1)));

    String id = message(1).sendingKey();
    assertEquals(List.of(id, id), mail.ids());
  }

  @Test
  void aRestartedChannelMakesACopyThatIsKnownByItsMessageId() {
    channel().send(message(1));
    channel().send(message(1));
    String id = message(1).sendingKey();
    assertEquals(List.of(id, id), mail.ids());
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpWithinTheTime() {
    gate.answer("MAIL FROM", SmtpGate.HANG);
    SmtpChannel impatient = gateChannel().answerWithin(Duration.ofMillis(200)).build();
    long began = System.nanoTime();
    assertInstanceOf(SendOutcome.RetryLater.class, impatient.send(message(1)));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, () -> "took " + took);
  }

  @Test
  void aServerThatAnswersWithoutAnEndIsGivenUpWithinTheTimeOfTheAttempt() {
    gate.answer("MAIL FROM", SmtpGate.DRIP);
    SmtpChannel bounded = gateChannel().attemptWithin(Duration.ofSeconds(1)).build();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertInstanceOf(SendOutcome.RetryLater.class, bounded.send(message(1))));
    gate.passOn();
    assertInstanceOf(SendOutcome.Delivered.class, bounded.send(message(1)));
    assertThrows(
        InvalidValueException.class, () -> gateChannel().attemptWithin(Duration.ofMinutes(3)));
  }

  @Test
  void aChannelWithoutASenderOrWithABadOneIsRefused() {
    assertThrows(IllegalStateException.class, () -> SmtpChannel.builder("localhost", 25).build());
    assertThrows(
        InvalidValueException.class,
        () -> SmtpChannel.builder("localhost", 25).from("care", "Care").build());
    assertThrows(InvalidValueException.class, () -> SmtpChannel.builder("localhost", 0));
    assertThrows(
        InvalidValueException.class, () -> gateChannel().answerWithin(Duration.ofMinutes(3)));
    assertThrows(InvalidValueException.class, () -> gateChannel().connectWithin(Duration.ZERO));
  }

  @Test
  void itsNameTellsNoPassword() {
    assertEquals(
        "SmtpChannel[127.0.0.1:" + gate.port() + "]",
        gateChannel().signIn(MailServer.USER, MailServer.PASSWORD).build().toString());
  }

  private MimeMessage only() {
    assertEquals(1, mail.received().size());
    return mail.received().get(0);
  }

  private SmtpChannel channel() {
    return gateChannel().build();
  }

  private SmtpChannel.Builder gateChannel() {
    return MailServer.channelTo(gate.port());
  }

  private static ImmutableOutboundMessage message(long n) {
    return Messages.message(n, ChannelKind.EMAIL, WANG);
  }
}
