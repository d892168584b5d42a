package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.spi.MessageId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.ImmutableOutboundMessage;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The channel contract as tests. The author of a channel extends this class, makes a channel to a
 * stand-in of his provider, and tells what arrived there:
 *
 * <pre>{@code
 * class MySmsContractTest extends ChannelContract {
 *   private final FakeGateway gateway = new FakeGateway();
 *
 *   @Override
 *   protected Channel newChannel() {
 *     return new MySms(gateway.url());
 *   }
 *
 *   @Override
 *   protected List<MessageId> shown() {
 *     return gateway.messages().stream().map(m -> MessageId.parse(m.id())).toList();
 *   }
 * }
 * }</pre>
 *
 * <p>What the author can provoke besides, he says by overriding {@link #unknownAddress()}, {@link
 * #malformedAddresses()}, {@link #takeProviderDown()}, {@link #makeProviderHang()}, {@link
 * #loseNextAnswer()} and {@link #throttleNext()}; the rules about these are skipped otherwise. No
 * test sleeps.
 */
public abstract class ChannelContract {

  private @Nullable Channel channel;

  /** For subclasses. */
  protected ChannelContract() {}

  /** Returns a channel whose provider is up and has shown nothing; asked once before each test. */
  protected abstract Channel newChannel();

  /** What people have seen through the channel of this test, in any order, repetitions included. */
  protected abstract List<MessageId> shown();

  /** An address the provider knows: a phone unless overridden. */
  protected String knownAddress() {
    return "+8613800138000";
  }

  /** Capability: an address the provider refuses for good; none unless overridden. */
  protected Optional<String> unknownAddress() {
    return Optional.empty();
  }

  /**
   * Capability: makes the provider unreachable; returns whether it did, false unless overridden.
   */
  protected boolean takeProviderDown() {
    return false;
  }

  /**
   * Makes the provider reachable again after {@link #takeProviderDown()}, and answer after {@link
   * #makeProviderHang()}.
   */
  protected void bringProviderUp() {}

  /**
   * Capability: makes the provider take the next attempt and never answer; returns whether it did,
   * false unless overridden.
   */
  protected boolean makeProviderHang() {
    return false;
  }

  /** What the channel is given for one attempt, with some room: 30 seconds unless overridden. */
  protected Duration ownTime() {
    return Duration.ofSeconds(30);
  }

  /**
   * Capability: makes the provider show the next message and its answer get lost on the way;
   * returns whether it did, false unless overridden. For providers that know a message again.
   */
  protected boolean loseNextAnswer() {
    return false;
  }

  /**
   * Capability: makes the provider answer the next attempt with "not before"; returns the instant
   * it says, in whole seconds, none unless overridden.
   */
  protected Optional<Instant> throttleNext() {
    return Optional.empty();
  }

  /**
   * Capability: texts that are no address of this kind, above all those that would be read as
   * several, or as an address and more; none unless overridden.
   */
  protected List<String> malformedAddresses() {
    return List.of();
  }

  /** Gives up a channel after a test; closes it if it can be closed. */
  protected void discard(Channel used) throws Exception {
    if (used instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @BeforeEach
  final void openChannel() {
    channel = newChannel();
  }

  @AfterEach
  final void discardChannel() throws Exception {
    Channel used = channel;
    channel = null;
    if (used != null) {
      discard(used);
    }
  }

  @Test
  final void required_C01_a_channel_carries_one_kind_of_message() {
    ChannelKind kind = channel().kind();
    channel().send(message(1, "hello"));
    assertEquals(kind, channel().kind());
    assertTrue(kind.code().length() <= 32);
  }

  @Test
  final void required_C02_a_message_is_shown_once() {
    assertDelivered(message(1, "hello"));
    assertShown(1);
  }

  @Test
  final void required_C03_a_message_sent_again_is_not_shown_again() {
    for (int i = 0; i < 3; i++) {
      assertDelivered(message(1, "hello"));
    }
    assertShown(1);
    assertDelivered(message(2, "hello"));
    assertDelivered(message(1, "hello"));
    assertShown(1, 2);
  }

  @Test
  final void required_C04_messages_of_two_ids_are_both_shown_though_they_say_the_same() {
    assertDelivered(message(1, "hello"));
    assertDelivered(message(2, "hello"));
    assertShown(1, 2);
  }

  @Test
  final void required_C05_an_id_is_known_by_all_of_its_digits() {
    assertDelivered(message(1, "hello"));
    assertDelivered(message(0x1_0000_0001L, "hello"));
    assertDelivered(message(0x1_0000_0000L, "hello"));
    assertShown(1, 0x1_0000_0000L, 0x1_0000_0001L);
  }

  @Test
  final void required_C06_any_text_is_carried() {
    List<String> texts = StorageTextRules.TEXTS;
    for (int i = 0; i < texts.size(); i++) {
      assertDelivered(message(i, texts.get(i)));
    }
    assertShown(LongStream.range(0, texts.size()).toArray());
  }

  @Test
  final void required_C07_a_text_of_10000_characters_is_carried() {
    assertDelivered(message(1, "\u56DE\u5934\u5BA2\uD83D\uDE00".repeat(2_000)));
    assertShown(1);
  }

  @Test
  final void required_C08_a_template_with_any_figures_is_carried() {
    List<OutboundMessage> messages =
        List.of(
            ImmutableOutboundMessage.copyOf(message(1, "a")).withFigures(),
            ImmutableOutboundMessage.copyOf(message(2, "b")).withFigures("", "", "\u0031\u20AC"),
            ImmutableOutboundMessage.copyOf(message(3, "c")).withFigures(StorageTextRules.TEXTS));
    messages.forEach(this::assertDelivered);
    assertShown(1, 2, 3);
  }

  @Test
  final void required_C09_messages_in_any_language_are_carried() {
    List<String> tags = List.of("zh-CN", "zh-Hant-TW", "ar", "tr-TR", "und", "en");
    for (int i = 0; i < tags.size(); i++) {
      assertDelivered(
          ImmutableOutboundMessage.copyOf(message(i, "hello"))
              .withLanguage(Locale.forLanguageTag(tags.get(i))));
    }
    assertShown(LongStream.range(0, tags.size()).toArray());
  }

  @Test
  final void required_C11_eight_threads_may_send_at_once() {
    int each = 25;
    race(
        thread ->
            () -> {
              for (int i = 0; i < each; i++) {
                assertDelivered(message((long) thread * each + i, "hello"));
              }
              return thread;
            });
    assertShown(LongStream.range(0, (long) Attempts.THREADS * each).toArray());
  }

  @Test
  final void required_C12_a_message_sent_by_eight_threads_is_shown_once() {
    for (int round = 1; round <= 10; round++) {
      OutboundMessage message = message(round, "hello");
      List<SendOutcome> outcomes = race(thread -> () -> channel().send(message));
      assertTrue(
          outcomes.stream().anyMatch(outcome -> outcome instanceof SendOutcome.Delivered),
          () -> "somebody delivered it: " + outcomes);
      assertTrue(
          outcomes.stream().noneMatch(outcome -> outcome instanceof SendOutcome.RefusedForGood),
          () -> "nobody gave it up: " + outcomes);
    }
    assertShown(LongStream.rangeClosed(1, 10).toArray());
  }

  @Test
  final void required_C13_a_message_of_another_kind_is_not_shown() {
    ChannelKind other =
        channel().kind().equals(ChannelKind.SMS) ? ChannelKind.EMAIL : ChannelKind.SMS;
    OutboundMessage stray = ImmutableOutboundMessage.copyOf(message(1, "hello")).withChannel(other);
    assertFalse(attempt(stray) instanceof SendOutcome.Delivered, "it is not for this channel");
    assertShown();
    assertDelivered(message(2, "hello"));
    assertShown(2);
  }

  @Test
  final void required_C14_an_interruption_is_kept_and_gives_nothing_up() {
    OutboundMessage message = message(1, "hello");
    Thread.currentThread().interrupt();
    SendOutcome outcome;
    boolean kept;
    try {
      outcome = attempt(message);
    } finally {
      kept = Thread.interrupted();
    }
    assertTrue(kept, "who interrupted the thread finds it interrupted");
    assertFalse(outcome instanceof SendOutcome.RefusedForGood, () -> "outcome: " + outcome);
    assertDelivered(message);
    assertShown(1);
  }

  @Test
  final void required_C15_neither_channel_nor_outcome_tells_personal_data() {
    String text = "for your eyes only";
    String told = channel().send(message(1, text)) + " " + channel();
    assertFalse(told.contains(knownAddress()), "the address is told");
    assertFalse(told.contains(text), "the text is told");
  }

  @Test
  final void required_C16_what_a_person_sends_again_is_shown_again() {
    for (int sending = 1; sending <= 3; sending++) {
      OutboundMessage again =
          ImmutableOutboundMessage.copyOf(message(1, "hello")).withSending(sending);
      assertDelivered(again);
      assertDelivered(again);
    }
    assertShown(1, 1, 1);
  }

  @Test
  final void optional_C21_an_unknown_address_is_refused_for_good() {
    String unknown = unknownAddress().orElse("");
    Assumptions.assumeFalse(unknown.isEmpty(), "no unknown address given");
    SendOutcome outcome =
        channel().send(ImmutableOutboundMessage.copyOf(message(1, "hello")).withAddress(unknown));
    SendOutcome.RefusedForGood refused =
        assertInstanceOf(SendOutcome.RefusedForGood.class, outcome);
    assertTrue(!refused.reason().contains(unknown), "a reason repeats no personal data");
    assertShown();
    assertDelivered(message(2, "hello"));
    assertShown(2);
  }

  @Test
  final void optional_C22_a_provider_that_is_down_is_tried_later() {
    Assumptions.assumeTrue(takeProviderDown(), "the provider cannot be taken down");
    OutboundMessage message = message(1, "hello");
    SendOutcome.RetryLater later =
        assertInstanceOf(SendOutcome.RetryLater.class, channel().send(message));
    assertTrue(!later.reason().contains(knownAddress()), "a reason repeats no personal data");
    assertTrue(!later.reason().contains("hello"), "a reason does not repeat the text");
    bringProviderUp();
    assertDelivered(message);
    assertShown(1);
  }

  @Test
  final void optional_C23_a_provider_that_hangs_is_given_up_in_time() {
    Assumptions.assumeTrue(makeProviderHang(), "the provider cannot be made to hang");
    OutboundMessage message = message(1, "hello");
    SendOutcome outcome =
        assertTimeoutPreemptively(ownTime(), () -> attempt(message), "it has no time of its own");
    assertInstanceOf(SendOutcome.RetryLater.class, outcome);
    bringProviderUp();
    assertDelivered(message);
    assertShown(1);
  }

  @Test
  final void optional_C24_a_message_whose_answer_is_lost_is_shown_once() {
    Assumptions.assumeTrue(loseNextAnswer(), "the provider's answers cannot be lost");
    OutboundMessage message = message(1, "hello");
    assertInstanceOf(SendOutcome.RetryLater.class, attempt(message));
    assertShown(1);
    assertDelivered(message);
    assertShown(1);
  }

  @Test
  final void optional_C25_a_provider_that_throttles_says_when_to_come_back() {
    Optional<Instant> notBefore = throttleNext();
    Assumptions.assumeTrue(notBefore.isPresent(), "the provider does not throttle");
    OutboundMessage message = message(1, "hello");
    SendOutcome.RetryLater later =
        assertInstanceOf(SendOutcome.RetryLater.class, channel().send(message));
    assertEquals(notBefore, later.notBefore());
    assertShown();
    assertDelivered(message);
    assertShown(1);
  }

  @Test
  final void optional_C26_a_malformed_address_reaches_nobody() {
    List<String> malformed = malformedAddresses();
    Assumptions.assumeFalse(malformed.isEmpty(), "no malformed address given");
    for (String address : malformed) {
      SendOutcome.RefusedForGood refused =
          assertInstanceOf(
              SendOutcome.RefusedForGood.class,
              channel()
                  .send(ImmutableOutboundMessage.copyOf(message(1, "hello")).withAddress(address)),
              () -> "to <" + address + ">");
      assertFalse(
          !address.isBlank() && refused.reason().contains(address),
          "a reason repeats no personal data");
    }
    assertShown();
  }

  /** What became of one attempt; as in the library, an exception means later. */
  private SendOutcome attempt(OutboundMessage message) {
    try {
      return channel().send(message);
    } catch (RuntimeException e) {
      return SendOutcome.retryLater(e.getClass().getName());
    }
  }

  private Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("there is a channel only while a test runs");
    }
    return channel;
  }

  private void assertDelivered(OutboundMessage message) {
    Channel used = channel();
    assertInstanceOf(SendOutcome.Delivered.class, used.send(message));
    assertSame(used, channel(), "one channel for the whole test");
  }

  private void assertShown(long... numbers) {
    List<MessageId> sorted = new ArrayList<>(shown());
    sorted.sort((a, b) -> a.value().compareTo(b.value()));
    assertEquals(LongStream.of(numbers).mapToObj(Samples::messageId).toList(), sorted);
  }

  private OutboundMessage message(long n, String text) {
    return OutboundMessage.builder()
        .id(Samples.messageId(n))
        .merchant(Samples.SHOP)
        .customer(Samples.customer(1))
        .purpose(Purpose.CARE)
        .channel(channel().kind())
        .address(knownAddress())
        .language(Locale.SIMPLIFIED_CHINESE)
        .text(text)
        .template("care.thanks")
        .addFigures("8")
        .build();
  }
}
