package io.regulars.inmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.Crm;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Program;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.MessageId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.testkit.RecordingChannel;
import io.regulars.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** The worked example of docs/notifications.md, executed. */
final class NotificationFiguresTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final MerchantId LOTUS = MerchantId.of("lotus");

  private final SettableClock clock = SettableClock.at(at("2026-03-06T20:00"));
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Crm crm =
      Crm.builder()
          .storage(storage)
          .clock(clock)
          .channel(RecordingChannel.of(ChannelKind.SMS))
          .merchant(
              Merchant.builder()
                  .id(LOTUS)
                  .name("Lotus")
                  .currency(CurrencyUnit.of("CNY"))
                  .zone(SHANGHAI)
                  .addStores(Store.of(StoreId.of("S1"), "First", SHANGHAI))
                  .build(),
              Program.of(
                  "2026-1",
                  NotificationPlan.builder()
                      .addQuietHours(QuietHours.of("21:00", "09:00"))
                      .addCaps(FrequencyCap.builder().most(2).per(Duration.ofDays(7)).build())
                      .build()))
          .build();
  private final CustomerId customer =
      crm.desk(Actor.system(LOTUS))
          .customers()
          .register(
              RegisterCustomer.builder()
                  .profile(
                      CustomerProfile.builder()
                          .name("Wang Fang")
                          .addConsents(Consent.to(ChannelKind.SMS))
                          .build())
                  .addPhones("13800138000")
                  .build())
          .orThrow()
          .file()
          .id();

  @Test
  void messages_go_when_the_example_says() {
    List<OutboxMessage> messages =
        List.of(
            message(1, Purpose.CARE, "2026-03-06T20:50"),
            message(2, Purpose.CARE, "2026-03-07T22:15"),
            message(3, Purpose.MARKETING, "2026-03-09T10:00"),
            message(4, Purpose.TRANSACTIONAL, "2026-03-09T10:05"));
    storage.commit(ChangeSet.of(LOTUS).addAllMessages(messages).build());
    while (clock.instant().isBefore(at("2026-03-14T00:00"))) {
      crm.deliver();
      clock.advance(Duration.ofMinutes(5));
    }
    assertEquals(
        List.of(
            at("2026-03-06T20:50"),
            at("2026-03-08T09:00"),
            at("2026-03-13T20:50"),
            at("2026-03-09T10:05")),
        messages.stream()
            .map(message -> storage.message(LOTUS, message.id()).orElseThrow())
            .filter(message -> message.status().isSent())
            .map(OutboxMessage::nextAttemptAt)
            .toList());
  }

  private OutboxMessage message(long n, Purpose purpose, String due) {
    return OutboxMessage.builder()
        .merchant(LOTUS)
        .id(MessageId.of(new UUID(3, n)))
        .customer(customer)
        .channel(ChannelKind.SMS)
        .purpose(purpose)
        .content(Explanation.of("tier.raised", "none", "silver"))
        .occurredAt(at(due))
        .createdAt(clock.instant())
        .nextAttemptAt(at(due))
        .build();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }
}
