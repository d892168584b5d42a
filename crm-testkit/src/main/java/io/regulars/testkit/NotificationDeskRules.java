package io.regulars.testkit;

import static io.regulars.testkit.Letters.cap;
import static io.regulars.testkit.Letters.change;
import static io.regulars.testkit.Letters.letter;
import static io.regulars.testkit.Letters.only;
import static io.regulars.testkit.Letters.post;
import static io.regulars.testkit.Letters.shown;
import static io.regulars.testkit.Letters.stored;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.QuietHours;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.MessageId;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * E718 to E723, E729, E730, E1386 and E1387: who agreed to what, by which channel it goes, and what
 * became of it.
 */
interface NotificationDeskRules extends CrmRules {

  @Test
  default void required_E718_consent_is_per_channel_and_purpose() {
    Salon salon = salon();
    ImmutableOutboxMessage care = letter(salon, 1);
    change(
        salon,
        care.customer().orElseThrow(),
        profile ->
            profile.withConsents(
                Consent.to(ChannelKind.SMS), Consent.never(ChannelKind.SMS, Purpose.MARKETING)));
    ImmutableOutboxMessage offer = letter(salon, 2).withPurpose(Purpose.MARKETING);
    post(salon, care, offer);
    salon.crm().deliver();
    assertEquals(List.of(care.id()), shown(salon));
    assertEquals(offer.id(), only(salon, DeliveryStatus.WITHHELD).id());
  }

  @Test
  default void required_E719_what_a_customer_asked_for_needs_no_consent_but_no_forbidden_channel() {
    Salon salon = salon();
    ImmutableOutboxMessage receipt = letter(salon, 1).withPurpose(Purpose.TRANSACTIONAL);
    CustomerId ann = receipt.customer().orElseThrow();
    change(salon, ann, profile -> profile.withConsents());
    post(salon, receipt);
    assertEquals(1, salon.crm().deliver().delivered());
    change(salon, ann, profile -> profile.withConsents(Consent.never(ChannelKind.SMS)));
    post(salon, letter(salon, 2).withPurpose(Purpose.TRANSACTIONAL));
    assertEquals(1, salon.crm().deliver().withheld());
  }

  @Test
  default void required_E720_what_one_channel_refuses_goes_by_the_next_under_the_same_id() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    Crm crm = salon.builder().channel(wechat).build();
    ImmutableOutboxMessage message = letter(salon, 1).withFallbacks(ChannelKind.WECHAT);
    CustomerId ann = message.customer().orElseThrow();
    change(
        salon,
        ann,
        profile ->
            profile
                .withExternalIds(ExternalId.of("wechat", "o-ann"))
                .withConsents(Consent.to(ChannelKind.SMS), Consent.to(ChannelKind.WECHAT)));
    salon.sms().answerNext(SendOutcome.refusedForGood("landline"));
    post(salon, message);
    for (int pass = 0; pass < 2; pass++) {
      crm.deliver();
    }
    assertEquals(DeliveryStatus.SENT, stored(salon, message).status());
    assertEquals(List.of(), shown(salon));
    assertEquals(message.id(), wechat.shown().get(0).id());
    ImmutableOutboxMessage second = letter(salon, 2).withFallbacks(ChannelKind.WECHAT);
    change(salon, ann, profile -> profile.withConsents(Consent.to(ChannelKind.WECHAT)));
    post(salon, second);
    crm.deliver();
    assertEquals(2, wechat.shown().size(), "consent withdrawn from the first channel");
    assertEquals(ChannelKind.WECHAT, stored(salon, second).channel());
  }

  @Test
  default void required_E721_a_channel_that_is_down_costs_no_attempts_and_stops_no_other() {
    Salon salon = salon();
    RecordingChannel app = RecordingChannel.of(ChannelKind.APP);
    Crm crm =
        salon
            .builder()
            .channel(app)
            .circuitPolicy(new CircuitPolicy(2, Duration.ofMinutes(5)))
            .build();
    SendOutcome busy = SendOutcome.retryLater("busy");
    salon.sms().answerNext(busy, busy, busy);
    ImmutableOutboxMessage[] letters = new ImmutableOutboxMessage[4];
    for (int i = 0; i < 4; i++) {
      letters[i] = letter(salon, i + 1);
    }
    ImmutableOutboxMessage other = letter(salon, 9).withChannel(ChannelKind.APP);
    change(
        salon,
        other.customer().orElseThrow(),
        profile ->
            profile
                .withExternalIds(ExternalId.of("app", "a"))
                .withConsents(Consent.to(ChannelKind.SMS), Consent.to(ChannelKind.APP)));
    post(salon, letters);
    post(salon, other);
    assertEquals(1, crm.deliver().delivered());
    assertEquals(1, app.shown().size());
    assertEquals(2, salon.sms().attempts().size(), "two failures open the circuit");
    List<OutboxMessage> waiting = salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 9);
    assertEquals(2, waiting.stream().mapToInt(OutboxMessage::attempts).sum());
    salon.pass(Duration.ofMinutes(5));
    crm.deliver();
    assertEquals(3, salon.sms().attempts().size(), "one is tried after the pause, in vain");
    salon.pass(Duration.ofMinutes(10));
    crm.deliver();
    salon.pass(Duration.ofMinutes(10));
    crm.deliver();
    assertEquals(4, shown(salon).size(), "then all go");
  }

  @Test
  default void required_E1386_while_one_message_tries_a_channel_that_was_down_no_other_does() {
    Salon salon = salon();
    List<MessageId> tried = new ArrayList<>();
    List<Crm> crms = new ArrayList<>();
    SendOutcome busy = SendOutcome.retryLater("busy");
    Channel app =
        new AnsweringChannel(
            ChannelKind.APP,
            message -> {
              tried.add(message.id());
              if (tried.size() == 3) {
                crms.get(0).deliver();
              }
              return tried.size() <= 2 ? busy : new SendOutcome.Delivered(Optional.empty());
            });
    crms.add(
        salon
            .builder()
            .channel(app)
            .circuitPolicy(new CircuitPolicy(2, Duration.ofMinutes(5)))
            .build());
    for (int i = 1; i <= 5; i++) {
      ImmutableOutboxMessage letter = letter(salon, i).withChannel(ChannelKind.APP);
      if (i == 1) {
        change(
            salon,
            letter.customer().orElseThrow(),
            profile ->
                profile
                    .withExternalIds(ExternalId.of("app", "a"))
                    .withConsents(Consent.to(ChannelKind.APP)));
      }
      post(salon, letter);
    }
    crms.get(0).deliver();
    assertEquals(2, tried.size());
    salon.pass(Duration.ofMinutes(5));
    crms.get(0).deliver(1);
    assertEquals(3, tried.size(), "the others wait for what comes of it");
    salon.pass(Duration.ofMinutes(10));
    crms.get(0).deliver();
    assertEquals(5, Set.copyOf(tried).size(), "then all go");
  }

  @Test
  default void required_E1387_only_failures_in_a_row_take_a_channel_for_down() {
    Salon salon = salon();
    Crm crm = salon.builder().circuitPolicy(new CircuitPolicy(2, Duration.ofHours(5))).build();
    SendOutcome busy = SendOutcome.retryLater("busy");
    SendOutcome taken = new SendOutcome.Delivered(Optional.empty());
    salon.sms().answerNext(busy, taken, busy, taken, busy);
    for (int i = 1; i <= 5; i++) {
      post(salon, letter(salon, i));
      crm.deliver(1);
      salon.pass(Duration.ofSeconds(1));
    }
    assertEquals(5, salon.sms().attempts().size());
  }

  @Test
  default void required_E722_receipts_count_once_and_in_any_order() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    salon.sms().answerNext(new SendOutcome.Delivered(Optional.of("P-7")));
    post(salon, message);
    Instant sent = salon.clock().instant();
    salon.crm().deliver();
    salon.pass(Duration.ofMinutes(3));
    assertEquals(DeliveryStatus.READ, receipt(salon, "P-7", DeliveryReceipt.Kind.READ));
    assertEquals(DeliveryStatus.READ, receipt(salon, "P-7", DeliveryReceipt.Kind.DELIVERED));
    assertEquals(DeliveryStatus.READ, receipt(salon, "P-7", DeliveryReceipt.Kind.FAILED));
    OutboxMessage read = stored(salon, message);
    assertEquals(DeliveryStatus.READ, receipt(salon, "P-7", DeliveryReceipt.Kind.READ));
    assertEquals(read, stored(salon, message));
    assertEquals(sent, read.nextAttemptAt(), "when it was sent");
    assertEquals(
        Optional.empty(),
        salon
            .crm()
            .deliveryReceipt(
                LOTUS, DeliveryReceipt.of(ChannelKind.SMS, "P-8", DeliveryReceipt.Kind.DELIVERED)));
  }

  private static DeliveryStatus receipt(Salon salon, String ref, DeliveryReceipt.Kind kind) {
    return salon
        .crm()
        .deliveryReceipt(LOTUS, DeliveryReceipt.of(ChannelKind.SMS, ref, kind))
        .orElseThrow()
        .status();
  }

  @Test
  default void required_E723_a_message_that_failed_is_dead_until_a_receipt_says_it_arrived() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    post(salon, message);
    salon.crm().deliver();
    for (DeliveryReceipt.Kind kind :
        List.of(DeliveryReceipt.Kind.FAILED, DeliveryReceipt.Kind.FAILED)) {
      salon.crm().deliveryReceipt(LOTUS, DeliveryReceipt.of(ChannelKind.SMS, message.id(), kind));
      assertEquals(DeliveryStatus.DEAD, stored(salon, message).status());
    }
    salon
        .crm()
        .deliveryReceipt(
            LOTUS,
            DeliveryReceipt.of(ChannelKind.SMS, message.id(), DeliveryReceipt.Kind.DELIVERED));
    assertEquals(DeliveryStatus.DELIVERED, stored(salon, message).status());
  }

  @Test
  default void required_E729_a_consent_says_when_it_was_given_and_who_took_it_down() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Consent given = consent(salon, ann);
    assertEquals(Optional.of(OPENING), given.at());
    assertEquals(Optional.of(StaffId.of("head_office")), given.by());
    salon.passDays(1);
    change(salon, ann, profile -> profile.withConsents(Consent.to(ChannelKind.SMS)));
    assertEquals(given, consent(salon, ann), "the same again is no news");
    change(
        salon,
        ann,
        profile -> profile.withConsents(Consent.never(ChannelKind.SMS).how("reply STOP")));
    Consent withdrawn = consent(salon, ann);
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(1))), withdrawn.at());
    assertEquals(Optional.of("reply STOP"), withdrawn.how());
  }

  private static Consent consent(Salon salon, CustomerId customer) {
    return salon.books(customer).file().profile().consents().iterator().next();
  }

  @Test
  default void required_E730_notification_plans_that_contradict_themselves_are_refused() {
    List<Runnable> bad =
        List.of(
            () -> QuietHours.of("09:00", "09:00"),
            () ->
                NotificationPlan.builder()
                    .addQuietHours(QuietHours.of("09:00", "21:00"), QuietHours.of("20:00", "10:00"))
                    .build(),
            () -> NotificationPlan.builder().putExpiries(Purpose.CARE, Duration.ZERO).build(),
            () -> FrequencyCap.builder().most(-1).per(Duration.ofDays(1)).build(),
            () -> FrequencyCap.builder().most(1).per(Duration.ZERO).build(),
            () -> cap(1).withPurposes(Purpose.TRANSACTIONAL));
    for (Runnable plan : bad) {
      assertThrows(InvalidProgramException.class, plan::run);
    }
  }

  @Test
  default void bug_suitecrm_7132_and_mautic_5495_a_withdrawn_consent_comes_back() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    CustomerId ann = message.customer().orElseThrow();
    change(salon, ann, profile -> profile.withConsents(Consent.never(ChannelKind.SMS)));
    change(salon, ann, profile -> profile.withRegion("Pudong").withPhones(Samples.phone(77)));
    salon.pays(ann, "R-1", "1000.00");
    post(salon, message);
    salon.passDays(1);
    salon.crm().deliver();
    assertEquals(List.of(), salon.sms().attempts());
    assertEquals(List.of(), salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 9));
    Consent kept = consent(salon, ann);
    assertTrue(!kept.given() && kept.at().equals(Optional.of(OPENING)), () -> "" + kept);
  }

  @Test
  default void bug_26_of_the_peers_a_retry_shows_a_message_twice() {
    Salon salon = salon();
    salon.sms().loseAnswers(3);
    post(salon, letter(salon, 1));
    for (int i = 0; i < 6; i++) {
      salon.crm().deliver();
      salon.pass(Duration.ofHours(1));
    }
    assertEquals(4, salon.sms().attempts().size());
    assertEquals(1, salon.sms().shown().size());
  }
}
