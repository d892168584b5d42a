package io.regulars.examples.channels;

import io.regulars.spi.Shapes;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail through a mail server. The address is the customer's external id of the system {@code
 * email}. Thread-safe; every attempt has a connection of its own and ends in the caller's thread.
 *
 * <pre>{@code
 * Channel email =
 *     SmtpChannel.builder("smtp.example.com", 587)
 *         .from("care@example.com", "回头客")
 *         .signIn("care@example.com", password)
 *         .build();
 * }</pre>
 *
 * <p><b>Once.</b> SMTP knows no message again. A sending goes out once as long as this object lives
 * and has not sent 10,000 others since; after a restart, or when the answer to a mail was lost, it
 * may go out twice, and the reader's side tells the copies by their Message-ID, which is made of
 * the {@link OutboundMessage#sendingKey()} alone. What a person sends again, after it bounced, is
 * another mail with another Message-ID, so that a report of either names one of them.
 *
 * <p><b>Time.</b> The connection and each of the server's answers (about eight) have a limit, and
 * so has the whole attempt, whatever the server does; the look-up of its name has the machine's.
 *
 * <p><b>Refusals.</b> A recipient or a mail refused with 5xx is refused for good, except 552 for a
 * recipient: a full mailbox. 4xx, a refused sign-in or sender, and a server that cannot be reached
 * are {@link SendOutcome.RetryLater}.
 */
public final class SmtpChannel implements Channel {

  private static final int REMEMBERED = 10_000;
  private static final int SUBJECT_LENGTH = 100;
  private static final int ADDRESS_LENGTH = 254;
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  private final String host;
  private final int port;
  private final Properties properties;
  private final Duration attemptWithin;
  private final InternetAddress from;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Function<OutboundMessage, String> subject;
  private final Clock clock;
  private final RecentMessages recent = new RecentMessages(REMEMBERED);

  private SmtpChannel(Builder builder, InternetAddress from) {
    this.host = builder.host;
    this.port = builder.port;
    this.from = from;
    this.user = builder.user;
    this.password = builder.password;
    this.subject = builder.subject;
    this.clock = builder.clock;
    this.properties = builder.properties(from);
    this.attemptWithin = builder.attemptWithin;
  }

  /** A builder; {@link Builder#from} is required. */
  public static Builder builder(String host, int port) {
    return new Builder(host, port);
  }

  /** Always {@link ChannelKind#EMAIL}. */
  @Override
  public ChannelKind kind() {
    return ChannelKind.EMAIL;
  }

  /**
   * Sends one mail.
   *
   * @return {@code Delivered} with the Message-ID as reference when the server took it
   * @throws IllegalArgumentException for a message of another kind
   */
  @Override
  public SendOutcome send(OutboundMessage message) {
    if (!message.channel().equals(kind())) {
      throw new IllegalArgumentException(
          "message " + message.id() + " is for " + message.channel() + ", this is " + kind());
    }
    Optional<InternetAddress> to = address(message.address());
    return to.isEmpty()
        ? SendOutcome.refusedForGood("the address is no e-mail address")
        : recent.once(message.sendingKey(), () -> attempt(message, to.get()));
  }

  private SendOutcome attempt(OutboundMessage message, InternetAddress to) {
    try (BoundedSockets sockets = BoundedSockets.within(attemptWithin)) {
      Session session = session(sockets);
      Mail mail = mail(session, message, to);
      Transport transport = session.getTransport();
      try {
        transport.connect(host, port, user, password);
        transport.sendMessage(mail, new InternetAddress[] {to});
      } finally {
        leave(transport);
      }
      return new SendOutcome.Delivered(Optional.of(mail.id));
    } catch (MessagingException e) {
      return SmtpFailures.outcome(e);
    }
  }

  /** A session whose connections end with the attempt. */
  private Session session(BoundedSockets sockets) {
    Properties own = new Properties();
    own.putAll(properties);
    String prefix = "mail." + properties.getProperty("mail.transport.protocol") + ".";
    own.put(prefix + "socketFactory", sockets);
    own.setProperty(prefix + "socketFactory.fallback", "false");
    return Session.getInstance(own);
  }

  /** Takes leave; what goes wrong with that says nothing about the mail. */
  private static void leave(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // The server has gone first.
    }
  }

  private Mail mail(Session session, OutboundMessage message, InternetAddress to)
      throws MessagingException {
    Mail mail = new Mail(session, "<" + message.sendingKey() + "@" + domain(from) + ">");
    mail.setFrom(from);
    mail.setRecipient(Message.RecipientType.TO, to);
    mail.setSentDate(Date.from(clock.instant()));
    mail.setSubject(oneLine(subject.apply(message)), StandardCharsets.UTF_8.name());
    mail.setText(
        LINE_END.matcher(message.text()).replaceAll("\r\n"), StandardCharsets.UTF_8.name());
    mail.setHeader("Content-Transfer-Encoding", "base64");
    mail.setHeader("Auto-Submitted", "auto-generated");
    if (!message.language().getLanguage().isEmpty()) {
      mail.setContentLanguage(new String[] {message.language().toLanguageTag()});
    }
    mail.saveChanges();
    return mail;
  }

  /** One address and nothing around it, or nothing: what is no address must not become several. */
  private static Optional<InternetAddress> address(String text) {
    if (text.length() > ADDRESS_LENGTH || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      return Optional.empty();
    }
    try {
      InternetAddress address = new InternetAddress(text, true);
      return address.getAddress().equals(text) && text.contains("@") && !address.isGroup()
          ? Optional.of(address)
          : Optional.empty();
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  private static String domain(InternetAddress address) {
    return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
  }

  /** Without line ends, which would begin another header, and not too long. */
  private static String oneLine(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= SUBJECT_LENGTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SUBJECT_LENGTH));
  }

  @Override
  public String toString() {
    return "SmtpChannel[" + host + ":" + port + "]";
  }

  /** A mail that keeps the id it is given; Jakarta Mail would make one anew at each saving. */
  private static final class Mail extends MimeMessage {

    private final String id;

    Mail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** Collects what an {@link SmtpChannel} works with. Not thread-safe. */
  public static final class Builder {

    private final String host;
    private final int port;
    private MailSecurity security = MailSecurity.STARTTLS;
    private @Nullable String fromAddress;
    private String fromName = "";
    private @Nullable String user;
    private @Nullable String password;
    private Function<OutboundMessage, String> subject = Builder::firstLine;
    private Duration connectWithin = Duration.ofSeconds(5);
    private Duration answerWithin = Duration.ofSeconds(10);
    private Duration attemptWithin = Duration.ofMinutes(1);
    private Clock clock = Clock.systemUTC();

    private Builder(String host, int port) {
      this.host = Shapes.code("host", host, 253);
      Shapes.require(port > 0 && port <= 65_535, "port " + port + " is not from 1 to 65535");
      this.port = port;
    }

    /** The sender of every mail and the name shown for it, empty for none. Required. */
    public Builder from(String address, String name) {
      this.fromAddress = address;
      this.fromName = name;
      return this;
    }

    /** Signs in before sending; without it the server is asked to relay unsigned. */
    public Builder signIn(String user, String password) {
      this.user = user;
      this.password = password;
      return this;
    }

    /** How the way to the server is protected; {@link MailSecurity#STARTTLS} unless told. */
    public Builder security(MailSecurity security) {
      this.security = security;
      return this;
    }

    /**
     * Makes the subject of a mail, by template and language, say; line ends are taken out and 100
     * characters kept. The first line of the text unless told.
     */
    public Builder subject(Function<OutboundMessage, String> subject) {
      this.subject = subject;
      return this;
    }

    /** Time for the connection; 5 seconds unless told, at most 2 minutes. */
    public Builder connectWithin(Duration time) {
      this.connectWithin = Limits.checked("connectWithin", time);
      return this;
    }

    /** Time for each answer of the server; 10 seconds unless told, at most 2 minutes. */
    public Builder answerWithin(Duration time) {
      this.answerWithin = Limits.checked("answerWithin", time);
      return this;
    }

    /** Time for the whole attempt; a minute unless told, at most 2 minutes. */
    public Builder attemptWithin(Duration time) {
      this.attemptWithin = Limits.checked("attemptWithin", time);
      return this;
    }

    /** What dates the mails; the system's clock unless told. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * The channel, ready; nothing is connected yet.
     *
     * @throws IllegalStateException if the sender is missing
     * @throws io.regulars.spi.InvalidValueException if the sender is no e-mail address
     */
    public SmtpChannel build() {
      if (fromAddress == null) {
        throw new IllegalStateException("no sender; call from(address, name)");
      }
      return new SmtpChannel(this, sender(fromAddress));
    }

    private InternetAddress sender(String address) {
      InternetAddress sender = address(address).orElse(null);
      Shapes.require(sender != null, "from is no e-mail address");
      InternetAddress named = new InternetAddress();
      named.setAddress(address);
      try {
        named.setPersonal(fromName.isEmpty() ? null : oneLine(fromName), "UTF-8");
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("every JDK knows UTF-8", e);
      }
      return named;
    }

    private static String firstLine(OutboundMessage message) {
      return LINE_END.splitAsStream(message.text()).findFirst().orElse("");
    }

    private Properties properties(InternetAddress sender) {
      String protocol = security == MailSecurity.TLS ? "smtps" : "smtp";
      String prefix = "mail." + protocol + ".";
      Properties properties = new Properties();
      properties.setProperty("mail.transport.protocol", protocol);
      properties.setProperty(prefix + "auth", Boolean.toString(user != null));
      properties.setProperty(prefix + "localhost", domain(sender));
      properties.setProperty(prefix + "from", sender.getAddress());
      properties.setProperty(prefix + "connectiontimeout", millis(connectWithin));
      properties.setProperty(prefix + "timeout", millis(answerWithin));
      properties.setProperty(prefix + "writetimeout", millis(answerWithin));
      properties.setProperty(prefix + "quitwait", "false");
      properties.setProperty(prefix + "ssl.checkserveridentity", "true");
      boolean raised = security == MailSecurity.STARTTLS;
      properties.setProperty(prefix + "starttls.enable", Boolean.toString(raised));
      properties.setProperty(prefix + "starttls.required", Boolean.toString(raised));
      return properties;
    }

    private static String millis(Duration time) {
      return String.format(Locale.ROOT, "%d", time.toMillis());
    }
  }
}
