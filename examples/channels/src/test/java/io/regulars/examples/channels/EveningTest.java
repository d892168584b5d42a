package io.regulars.examples.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.care.AnnouncementPlan;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Program;
import io.regulars.inmemory.InMemoryStorage;
import io.regulars.ledger.LotTerm;
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
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.visit.VisitLine;
import io.regulars.testkit.SettableClock;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library with both channels, and an evening on which the mail server is down. */
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
    till.visits()
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
