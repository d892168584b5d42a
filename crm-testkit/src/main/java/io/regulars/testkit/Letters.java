package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Plan;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.ImmutableFrequencyCap;
import io.regulars.notify.NotificationPlan;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.MessageId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Messages of the salon that rules about notifications send, and plans to send them by. */
final class Letters {

  private Letters() {}

  static ImmutableFrequencyCap cap(int most) {
    return FrequencyCap.builder().most(most).per(Duration.ofDays(7)).build();
  }

  static NotificationPlan capped(FrequencyCap cap) {
    return NotificationPlan.builder().addCaps(cap).build();
  }

  /** The salon under a program with these plans as well. */
  static Crm crm(Salon salon, Plan... plans) {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(Salon.merchant(), Salon.program().with("n", plans))
        .clock(salon.clock())
        .channel(salon.sms())
        .build();
  }

  /** A message due at once to the one customer, who is registered if he is not yet. */
  static ImmutableOutboxMessage letter(Salon salon, long n) {
    CustomerId customer =
        salon
            .desk()
            .customers()
            .findByPhone("13800138001")
            .map(file -> file.id())
            .orElseGet(() -> salon.member("Ann1", "13800138001"));
    Instant now = salon.clock().instant();
    return ImmutableOutboxMessage.copyOf(
        OutboxMessage.builder()
            .merchant(LOTUS)
            .id(MessageId.of(new UUID(customer.value().getMostSignificantBits(), n)))
            .customer(customer)
            .channel(ChannelKind.SMS)
            .purpose(Purpose.CARE)
            .content(Explanation.of("tier.raised", "none", "silver", "1", "2"))
            .occurredAt(now)
            .createdAt(now)
            .nextAttemptAt(now)
            .build());
  }

  static ImmutableOutboxMessage task(Salon salon, long n, Recipient to) {
    return letter(salon, n)
        .withDueAt(OPENING.plus(Duration.ofHours(n)))
        .withChannel(ChannelKind.TASK)
        .withPurpose(Purpose.STAFF)
        .withStatus(DeliveryStatus.OPEN)
        .withTo(to);
  }

  static HandleMessage handling(MessageId message, String key, String code) {
    return HandleMessage.builder().message(message).key(key).code(code).build();
  }

  static void post(Salon salon, OutboxMessage... messages) {
    salon.storage().commit(ChangeSet.of(LOTUS).addAllMessages(Arrays.asList(messages)).build());
  }

  static void change(
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

  static OutboxMessage stored(Salon salon, OutboxMessage message) {
    return salon.storage().message(LOTUS, message.id()).orElseThrow();
  }

  static List<MessageId> shown(Salon salon) {
    return salon.sms().shown().stream().map(OutboundMessage::id).toList();
  }

  static OutboxMessage only(Salon salon, DeliveryStatus status) {
    List<OutboxMessage> messages = salon.storage().messages(LOTUS, status, 100);
    assertEquals(1, messages.size(), () -> status + ": " + messages);
    return messages.get(0);
  }
}
