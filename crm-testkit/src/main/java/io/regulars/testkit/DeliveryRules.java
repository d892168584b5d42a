package io.regulars.testkit;

import static io.regulars.testkit.Attempts.race;
import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.DeliveryPass;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.StorageException;
import io.regulars.spi.StorageException.Kind;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** E4xx: messages leave once, in the customer's words, and never against the customer's will. */
interface DeliveryRules extends CrmRules {

  @Test
  default void required_E401_a_new_tier_is_told_once_in_the_customers_language() {
    Salon salon = salon();
    raised(salon, "王小明", "13800138001", Optional.empty());
    raised(salon, "Ann", "13800138002", Optional.of(Locale.ENGLISH));
    assertEquals(new DeliveryPass(2, 0, 0, 0, false), salon.crm().deliver());
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), salon.crm().deliver());
    List<OutboundMessage> shown = salon.sms().shown();
    assertEquals(2, shown.size());
    OutboundMessage chinese = to("+8613800138001", shown);
    OutboundMessage english = to("+8613800138002", shown);
    assertContains(chinese.text(), "Lotus", "王小明", "silver", "感谢");
    assertContains(english.text(), "Lotus", "Ann", "silver", "Thank you");
    assertEquals(Locale.SIMPLIFIED_CHINESE, chinese.language());
    assertEquals(Locale.ENGLISH, english.language());
    assertEquals("tier.raised", english.template());
    assertTrue(english.figures().contains("silver"), () -> "figures: " + english.figures());
    assertNotEquals(chinese.id(), english.id());
    assertEquals(2, messages(salon, DeliveryStatus.SENT).size());
  }

  private static OutboundMessage to(String address, List<OutboundMessage> shown) {
    return shown.stream()
        .filter(message -> message.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void required_E402_consent_withdrawn_before_sending_withholds_the_message() {
    Salon salon = salon();
    CustomerId ann = raised(salon, "Ann", "13800138001", Optional.empty());
    change(salon, ann, profile -> profile.withConsents());
    assertEquals(new DeliveryPass(0, 0, 1, 0, false), salon.crm().deliver());
    assertEquals(List.of(), salon.sms().attempts());
    assertEquals(Optional.of("no consent"), only(salon, DeliveryStatus.WITHHELD).lastReason());
    change(salon, ann, profile -> profile.withConsents(Consent.to(ChannelKind.SMS)));
    salon.passDays(1);
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), salon.crm().deliver());
  }

  @Test
  default void required_E403_a_message_without_an_address_is_withheld() {
    Salon salon = salon();
    CustomerId ann = raised(salon, "Ann", "13800138001", Optional.empty());
    change(salon, ann, profile -> profile.withPhones());
    assertEquals(new DeliveryPass(0, 0, 1, 0, false), salon.crm().deliver());
    assertEquals(List.of(), salon.sms().attempts());
    assertEquals(Optional.of("no address"), only(salon, DeliveryStatus.WITHHELD).lastReason());
  }

  @Test
  default void required_E404_nobody_is_written_to_who_did_not_agree() {
    Salon salon = salon();
    CustomerId bob =
        salon
            .desk()
            .customers()
            .register(RegisterCustomer.of("Bob", "13800138002"))
            .orThrow()
            .file()
            .id();
    salon.pays(bob, "R-bob", "1000.00");
    assertEquals(List.of(), messages(salon, DeliveryStatus.PENDING));
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), salon.crm().deliver());
  }

  @Test
  default void required_E405_the_first_channel_agreed_to_and_reachable_is_used() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    Crm crm = salon.builder().channel(wechat).build();
    CustomerId ann =
        salon
            .desk()
            .customers()
            .register(
                RegisterCustomer.builder()
                    .profile(
                        CustomerProfile.builder()
                            .name("Ann")
                            .addConsents(
                                Consent.to(ChannelKind.SMS), Consent.to(ChannelKind.WECHAT))
                            .addExternalIds(ExternalId.of("wechat", "o-ann"))
                            .build())
                    .build())
            .orThrow()
            .file()
            .id();
    salon.pays(ann, "R-1", "1000.00");
    assertEquals(new DeliveryPass(1, 0, 0, 0, false), crm.deliver());
    assertEquals("o-ann", wechat.shown().get(0).address());
    assertEquals(List.of(), salon.sms().attempts());
  }

  @Test
  default void required_E406_retries_back_off_and_end_in_the_dead_letter() {
    Salon salon = salon();
    DeliveryPolicy policy = new DeliveryPolicy(4, Duration.ofMinutes(1), Duration.ofMinutes(3));
    Crm crm = salon.builder().deliveryPolicy(policy).build();
    raised(salon, "Ann", "13800138001", Optional.empty());
    SendOutcome busy = SendOutcome.retryLater("busy");
    salon.sms().answerNext(busy, busy, busy, busy, busy);
    for (int minutes : List.of(1, 2, 3)) {
      assertEquals(new DeliveryPass(0, 1, 0, 0, false), crm.deliver());
      OutboxMessage waiting = only(salon, DeliveryStatus.PENDING);
      assertEquals(
          salon.clock().instant().plus(Duration.ofMinutes(minutes)), waiting.nextAttemptAt());
      assertEquals(Optional.of("busy"), waiting.lastReason());
      salon.clock().set(waiting.nextAttemptAt().minusNanos(1_000));
      assertEquals(new DeliveryPass(0, 0, 0, 0, false), crm.deliver());
      salon.clock().set(waiting.nextAttemptAt());
    }
    assertEquals(new DeliveryPass(0, 0, 0, 1, false), crm.deliver());
    assertEquals(List.of(only(salon, DeliveryStatus.DEAD)), crm.deadLetters(LOTUS, 10));
    assertEquals(4, crm.deadLetters(LOTUS, 10).get(0).attempts());
    salon.passDays(1);
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), crm.deliver());
    assertEquals(4, salon.sms().attempts().size());
    assertEquals(1, salon.sms().attempts().stream().map(OutboundMessage::id).distinct().count());
  }

  @Test
  default void required_E407_a_provider_that_names_a_time_is_not_asked_before() {
    Salon salon = salon();
    raised(salon, "Ann", "13800138001", Optional.empty());
    Instant late = OPENING.plus(Duration.ofHours(5));
    salon.sms().answerNext(new SendOutcome.RetryLater("quota", Optional.of(late)));
    assertEquals(new DeliveryPass(0, 1, 0, 0, false), salon.crm().deliver());
    assertEquals(late, only(salon, DeliveryStatus.PENDING).nextAttemptAt());
    salon.clock().set(late.minusNanos(1_000));
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), salon.crm().deliver());
    salon.clock().set(late);
    salon.sms().answerNext(new SendOutcome.RetryLater("quota", Optional.of(OPENING)));
    assertEquals(new DeliveryPass(0, 1, 0, 0, false), salon.crm().deliver());
    assertTrue(
        only(salon, DeliveryStatus.PENDING).nextAttemptAt().isAfter(late),
        "a time that is past does not shorten the back-off");
  }

  @Test
  default void required_E408_a_channel_that_throws_is_tried_again_and_stops_nobody_else() {
    Salon salon = salon();
    raised(salon, "Ann", "13800138001", Optional.empty());
    raised(salon, "Bob", "13800138002", Optional.empty());
    Channel moody =
        new AnsweringChannel(
            ChannelKind.SMS,
            message -> {
              if (message.address().endsWith("1")) {
                throw new IllegalStateException("cannot reach " + message.address());
              }
              return SendOutcome.delivered();
            });
    Crm crm =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), Salon.program())
            .clock(salon.clock())
            .channel(moody)
            .build();
    assertEquals(new DeliveryPass(1, 1, 0, 0, false), crm.deliver());
    String reason = only(salon, DeliveryStatus.PENDING).lastReason().orElse("");
    assertContains(reason, "IllegalStateException");
    assertFalse(reason.contains("138"), "no personal data in: " + reason);
  }

  @Test
  default void required_E409_what_is_refused_for_good_is_dead_at_once() {
    Salon salon = salon();
    raised(salon, "Ann", "13800138001", Optional.empty());
    raised(salon, "Bob", "13800138002", Optional.empty());
    salon.sms().refuse("+8613800138001");
    assertEquals(new DeliveryPass(1, 0, 0, 1, false), salon.crm().deliver());
    OutboxMessage dead = salon.crm().deadLetters(LOTUS, 10).get(0);
    assertEquals(Optional.of("unknown address"), dead.lastReason());
    assertEquals(1, dead.attempts());
  }

  @Test
  default void required_E410_a_message_of_a_kind_without_a_channel_waits_for_one() {
    Salon salon = salon();
    Crm mute =
        Crm.builder()
            .storage(storage())
            .merchant(Salon.merchant(), Salon.program())
            .clock(salon.clock())
            .build();
    raised(salon, "Ann", "13800138001", Optional.empty());
    for (int day = 0; day < 20; day++) {
      DeliveryPass pass = mute.deliver();
      assertEquals(0, pass.dead(), "a message is not given up for want of a channel");
      salon.passDays(1);
    }
    assertEquals(new DeliveryPass(1, 0, 0, 0, false), salon.crm().deliver());
  }

  @Test
  default void required_E411_a_pass_is_bounded_and_says_whether_it_may_be_continued() {
    Salon salon = salon();
    for (int i = 0; i < 5; i++) {
      raised(salon, "Ann" + i, "1380013800" + i, Optional.empty());
    }
    assertEquals(new DeliveryPass(2, 0, 0, 0, true), salon.crm().deliver(2));
    assertEquals(new DeliveryPass(2, 0, 0, 0, true), salon.crm().deliver(2));
    assertEquals(new DeliveryPass(1, 0, 0, 0, false), salon.crm().deliver(2));
    assertEquals(5, salon.sms().shown().size());
  }

  @Test
  default void required_E412_news_that_is_old_when_it_is_written_is_not_sent() {
    Salon salon = salon();
    CustomerId ann = raised(salon, "Ann", "13800138001", Optional.empty());
    salon.crm().deliver();
    Instant lost = salon.books(ann).file().wakeAt().orElseThrow();
    salon.clock().set(lost);
    salon.passDays(3 * 365);
    salon.crm().runDue();
    assertEquals(List.of(), messages(salon, DeliveryStatus.PENDING));
  }

  @Test
  default void required_E413_a_message_whose_settlement_was_lost_goes_out_again_under_its_id() {
    Salon salon = salon();
    raised(salon, "Ann", "13800138001", Optional.empty());
    FaultyStorage line = FaultyStorage.refusing(storage(), Kind.UNAVAILABLE, 1);
    Crm crm = salon.builder(line).build();
    assertThrows(StorageException.class, crm::deliver);
    assertEquals(1, messages(salon, DeliveryStatus.PENDING).size());
    salon.pass(Duration.ofHours(1));
    assertEquals(new DeliveryPass(1, 0, 0, 0, false), crm.deliver());
    List<OutboundMessage> attempts = salon.sms().attempts();
    assertEquals(2, attempts.size());
    assertEquals(attempts.get(0).id(), attempts.get(1).id());
    assertEquals(1, salon.sms().shown().size());
  }

  @Test
  default void required_E414_of_many_threads_delivering_each_message_goes_out_once() {
    assumeThreads();
    Salon salon = salon();
    for (int i = 0; i < 9; i++) {
      raised(salon, "Ann" + i, "1380013800" + i, Optional.empty());
    }
    List<DeliveryPass> passes = race(thread -> () -> salon.builder().build().deliver());
    assertEquals(9, passes.stream().mapToInt(DeliveryPass::delivered).sum());
    assertEquals(9, salon.sms().attempts().size());
  }

  /** A customer who just became silver, with the message that tells so waiting. */
  private static CustomerId raised(
      Salon salon, String name, String phone, Optional<Locale> language) {
    CustomerId customer = salon.member(name, phone);
    change(salon, customer, profile -> profile.withLanguage(language));
    salon.pays(customer, "R-" + phone, "1000.00");
    return customer;
  }

  private static void change(
      Salon salon, CustomerId customer, UnaryOperator<ImmutableCustomerProfile> change) {
    CustomerProfile profile = salon.books(customer).file().profile();
    salon
        .desk()
        .customers()
        .update(
            UpdateCustomer.builder()
                .customer(customer)
                .profile(change.apply(ImmutableCustomerProfile.copyOf(profile)))
                .build())
        .orThrow();
  }

  private static List<OutboxMessage> messages(Salon salon, DeliveryStatus status) {
    return salon.storage().messages(LOTUS, status, 100);
  }

  private static OutboxMessage only(Salon salon, DeliveryStatus status) {
    List<OutboxMessage> messages = messages(salon, status);
    assertEquals(1, messages.size(), () -> status + ": " + messages);
    return messages.get(0);
  }
}
