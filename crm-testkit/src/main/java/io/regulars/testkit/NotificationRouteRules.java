package io.regulars.testkit;

import static io.regulars.testkit.Letters.change;
import static io.regulars.testkit.Letters.handling;
import static io.regulars.testkit.Letters.letter;
import static io.regulars.testkit.Letters.post;
import static io.regulars.testkit.Letters.stored;
import static io.regulars.testkit.Letters.task;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.DeliveryPass;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.spi.ExternalId;
import io.regulars.spi.Role;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * E1521, E1522, E1525 to E1529 and E1537: which channel a message goes by in the end, and what
 * becomes of one that others look at while it is sent.
 */
interface NotificationRouteRules extends CrmRules {

  /** A channel of this kind that does {@code first} and then answers by {@code then}. */
  private static Channel channel(
      ChannelKind kind,
      Consumer<OutboundMessage> first,
      Function<OutboundMessage, SendOutcome> then) {
    return new AnsweringChannel(
        kind,
        message -> {
          first.accept(message);
          return then.apply(message);
        });
  }

  /** A letter by WeChat or else by SMS, to a customer who is reached on both. */
  private static ImmutableOutboxMessage either(Salon salon, long n) {
    ImmutableOutboxMessage message =
        letter(salon, n)
            .withPurpose(Purpose.TRANSACTIONAL)
            .withChannel(ChannelKind.WECHAT)
            .withFallbacks(ChannelKind.SMS);
    change(
        salon,
        message.customer().orElseThrow(),
        profile -> profile.withExternalIds(ExternalId.of("wechat", "o-ann")));
    return message;
  }

  private static Optional<OutboxMessage> failed(Crm crm, ChannelKind kind, OutboxMessage message) {
    return crm.deliveryReceipt(
        LOTUS, DeliveryReceipt.of(kind, message.id(), DeliveryReceipt.Kind.FAILED));
  }

  @Test
  default void required_E1521_a_channel_that_is_not_there_gives_way_to_the_next_of_the_route() {
    Salon salon = salon();
    OutboxMessage message = either(salon, 1);
    OutboxMessage nowhere = either(salon, 2).withFallbacks(ChannelKind.APP).withAttempts(0);
    post(salon, message, nowhere);
    assertEquals(1, salon.crm().deliver().delivered());
    assertEquals(ChannelKind.SMS, stored(salon, message).channel());
    assertEquals(1, salon.sms().shown().size());
    OutboxMessage waits = stored(salon, nowhere);
    assertEquals(DeliveryStatus.PENDING, waits.status(), "none of its channels is there");
    assertEquals(ChannelKind.WECHAT, waits.channel(), "so that it has the whole route still");
    salon.passDays(1);
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    assertEquals(1, salon.builder().channel(wechat).build().deliver().delivered());
    assertEquals(nowhere.id(), wechat.shown().get(0).id());
  }

  @Test
  default void required_E1522_what_was_tried_too_often_goes_by_the_next_of_the_route() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    SendOutcome down = SendOutcome.retryLater("down");
    wechat.answerNext(down, down, down, down, down);
    Crm crm =
        salon
            .builder()
            .channel(wechat)
            .deliveryPolicy(new DeliveryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1)))
            .circuitPolicy(new CircuitPolicy(100, Duration.ofMinutes(1)))
            .build();
    OutboxMessage message = either(salon, 1);
    OutboxMessage alone = either(salon, 2).withFallbacks();
    post(salon, message, alone);
    for (int minute = 0; minute < 4; minute++) {
      crm.deliver();
      salon.pass(Duration.ofMinutes(1));
    }
    assertEquals(DeliveryStatus.SENT, stored(salon, message).status());
    assertEquals(ChannelKind.SMS, stored(salon, message).channel());
    assertEquals(1, stored(salon, message).attempts(), "all attempts anew");
    assertEquals(DeliveryStatus.DEAD, stored(salon, alone).status());
    assertEquals(4, wechat.attempts().size());
  }

  @Test
  default void required_E1537_what_would_wait_until_it_is_too_late_goes_by_the_next_of_the_route() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    SendOutcome down = SendOutcome.retryLater("down");
    for (int attempt = 0; attempt < 99; attempt++) {
      wechat.answerNext(down);
    }
    Crm crm =
        salon
            .builder()
            .channel(wechat)
            .deliveryPolicy(new DeliveryPolicy(8, Duration.ofMinutes(1), Duration.ofHours(1)))
            .circuitPolicy(new CircuitPolicy(5, Duration.ofMinutes(10)))
            .build();
    Instant end = OPENING.plus(Duration.ofMinutes(15));
    OutboxMessage message = either(salon, 1).withExpiresAt(end);
    OutboxMessage alone = either(salon, 2).withFallbacks().withExpiresAt(end);
    OutboxMessage patient = either(salon, 3).withExpiresAt(end.plus(Duration.ofDays(1)));
    OutboxMessage late =
        either(salon, 4).withNextAttemptAt(end.minusSeconds(450)).withExpiresAt(end);
    post(salon, message, alone, patient, late);
    for (int minute = 0; minute < 30; minute++) {
      crm.deliver();
      salon.pass(Duration.ofMinutes(1));
    }
    assertEquals(DeliveryStatus.SENT, stored(salon, message).status());
    assertEquals(ChannelKind.SMS, stored(salon, message).channel());
    assertEquals(DeliveryStatus.EXPIRED, stored(salon, alone).status());
    assertEquals(DeliveryStatus.PENDING, stored(salon, patient).status());
    assertEquals(ChannelKind.WECHAT, stored(salon, patient).channel());
    assertEquals(ChannelKind.SMS, stored(salon, late).channel(), "nor for a channel that is down");
  }

  @Test
  default void required_E1525_a_receipt_of_failure_that_overtakes_the_sending_counts() {
    Salon salon = salon();
    List<Crm> crms = new ArrayList<>();
    List<OutboxMessage> letters = List.of(either(salon, 1), either(salon, 2).withFallbacks());
    Channel wechat =
        channel(
            ChannelKind.WECHAT,
            sent ->
                letters.stream()
                    .filter(letter -> letter.id().equals(sent.id()))
                    .forEach(letter -> failed(crms.get(0), ChannelKind.WECHAT, letter)),
            sent -> SendOutcome.delivered());
    crms.add(salon.builder().channel(wechat).build());
    post(salon, letters.toArray(new OutboxMessage[0]));
    OutboxMessage later = either(salon, 3).withNextAttemptAt(OPENING.plus(Duration.ofHours(1)));
    post(salon, later);
    failed(crms.get(0), ChannelKind.WECHAT, later);
    assertEquals(later, stored(salon, later), "nobody can have tried it yet");
    assertEquals(new DeliveryPass(0, 1, 0, 1, false), crms.get(0).deliver(), "what came of them");
    assertEquals(ChannelKind.SMS, stored(salon, letters.get(0)).channel());
    assertEquals(DeliveryStatus.DEAD, stored(salon, letters.get(1)).status());
    assertEquals(1, crms.get(0).deliver().delivered());
    assertEquals(List.of(letters.get(0).id()), Letters.shown(salon));
    failed(crms.get(0), ChannelKind.WECHAT, letters.get(0));
    assertEquals(DeliveryStatus.SENT, stored(salon, letters.get(0)).status(), "told again");
  }

  @Test
  default void required_E1526_a_failure_told_again_after_a_person_sent_it_again_changes_nothing() {
    Salon salon = salon();
    OutboxMessage message = letter(salon, 1);
    salon.sms().answerNext(new SendOutcome.Delivered(Optional.of("P-1")));
    salon.sms().answerNext(new SendOutcome.Delivered(Optional.of("P-2")));
    post(salon, message);
    salon.crm().deliver();
    failed(salon.crm(), ChannelKind.SMS, message);
    assertEquals(DeliveryStatus.DEAD, stored(salon, message).status());
    salon.desk().messages().resend(handling(message.id(), "k", "number corrected")).orThrow();
    OutboxMessage waits = stored(salon, message);
    for (int sent = 0; sent < 2; sent++) {
      failed(salon.crm(), ChannelKind.SMS, message);
      failedAs(salon, "P-1");
      assertEquals(waits, stored(salon, message));
      salon.crm().deliver();
      waits = stored(salon, message);
      assertEquals(DeliveryStatus.SENT, waits.status());
    }
    failedAs(salon, "P-2");
    assertEquals(DeliveryStatus.DEAD, stored(salon, message).status(), "the second one failed");
  }

  private static void failedAs(Salon salon, String reference) {
    salon
        .crm()
        .deliveryReceipt(
            LOTUS, DeliveryReceipt.of(ChannelKind.SMS, reference, DeliveryReceipt.Kind.FAILED));
  }

  @Test
  default void required_E1527_no_send_begins_that_may_outlast_the_claim() {
    Salon salon = salon();
    List<Crm> crms = new ArrayList<>();
    Map<Object, Integer> shown = new HashMap<>();
    Channel slow =
        channel(
            ChannelKind.SMS,
            sent -> {
              salon.pass(Duration.ofSeconds(119));
              if (shown.merge(sent.id(), 1, Integer::sum) == 1 && crms.size() == 2) {
                Crm other = crms.remove(1);
                other.deliver();
                crms.add(other);
              }
            },
            sent -> SendOutcome.delivered());
    for (int node = 0; node < 2; node++) {
      crms.add(
          Crm.builder()
              .storage(salon.storage())
              .merchant(Salon.merchant(), Salon.program())
              .clock(salon.clock())
              .channel(slow)
              .build());
    }
    for (int n = 1; n <= 7; n++) {
      post(salon, letter(salon, n));
    }
    for (int pass = 0; pass < 9; pass++) {
      crms.get(0).deliver();
      salon.pass(Duration.ofMinutes(5));
    }
    assertEquals(7, shown.size());
    assertTrue(shown.values().stream().allMatch(times -> times == 1), () -> "" + shown);
  }

  @Test
  default void required_E1528_what_is_given_up_while_it_is_sent_says_so_and_is_not_delivered() {
    Salon salon = salon();
    Channel sms =
        channel(
            ChannelKind.SMS,
            sent -> salon.desk().messages().drop(handling(sent.id(), "d", "no use")).orThrow(),
            sent -> SendOutcome.delivered());
    Crm crm =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Salon.program())
            .clock(salon.clock())
            .channel(sms)
            .build();
    OutboxMessage message = letter(salon, 1);
    post(salon, message);
    assertEquals(new DeliveryPass(0, 0, 0, 0, false), crm.deliver());
    OutboxMessage dropped = stored(salon, message);
    assertEquals(DeliveryStatus.DROPPED, dropped.status());
    assertEquals(Optional.of("given up while the channel took it"), dropped.lastReason());
  }

  @Test
  default void required_E1529_a_message_to_staff_goes_by_the_next_of_its_route_as_well() {
    Salon salon = salon();
    RecordingChannel wecom = RecordingChannel.of(ChannelKind.of("wecom"));
    wecom.refuse("mia");
    Crm crm =
        salon
            .builder()
            .channel(wecom)
            .staffAddresses((merchant, to, channel) -> Optional.of("mia"))
            .build();
    Recipient manager = Recipient.role(Role.STORE_MANAGER, Salon.SHOP);
    OutboxMessage refused =
        task(salon, 1, manager)
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(wecom.kind())
            .withFallbacks(ChannelKind.TASK);
    OutboxMessage unserved =
        task(salon, 2, manager)
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(ChannelKind.EMAIL)
            .withFallbacks(ChannelKind.TASK);
    post(salon, refused, unserved);
    crm.deliver();
    crm.deliver();
    assertEquals(1, wecom.attempts().size());
    for (OutboxMessage message : List.of(refused, unserved)) {
      assertEquals(DeliveryStatus.OPEN, stored(salon, message).status());
      assertEquals(ChannelKind.TASK, stored(salon, message).channel());
    }
  }
}
