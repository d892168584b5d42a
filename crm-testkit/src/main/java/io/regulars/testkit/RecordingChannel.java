package io.regulars.testkit;

import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * A channel that reaches nobody and remembers everything, for a host's own tests. It takes what it
 * is given, unless it is told to answer otherwise; a sending that it has shown is shown no second
 * time. Thread-safe.
 */
public final class RecordingChannel implements Channel {

  private final ChannelKind kind;
  private final Map<String, OutboundMessage> shown = new LinkedHashMap<>();
  private final List<OutboundMessage> attempts = new ArrayList<>();
  private final Queue<SendOutcome> script = new ArrayDeque<>();
  private final Set<String> refused = new HashSet<>();
  private int answersToLose;

  private RecordingChannel(ChannelKind kind) {
    this.kind = kind;
  }

  /** A channel of this kind that has shown nothing. */
  public static RecordingChannel of(ChannelKind kind) {
    return new RecordingChannel(kind);
  }

  @Override
  public ChannelKind kind() {
    return kind;
  }

  /**
   * Answers by the script if there is one, else shows the message and answers {@link
   * SendOutcome.Delivered}. Of a scripted answer, only {@code Delivered} shows the message.
   *
   * @throws IllegalStateException for an answer that was told to be lost; the message was shown
   * @throws IllegalArgumentException for a message of another kind
   */
  @Override
  public synchronized SendOutcome send(OutboundMessage message) {
    if (!message.channel().equals(kind)) {
      throw new IllegalArgumentException(
          "message " + message.id() + " is for " + message.channel() + ", this is " + kind);
    }
    attempts.add(message);
    SendOutcome scripted = script.poll();
    SendOutcome outcome = scripted == null ? unscripted(message) : scripted;
    if (outcome instanceof SendOutcome.Delivered) {
      shown.putIfAbsent(message.sendingKey(), message);
      if (answersToLose > 0) {
        answersToLose--;
        throw new IllegalStateException("the answer to message " + message.id() + " is lost");
      }
    }
    return outcome;
  }

  private SendOutcome unscripted(OutboundMessage message) {
    return refused.contains(message.address())
        ? SendOutcome.refusedForGood("unknown address")
        : SendOutcome.delivered();
  }

  /** Refuses every message to {@code address} for good, unless the script answers. */
  public synchronized void refuse(String address) {
    refused.add(address);
  }

  /** Answers the next attempts with {@code outcomes}, one each, behind what is scripted already. */
  public synchronized void answerNext(SendOutcome... outcomes) {
    script.addAll(List.of(outcomes));
  }

  /**
   * Shows the next {@code count} messages that are taken and throws instead of answering: the case
   * for which a sending has a key.
   */
  public synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  /** What people have seen, in the order in which they first saw it; each sending once. */
  public synchronized List<OutboundMessage> shown() {
    return List.copyOf(shown.values());
  }

  /** Every call of {@link #send}, in order, whatever became of it. */
  public synchronized List<OutboundMessage> attempts() {
    return List.copyOf(attempts);
  }

  /** Forgets messages, script and refused addresses. */
  public synchronized void clear() {
    shown.clear();
    attempts.clear();
    script.clear();
    refused.clear();
    answersToLose = 0;
  }

  @Override
  public synchronized String toString() {
    return "RecordingChannel[" + kind + ", " + shown.size() + " shown]";
  }
}
