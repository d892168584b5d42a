package io.regulars.testkit;

import static io.regulars.testkit.Letters.cap;
import static io.regulars.testkit.Letters.capped;
import static io.regulars.testkit.Letters.change;
import static io.regulars.testkit.Letters.crm;
import static io.regulars.testkit.Letters.letter;
import static io.regulars.testkit.Letters.only;
import static io.regulars.testkit.Letters.post;
import static io.regulars.testkit.Letters.shown;
import static io.regulars.testkit.Letters.stored;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.engine.SendingRule.Verdict;
import io.regulars.engine.Tenant;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.NotificationRules;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.visit.Visit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** E711 to E717, E725, E1384 and E1385: when and how often customers are written to. */
interface NotificationTimingRules extends CrmRules {

  /** From nine in the evening to nine in the morning. */
  NotificationPlan NIGHTS =
      NotificationPlan.builder().addQuietHours(QuietHours.of("21:00", "09:00")).build();

  @Test
  default void required_E711_a_message_waits_for_the_end_of_the_quiet_hours() {
    Salon salon = salon();
    Crm crm = crm(salon, NIGHTS);
    post(salon, letter(salon, 1));
    salon.pass(Duration.ofHours(12)); // 21:00 in Shanghai
    assertEquals(0, crm.deliver().delivered());
    OutboxMessage held = only(salon, DeliveryStatus.PENDING);
    assertEquals(Instant.parse("2026-03-02T01:00:00Z"), held.nextAttemptAt(), "nine, Shanghai");
    assertEquals(Optional.of("quiet hours"), held.lastReason());
    assertEquals(0, held.attempts());
    salon.clock().set(held.nextAttemptAt().minusNanos(1_000));
    assertEquals(0, crm.deliver().delivered());
    salon.clock().set(held.nextAttemptAt());
    assertEquals(1, crm.deliver().delivered());
  }

  @Test
  default void required_E712_without_a_zone_of_his_own_the_customers_shops_counts() {
    for (boolean atHome : List.of(true, false)) {
      ZoneId newYork = ZoneId.of("America/New_York");
      OutboxMessage message = Samples.message(Samples.file(1), Samples.messageId(1));
      UnaryOperator<ImmutableCustomerProfile> profile =
          atHome
              ? p -> p.withZone(Optional.empty()).withHomeStore(Salon.SHOP)
              : p -> p.withZone(newYork).withHomeStore(Salon.SHOP);
      CustomerProfile reader =
          profile.apply(
              ImmutableCustomerProfile.copyOf(
                  CustomerProfile.builder()
                      .name("Ann")
                      .addPhones(Samples.phone(1))
                      .addConsents(Consent.to(ChannelKind.SMS))
                      .build()));
      Instant night = Instant.parse("2026-03-01T18:00:00Z"); // 02:00 Shanghai, 13:00 New York
      Verdict verdict =
          new NotificationRules()
              .judge(
                  new Tenant(Salon.merchant(), Salon.program().with("n", NIGHTS)),
                  message,
                  Optional.empty(),
                  reader,
                  night,
                  since -> List.of());
      assertEquals(atHome, verdict instanceof Verdict.Hold, "" + verdict);
    }
  }

  @Test
  default void required_E1384_the_home_shops_zone_goes_before_the_merchants() {
    ZoneId newYork = ZoneId.of("America/New_York");
    Merchant abroad =
        ImmutableMerchant.copyOf(Salon.merchant())
            .withStores(Store.of(Salon.SHOP, "Fifth", newYork));
    CustomerProfile reader =
        CustomerProfile.builder()
            .name("Ann")
            .addPhones(Samples.phone(1))
            .addConsents(Consent.to(ChannelKind.SMS))
            .homeStore(Salon.SHOP)
            .build();
    for (String[] row :
        new String[][] {{"2026-03-01T18:00:00Z", "false"}, {"2026-03-01T03:00:00Z", "true"}}) {
      Verdict verdict =
          new NotificationRules()
              .judge(
                  new Tenant(abroad, Salon.program().with("n", NIGHTS)),
                  Samples.message(Samples.file(1), Samples.messageId(1)),
                  Optional.empty(),
                  reader,
                  Instant.parse(row[0]),
                  since -> List.of());
      assertEquals(Boolean.valueOf(row[1]), verdict instanceof Verdict.Hold, row[0]);
    }
  }

  @Test
  default void required_E713_what_is_urgent_goes_at_night_and_first() {
    Salon salon = salon();
    Crm crm = crm(salon, NIGHTS);
    OutboxMessage urgent = letter(salon, 2).withPriority(Priority.URGENT);
    post(salon, letter(salon, 1), urgent);
    salon.pass(Duration.ofHours(13));
    assertEquals(1, crm.deliver().delivered());
    assertEquals(List.of(urgent.id()), shown(salon));
  }

  @Test
  default void required_E714_a_message_held_over_a_change_of_the_clock_goes_at_the_right_time() {
    Salon salon = salon();
    CustomerId ann = letter(salon, 0).customer().orElseThrow();
    change(salon, ann, profile -> profile.withZone(ZoneId.of("Europe/Berlin")));
    List<List<String>> cases =
        List.of(
            List.of("2026-03-28T22:00:00Z", "02:30", "2026-03-29T01:00:00Z"),
            List.of("2026-03-28T22:00:00Z", "08:00", "2026-03-29T06:00:00Z"),
            List.of("2026-10-24T21:00:00Z", "02:30", "2026-10-25T00:30:00Z"),
            List.of("2026-10-25T00:45:00Z", "02:30", "2026-10-25T00:45:00Z"),
            List.of("2026-10-25T01:10:00Z", "02:30", "2026-10-25T01:30:00Z"),
            List.of("2026-10-24T21:00:00Z", "08:00", "2026-10-25T07:00:00Z"));
    for (int n = 0; n < cases.size(); n++) {
      Instant at = Instant.parse(cases.get(n).get(0));
      QuietHours night = QuietHours.of("22:00", cases.get(n).get(1));
      Instant free = Instant.parse(cases.get(n).get(2));
      Crm crm = crm(salon, NotificationPlan.builder().addQuietHours(night).build());
      salon.clock().set(at);
      OutboxMessage message = letter(salon, n);
      post(salon, message);
      crm.deliver();
      assertEquals(free, stored(salon, message).nextAttemptAt(), at + " in " + night);
      salon.clock().set(free);
      crm.deliver();
      assertEquals(DeliveryStatus.SENT, stored(salon, message).status());
    }
  }

  @Test
  default void required_E715_at_the_cap_a_message_waits_until_the_oldest_is_out_of_the_period() {
    Salon salon = salon();
    Crm crm = crm(salon, capped(cap(2)));
    post(salon, letter(salon, 1));
    assertEquals(1, crm.deliver().delivered());
    salon.passDays(1);
    post(salon, letter(salon, 2), letter(salon, 3));
    assertEquals(1, crm.deliver().delivered(), "the second of two a week");
    OutboxMessage third = only(salon, DeliveryStatus.PENDING);
    assertEquals(OPENING.plus(Duration.ofDays(7)), third.nextAttemptAt());
    assertEquals(Optional.of("frequency cap"), third.lastReason());
    salon.clock().set(third.nextAttemptAt().minusNanos(1_000));
    assertEquals(0, crm.deliver().delivered());
    salon.clock().set(third.nextAttemptAt());
    assertEquals(1, crm.deliver().delivered());
  }

  @Test
  default void
      required_E1385_at_the_last_place_of_a_cap_the_message_due_first_goes_on_every_node() {
    Salon salon = salon();
    ImmutableOutboxMessage first = letter(salon, 1);
    ImmutableOutboxMessage second = letter(salon, 2);
    ImmutableOutboxMessage earlier =
        letter(salon, 3).withNextAttemptAt(first.nextAttemptAt().minusSeconds(1));
    CustomerProfile reader = salon.books(first.customer().orElseThrow()).file().profile();
    Tenant tenant = new Tenant(Salon.merchant(), Salon.program().with("n", capped(cap(1))));
    Instant now = first.nextAttemptAt();
    for (List<OutboxMessage> row :
        List.<List<OutboxMessage>>of(
            List.of(first, second), List.of(earlier, first), List.of(earlier, second))) {
      NotificationRules rules = new NotificationRules();
      assertTrue(
          rules.judge(tenant, row.get(0), Optional.empty(), reader, now, since -> row)
              instanceof Verdict.Send);
      Verdict other = rules.judge(tenant, row.get(1), Optional.empty(), reader, now, since -> row);
      assertEquals(
          new Verdict.Hold(now.plus(Duration.ofMinutes(1)), "others first"),
          other,
          "as if at once");
    }
  }

  @Test
  default void required_E716_at_the_cap_a_message_is_withheld_if_the_program_says_so() {
    Salon salon = salon();
    Crm crm = crm(salon, capped(cap(1).withThen(FrequencyCap.Then.WITHHOLD)));
    post(salon, letter(salon, 1));
    crm.deliver();
    post(salon, letter(salon, 2));
    assertEquals(1, crm.deliver().withheld());
    assertEquals(Optional.of("frequency cap"), only(salon, DeliveryStatus.WITHHELD).lastReason());
  }

  @Test
  default void required_E717_what_comes_too_late_expires() {
    Salon salon = salon();
    OutboxMessage message = letter(salon, 1).withExpiresAt(OPENING.plusSeconds(60));
    post(salon, message, letter(salon, 2).withExpiresAt(OPENING.plusSeconds(61)));
    salon.pass(Duration.ofSeconds(60));
    assertEquals(1, salon.crm().deliver().delivered());
    assertEquals(message.id(), only(salon, DeliveryStatus.EXPIRED).id());
    Crm hourly =
        crm(
            salon,
            NotificationPlan.builder().putExpiries(Purpose.CARE, Duration.ofHours(1)).build());
    CustomerId bob = salon.member("Bob", "13800138002");
    hourly
        .desk(Actor.staff(LOTUS, StaffId.of("h"), Role.HEAD_OFFICE))
        .visits()
        .record(Salon.sale(bob, "R-1", "1000.00"));
    assertEquals(
        Optional.of(salon.clock().instant().plus(Duration.ofHours(1))),
        only(salon, DeliveryStatus.PENDING).expiresAt());
  }

  @Test
  default void required_E725_what_is_about_a_voided_visit_is_withheld() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    CustomerId ann = message.customer().orElseThrow();
    Visit visit = salon.pays(ann, "R-1", "10.00").visit().orElseThrow();
    post(
        salon,
        message.withAbout(About.visit(visit.id())).withNextAttemptAt(OPENING.plusSeconds(9)));
    salon.desk().visits().takeBack(TakeBackVisit.voiding(visit.id(), "wrong customer")).orThrow();
    salon.pass(Duration.ofHours(3));
    assertEquals(1, salon.crm().deliver().withheld());
    assertEquals(Optional.of("visit voided"), only(salon, DeliveryStatus.WITHHELD).lastReason());
  }

  @Test
  default void bug_mautic_6729_a_frequency_cap_is_ignored() {
    Salon salon = salon();
    Crm crm = crm(salon, capped(cap(1)));
    Crm otherNode = crm(salon, capped(cap(1)));
    post(salon, letter(salon, 1), letter(salon, 2), letter(salon, 3));
    for (int hour = 0; hour < 24; hour++) {
      crm.deliver();
      otherNode.deliver();
      salon.pass(Duration.ofHours(1));
    }
    assertEquals(1, salon.sms().attempts().size());
  }

  @Test
  default void bug_mautic_10416_a_cap_of_0_blocks_nothing() {
    Salon salon = salon();
    Crm crm = crm(salon, capped(cap(0)));
    post(salon, letter(salon, 1));
    crm.deliver();
    assertEquals(List.of(), salon.sms().attempts());
    assertEquals(Optional.of("cap of 0"), only(salon, DeliveryStatus.WITHHELD).lastReason());
    CustomerId ann = stored(salon, letter(salon, 1)).customer().orElseThrow();
    Salon.desk(crm, Role.HEAD_OFFICE).visits().record(Salon.sale(ann, "R-1", "1000.00"));
    assertEquals(
        List.of(), salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 9), "nor is it planned");
  }

  @Test
  default void bug_mautic_6896_transactional_messages_are_capped() {
    Salon salon = salon();
    Crm crm = crm(salon, capped(cap(0)));
    for (int i = 1; i <= 3; i++) {
      post(salon, letter(salon, i).withPurpose(Purpose.TRANSACTIONAL));
    }
    assertEquals(3, crm.deliver().delivered());
  }
}
