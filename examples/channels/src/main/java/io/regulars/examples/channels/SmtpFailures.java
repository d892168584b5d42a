package io.regulars.examples.channels;

import io.regulars.spi.channel.SendOutcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed dialogue with a mail server means. A refusal is for good only if it is about this
 * recipient or this mail; what is wrong with our sign-in or our sender is wrong with every message,
 * and somebody will mend it. Reasons hold stage and code and never what the server said, which
 * often repeats the address.
 */
final class SmtpFailures {

  /** "Exceeded storage allocation": in answer to a recipient, his mailbox is full for now. */
  private static final int MAILBOX_FULL = 552;

  private SmtpFailures() {}

  /** The outcome of an attempt that ended with {@code failure}. */
  static SendOutcome outcome(MessagingException failure) {
    List<Exception> chain = chain(failure);
    if (first(chain, AuthenticationFailedException.class).isPresent()) {
      return SendOutcome.retryLater("the mail server refused the sign-in");
    }
    Optional<SMTPAddressFailedException> recipient = first(chain, SMTPAddressFailedException.class);
    if (recipient.isPresent()) {
      int code = recipient.get().getReturnCode();
      return answer("recipient", code, code == MAILBOX_FULL);
    }
    Optional<SMTPSenderFailedException> sender = first(chain, SMTPSenderFailedException.class);
    if (sender.isPresent()) {
      return answer("sender", sender.get().getReturnCode(), true);
    }
    return first(chain, SMTPSendFailedException.class)
        .map(SmtpFailures::ofCommand)
        .orElseGet(() -> unreachable(chain));
  }

  private static SendOutcome ofCommand(SMTPSendFailedException failure) {
    String command = failure.getCommand();
    boolean ofSender = command != null && command.toUpperCase(Locale.ROOT).startsWith("MAIL");
    return answer(ofSender ? "sender" : "mail", failure.getReturnCode(), ofSender);
  }

  private static SendOutcome answer(String what, int code, boolean mayPass) {
    String reason = "the mail server refused the " + what + " (" + code + ")";
    boolean forGood = code >= 500 && code <= 599 && !mayPass;
    return forGood ? SendOutcome.refusedForGood(reason) : SendOutcome.retryLater(reason);
  }

  private static SendOutcome unreachable(List<Exception> chain) {
    String root = chain.get(chain.size() - 1).getClass().getSimpleName();
    return SendOutcome.retryLater("no dialogue with the mail server: " + root);
  }

  private static <T extends Exception> Optional<T> first(List<Exception> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static List<Exception> chain(MessagingException failure) {
    List<Exception> chain = new ArrayList<>();
    for (Exception each = failure; each != null && !chain.contains(each); each = next(each)) {
      chain.add(each);
    }
    return chain;
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
  }
}
