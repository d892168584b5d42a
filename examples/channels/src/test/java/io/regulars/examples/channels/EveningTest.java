package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.care.AnnouncementPlan;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.engine.Program;
import io.regulars.inmemory.InMemoryStorage;
import io.regulars.ledger.LotTerm;
import io.regulars.notify.HandleMessage;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.visit.VisitLine;
import io.regulars.testkit.SettableClock;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The library with both channels, an evening on which the mail server is down, and what goes out
 * again because it did not arrive.
 */
final class EveningTest {

  private static final MerchantId SALON = MerchantId.of("lotus");
  private static final StoreId SHOP = StoreId.of("S1");
  private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final WebhookKey KEY = WebhookKey.of("2026-11", new byte[32]);

  private final SettableClock clock = SettableClock.at("2026-03-01T11:00:00Z");
  private final MailServer mail = new MailServer();
  private final Receiver receiver = new Receiver(KEY, clock);
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Crm crm =
      Crm.builder()
          .storage(storage)
          .clock(clock)
          .merchant(salon(), program())
          .channel(MailServer.channelTo(mail.port()).clock(clock).build())
          .channel(
              WebhookChannel.builder(ChannelKind.WECHAT, receiver.uri())
                  .key(KEY)
                  .clock(clock)
                  .build())
          .build();
  private final Desk till = crm.desk(Actor.staff(SALON, StaffId.of("anna"), Role.RECEPTIONIST));

  @AfterEach
  void stop() {
    receiver.close();
    mail.close();
  }

  @Test
  void aNewTierIsToldByMail() throws Exception {
    becomesGold(register("王芳", "13800138001", ChannelKind.EMAIL, "wang@customer.example"), 1);

    assertEquals(1, crm.deliver().delivered());
    assertEquals(0, crm.deliver().delivered());

    MimeMessage arrived = mail.received().get(0);
    assertEquals(1, mail.received().size());
    String text = (String) arrived.getContent();
    assertTrue(text.contains("Lotus") && text.contains("王芳") && text.contains("gold"), text);
  }

  @Test
  void whileTheMailServerIsDownTheOthersGoOnAndNothingIsLostOrDoubled() {
    CustomerId wang = register("王芳", "13800138001", ChannelKind.EMAIL, "wang@customer.example");
    CustomerId li = register("李娜", "13800138002", ChannelKind.WECHAT, "o-li-na");
    mail.down();
    becomesGold(wang, 1);
    becomesGold(li, 2);

    assertEquals(1, crm.deliver().delivered());
    assertEquals(1, receiver.shown().size());
    assertEquals(1, waiting());

    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(10));
      assertEquals(0, crm.deliver().delivered());
      assertEquals(1, waiting());
    }

    mail.up();
    clock.advance(Duration.ofHours(1));
    assertEquals(1, crm.deliver().delivered());
    assertEquals(0, waiting());
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofHours(1));
      assertEquals(0, crm.deliver().delivered());
    }
    assertEquals(1, mail.received().size());
    assertEquals(1, receiver.requests().size());
    assertEquals(List.of(), crm.deadLetters(SALON, 10));
  }

  @Test
  void aMailThatBouncedAndWasSentAgainGoesOut() throws Exception {
    CustomerId wang = register("王芳", "13800138001", ChannelKind.EMAIL, "old@customer.example");
    becomesGold(wang, 1);
    assertEquals(1, crm.deliver().delivered());
    OutboxMessage bounced = theMessageOf(wang);
    crm.deliveryReceipt(SALON, failed(ChannelKind.EMAIL, bounced));
    Desk office = crm.desk(Actor.staff(SALON, StaffId.of("lan"), Role.HEAD_OFFICE));
    CustomerProfile profile = storage.file(SALON, wang).orElseThrow().profile();
    office
        .customers()
        .update(
            UpdateCustomer.builder()
                .customer(wang)
                .profile(
                    ImmutableCustomerProfile.copyOf(profile)
                        .withExternalIds(ExternalId.of("email", "new@customer.example")))
                .build())
        .orThrow();
    sendAgain(office, bounced, "1");

    assertEquals(1, crm.deliver().delivered());

    assertEquals(2, mail.received().size());
    assertEquals("new@customer.example", mail.received().get(1).getAllRecipients()[0].toString());
    String second = mail.received().get(1).getMessageID();
    assertNotEquals(mail.received().get(0).getMessageID(), second);
    assertEquals(Optional.of(second), theMessageOf(wang).reference());
    crm.deliveryReceipt(SALON, failed(ChannelKind.EMAIL, bounced));
    assertEquals(DeliveryStatus.SENT, theMessageOf(wang).status(), "the first one's, told again");
    crm.deliveryReceipt(SALON, failed(ChannelKind.EMAIL, theMessageOf(wang)));
    assertEquals(DeliveryStatus.DEAD, theMessageOf(wang).status(), "the second one's");
  }

  @Test
  void anotherChannelOfOneBackendIsAnotherSendingAndARetryIsTheSame() {
    Crm both =
        Crm.builder()
            .storage(storage)
            .clock(clock)
            .merchant(
                salon(),
                Program.of(
                    "2026-2",
                    program().plan(TierPlan.class).orElseThrow(),
                    AnnouncementPlan.builder()
                        .addChannels(ChannelKind.WECHAT, ChannelKind.SMS)
                        .build()))
            .channel(webhook(ChannelKind.WECHAT))
            .channel(webhook(ChannelKind.SMS))
            .build();
    CustomerId li = register("李娜", "13800138002", ChannelKind.WECHAT, "o-li-na");
    agree(li, Consent.to(ChannelKind.WECHAT), Consent.to(ChannelKind.SMS));
    pays(both, li, 1);
    receiver.loseNextAnswer();
    both.deliver();
    clock.advance(Duration.ofHours(1));
    assertEquals(1, both.deliver().delivered());
    assertEquals(2, receiver.requests().size());
    assertEquals(1, receiver.shown().size(), "a retry is shown once");

    both.deliveryReceipt(SALON, failed(ChannelKind.WECHAT, theMessageOf(li)));
    assertEquals(1, both.deliver().delivered());
    both.deliveryReceipt(SALON, failed(ChannelKind.SMS, theMessageOf(li)));
    sendAgain(both.desk(Actor.system(SALON)), theMessageOf(li), "1");
    assertEquals(1, both.deliver().delivered());

    String id = theMessageOf(li).id().toString();
    assertEquals(
        List.of(id + ".wechat.1", id + ".sms.1", id + ".sms.2"),
        receiver.shown().stream().map(Receiver.Request::key).toList());
    for (Receiver.Request shown : receiver.shown()) {
      assertEquals(shown.key(), shown.json().get("sending").getAsString(), "as it was signed");
    }
  }

  private OutboxMessage theMessageOf(CustomerId customer) {
    List<OutboxMessage> messages = storage.messagesOf(SALON, customer, Instant.EPOCH);
    assertEquals(1, messages.size());
    return messages.get(0);
  }

  private static DeliveryReceipt failed(ChannelKind channel, OutboxMessage message) {
    return DeliveryReceipt.of(
        channel, message.reference().orElseThrow(), DeliveryReceipt.Kind.FAILED);
  }

  private static void sendAgain(Desk desk, OutboxMessage message, String key) {
    desk.messages()
        .resend(
            HandleMessage.builder().message(message.id()).key(key).code("address mended").build())
        .orThrow();
  }

  private void agree(CustomerId customer, Consent... consents) {
    CustomerProfile profile = storage.file(SALON, customer).orElseThrow().profile();
    till.customers()
        .update(
            UpdateCustomer.builder()
                .customer(customer)
                .profile(ImmutableCustomerProfile.copyOf(profile).withConsents(consents))
                .build())
        .orThrow();
  }

  private WebhookChannel webhook(ChannelKind kind) {
    return WebhookChannel.builder(kind, receiver.uri()).key(KEY).clock(clock).build();
  }

  private int waiting() {
    return storage.messages(SALON, DeliveryStatus.PENDING, 10).size();
  }

  private CustomerId register(String name, String phone, ChannelKind channel, String address) {
    return till.customers()
        .register(
            RegisterCustomer.builder()
                .profile(
                    CustomerProfile.builder()
                        .name(name)
                        .addConsents(Consent.to(channel))
                        .addExternalIds(ExternalId.of(channel.code(), address))
                        .build())
                .addPhones(phone)
                .build())
        .orThrow()
        .file()
        .id();
  }

  private void becomesGold(CustomerId customer, int receipt) {
    pays(crm, customer, receipt);
  }

  private static void pays(Crm crm, CustomerId customer, int receipt) {
    crm.desk(Actor.staff(SALON, StaffId.of("anna"), Role.RECEPTIONIST))
        .visits()
        .record(
            RecordVisit.builder()
                .customer(customer)
                .store(SHOP)
                .receipt("R-" + receipt)
                .addLines(VisitLine.of("facial", Money.of(CNY, 388)))
                .build())
        .orThrow();
  }

  private static Merchant salon() {
    return Merchant.builder()
        .id(SALON)
        .name("Lotus")
        .currency(CNY)
        .zone(SHANGHAI)
        .addStores(Store.of(SHOP, "First", SHANGHAI))
        .build();
  }

  private static Program program() {
    return Program.of(
        "2026-1",
        TierPlan.builder()
            .addTiers(Tier.of("gold", Money.of(CNY, 300)))
            .window(LotTerm.of(Period.ofYears(1)))
            .build(),
        AnnouncementPlan.builder().addChannels(ChannelKind.EMAIL, ChannelKind.WECHAT).build());
  }
}
