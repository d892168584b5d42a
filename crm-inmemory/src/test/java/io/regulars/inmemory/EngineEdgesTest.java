package io.regulars.inmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.care.AnnouncementPlan;
import io.regulars.customer.RegisterCustomer;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.Answer;
import io.regulars.engine.DeliveryPass;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.Outcome;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.lifecycle.LifecyclePlan;
import io.regulars.points.AdjustPoints;
import io.regulars.points.PointsPlan;
import io.regulars.points.RedeemPoints;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.Merchant;
import io.regulars.spi.MerchantId;
import io.regulars.spi.PhoneNumber;
import io.regulars.spi.Rejection;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.LedgerAccount;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.testkit.SettableClock;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import io.regulars.visit.RecordVisit;
import io.regulars.visit.TakeBackVisit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Cases at the edge of the engine that a careful reader of the code asked about. */
final class EngineEdgesTest {

  private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final StoreId STORE = StoreId.of("S1");
  private static final Merchant LILY = merchant("lily");

  private final SettableClock clock = SettableClock.at("2025-01-01T02:00:00Z");
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Crm crm = crm(message -> SendOutcome.delivered());
  private final Desk desk = crm.desk(Actor.system(LILY.id()));

  @Test
  void a_visit_told_after_its_window_raises_nobody_and_pays_no_deficit() {
    CustomerId ann = register("Ann");
    Answer sale = visit(ann, "R1", "100");
    redeem(ann, 40, "K1");
    desk.visits().takeBack(TakeBackVisit.refund(visitOf(sale), "wrong")).orThrow();
    clock.set(Instant.parse("2026-06-01T00:00:00Z"));
    crm.runDue();

    desk.visits()
        .record(
            RecordVisit.builder()
                .from(command(ann, "R2", "500"))
                .occurredAt(Instant.parse("2025-02-01T00:00:00Z"))
                .build())
        .orThrow();

    CustomerFile file = desk.customers().find(ann).orElseThrow();
    assertEquals(TierCode.of("none"), file.tier().tier());
    assertEquals(
        LedgerAccount.of(AccountKind.POINTS, List.of(), 40), file.account(AccountKind.POINTS));
  }

  @Test
  void a_rival_submission_of_the_same_command_is_answered_not_refused() {
    CustomerId ann = register("Ann");
    visit(ann, "R1", "100");
    RivalStorage rival = new RivalStorage(storage);
    Desk till = crm(rival, message -> SendOutcome.delivered()).desk(desk.actor());
    rival.beforeNextRead(() -> redeem(ann, 100, "K1"));

    Outcome<Answer> second = till.points().redeem(redemption(ann, 100, "K1"));

    assertTrue(second.orThrow().repeated());
    assertEquals(0, desk.points().account(ann).balance());
  }

  @Test
  void a_registration_key_used_for_another_birthday_is_a_conflict() {
    CustomerProfile profile =
        CustomerProfile.builder().name("Ann").birthday(Birthday.solar(5, 1)).build();
    desk.customers()
        .register(RegisterCustomer.builder().profile(profile).key("K").build())
        .orThrow();
    CustomerProfile other =
        ImmutableCustomerProfile.builder().from(profile).birthday(Birthday.solar(5, 2)).build();
    assertThrows(
        ConflictException.class,
        () ->
            desk.customers().register(RegisterCustomer.builder().profile(other).key("K").build()));
  }

  @Test
  void a_profile_equal_to_the_present_one_writes_nothing() {
    CustomerFile before = desk.customers().find(register("Ann")).orElseThrow();
    Answer answer =
        desk.customers()
            .update(
                UpdateCustomer.builder().customer(before.id()).profile(before.profile()).build())
            .orThrow();
    assertEquals(before, answer.file());
    assertEquals(before, storage.file(LILY.id(), before.id()).orElseThrow());
  }

  @Test
  void an_edit_of_a_profile_that_changed_meanwhile_is_a_conflict_but_a_visit_is_no_edit() {
    CustomerId ann = register("Ann");
    CustomerProfile read = desk.customers().find(ann).orElseThrow().profile();
    visit(ann, "R1", "10");
    UpdateCustomer first = rename(ann, read, "Anna");
    desk.customers().update(first).orThrow();
    assertThrows(
        ConflictException.class, () -> desk.customers().update(rename(ann, read, "Annette")));
  }

  @Test
  void a_looked_up_file_has_the_version_that_is_stored() {
    CustomerId ann = register("Ann");
    visit(ann, "R1", "500");
    clock.set(Instant.parse("2027-01-01T00:00:00Z"));
    CustomerFile seen = desk.customers().find(ann).orElseThrow();
    CustomerFile stored = storage.file(LILY.id(), ann).orElseThrow();
    assertEquals(Stage.DORMANT, seen.stage().stage());
    assertEquals(stored.version(), seen.version());
    assertEquals(stored.lastSeq(), seen.lastSeq());
  }

  @Test
  void voiding_a_slip_of_the_till_does_not_tell_a_dormant_customer_that_she_is_missed() {
    CustomerId ann = registerReachable("Ann");
    visit(ann, "R1", "10");
    clock.set(Instant.parse("2026-06-01T00:00:00Z"));
    crm.runDue();
    int before = messages(DeliveryStatus.PENDING).size();
    Answer slip = visit(ann, "R2", "10");
    clock.set(Instant.parse("2026-06-01T00:05:00Z"));
    Answer voided = desk.visits().takeBack(TakeBackVisit.voiding(visitOf(slip), "slip")).orThrow();
    assertEquals(Stage.DORMANT, voided.file().stage().stage());
    assertEquals(before, messages(DeliveryStatus.PENDING).size());
  }

  @Test
  void a_message_without_a_channel_waits_however_often_it_is_tried() {
    Crm mute =
        Crm.builder()
            .storage(storage)
            .merchant(LILY, program())
            .clock(clock)
            .deliveryPolicy(new DeliveryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(2)))
            .build();
    visit(registerReachable("Ann"), "R1", "500");
    for (int pass = 0; pass < 5; pass++) {
      assertEquals(1, mute.deliver().retried());
      clock.advance(Duration.ofMinutes(3));
    }
    assertEquals(1, crm.deliver().delivered());
  }

  @Test
  void a_channel_that_answers_nonsense_delays_its_own_messages_only() {
    visit(registerReachable("Ann"), "R1", "500");
    visit(registerReachable("Bea"), "R2", "500");
    Crm silent = crm(message -> nothing());
    assertEquals(new DeliveryPass(0, 2, 0, 0, false), silent.deliver());
    clock.advance(Duration.ofHours(1));
    Crm never =
        crm(message -> new SendOutcome.RetryLater("later", java.util.Optional.of(Instant.MAX)));
    assertEquals(new DeliveryPass(0, 2, 0, 0, false), never.deliver());
    Instant next = messages(DeliveryStatus.PENDING).get(0).nextAttemptAt();
    assertTrue(next.isBefore(clock.instant().plus(Duration.ofDays(31))), next.toString());
  }

  @Test
  void a_slow_channel_stops_two_minutes_before_the_end_of_its_lease_and_gives_the_rest_back() {
    for (int i = 0; i < 10; i++) {
      visit(registerReachable("Customer " + i), "R" + i, "500");
    }
    Crm slow =
        crm(
            message -> {
              clock.advance(Duration.ofMinutes(1));
              return SendOutcome.delivered();
            });
    assertEquals(4, slow.deliver(10).delivered());
    assertEquals(6, crm.deliver().delivered());
  }

  @Test
  void rejections_show_the_shops_own_time() {
    CustomerId ann = register("Ann");
    Rejection rejection =
        desk.visits()
            .record(
                RecordVisit.builder()
                    .from(command(ann, "R1", "10"))
                    .occurredAt(clock.instant().plusSeconds(3600))
                    .build())
            .refusal()
            .orElseThrow();
    assertEquals(
        "the visit is at 2025-01-01 11:00, now is 2025-01-01 10:00; check the till's clock",
        rejection.message());
  }

  @Test
  void violations_are_in_the_engines_language_whatever_the_machines_is() {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      Desk english = crm(message -> SendOutcome.delivered()).desk(desk.actor());
      InvalidCommandException wrong =
          assertThrows(
              InvalidCommandException.class,
              () -> english.points().redeem(redemption(register("Ann"), 1, " K")));
      assertEquals(
          "key: is blank, has blanks at an end or control characters; give the plain key",
          wrong.getMessage());
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void an_adjustment_of_nothing_names_its_field() {
    CustomerId ann = register("Ann");
    InvalidCommandException wrong =
        assertThrows(
            InvalidCommandException.class,
            () ->
                desk.points()
                    .adjust(
                        AdjustPoints.builder()
                            .customer(ann)
                            .points(0)
                            .reason("none")
                            .key("K")
                            .build()));
    assertEquals("points", wrong.violations().get(0).field());
  }

  @Test
  void texts_and_instants_no_storage_keeps_are_refused() {
    assertInvalid("profile.name", CustomerProfile.builder().name("A\u0000").build());
    assertInvalid("profile.name", CustomerProfile.builder().name("A\ud800").build());
    assertInvalid(
        "profile.phones[0]",
        CustomerProfile.builder().name("Ann").addPhones(PhoneNumber.of("+9999999")).build());
    InvalidCommandException early =
        assertThrows(
            InvalidCommandException.class,
            () ->
                desk.customers()
                    .register(
                        RegisterCustomer.builder()
                            .profile(CustomerProfile.builder().name("Ann").build())
                            .joinedAt(Instant.MIN)
                            .build()));
    assertEquals("joinedAt", early.violations().get(0).field());
    assertThrows(InvalidProgramException.class, () -> LotTerm.of(Period.ofYears(20_000)));
  }

  @Test
  void values_that_cannot_exist_say_so_where_they_are_made() {
    InvalidValueException negative =
        assertThrows(InvalidValueException.class, () -> VisitLine.of("facial", yuan("-5")));
    assertTrue(negative.getMessage().contains("paid is CNY -5.00"), negative.getMessage());
    assertThrows(InvalidValueException.class, () -> StoreId.of(" "));
    assertThrows(InvalidValueException.class, () -> CustomerId.parse("42"));
  }

  @Test
  void a_multiplier_for_a_tier_the_ladder_lacks_is_refused() {
    Program misspelt =
        Program.of(
            "1",
            PointsPlan.builder()
                .per(yuan("1"))
                .putMultipliers(TierCode.of("glod"), BigDecimal.TEN)
                .build(),
            ladder());
    assertThrows(
        InvalidProgramException.class, () -> Crm.builder().merchant(LILY, misspelt).build());
  }

  @Test
  void no_external_id_shows_in_a_text_form() {
    RegisterCustomer command =
        RegisterCustomer.builder()
            .profile(
                CustomerProfile.builder()
                    .name("Wang Fang")
                    .addExternalIds(ExternalId.of("email", "wang@example.com"))
                    .build())
            .addPhones("13800138000")
            .build();
    String shown = command.toString() + ExternalId.of("email", "wang@example.com");
    assertFalse(shown.contains("wang") || shown.contains("Wang") || shown.contains("1380"), shown);
  }

  @Test
  void merchants_take_turns_in_the_outbox() {
    Merchant rose = merchant("rose");
    Crm both =
        Crm.builder()
            .storage(storage)
            .merchant(LILY, program())
            .merchant(rose, program())
            .clock(clock)
            .channel(sms(message -> SendOutcome.delivered()))
            .build();
    for (int i = 0; i < 60; i++) {
      visit(registerReachable("Customer " + i), "R" + i, "500");
    }
    Desk roses = both.desk(Actor.system(rose.id()));
    CustomerId ben =
        roses.customers().register(reachable("Ben", "13900139000")).orThrow().file().id();
    roses.visits().record(command(ben, "R1", "500")).orThrow();

    both.deliver(30);

    assertEquals(1, storage.messages(rose.id(), DeliveryStatus.SENT, 10).size());
  }

  @Test
  void a_wrong_interval_does_not_spoil_the_next_start() {
    assertThrows(InvalidValueException.class, () -> crm.start(Duration.ZERO));
    crm.start(Duration.ofHours(1));
    assertThrows(IllegalStateException.class, () -> crm.start(Duration.ofHours(1)));
    crm.close();
  }

  private void assertInvalid(String field, CustomerProfile profile) {
    InvalidCommandException wrong =
        assertThrows(
            InvalidCommandException.class,
            () -> desk.customers().register(RegisterCustomer.builder().profile(profile).build()));
    assertEquals(field, wrong.violations().get(0).field());
  }

  private CustomerId register(String name) {
    return desk.customers()
        .register(
            RegisterCustomer.builder()
                .profile(CustomerProfile.builder().name(name).build())
                .build())
        .orThrow()
        .file()
        .id();
  }

  private CustomerId registerReachable(String name) {
    int number = name.hashCode() & 0xFFFF;
    return desk.customers()
        .register(reachable(name, "138" + (10_000_000 + number)))
        .orThrow()
        .file()
        .id();
  }

  private static RegisterCustomer reachable(String name, String phone) {
    return RegisterCustomer.builder()
        .profile(
            CustomerProfile.builder().name(name).addConsents(Consent.to(ChannelKind.SMS)).build())
        .addPhones(phone)
        .build();
  }

  private static UpdateCustomer rename(CustomerId customer, CustomerProfile read, String name) {
    return UpdateCustomer.builder()
        .customer(customer)
        .profile(ImmutableCustomerProfile.copyOf(read).withName(name))
        .basedOn(read)
        .build();
  }

  private Answer visit(CustomerId customer, String receipt, String paid) {
    return desk.visits().record(command(customer, receipt, paid)).orThrow();
  }

  private static RecordVisit command(CustomerId customer, String receipt, String paid) {
    return RecordVisit.builder()
        .customer(customer)
        .store(STORE)
        .receipt(receipt)
        .addLines(VisitLine.of("facial", yuan(paid)))
        .build();
  }

  private static io.regulars.spi.VisitId visitOf(Answer answer) {
    return answer.visit().orElseThrow().id();
  }

  private void redeem(CustomerId customer, long points, String key) {
    desk.points().redeem(redemption(customer, points, key)).orThrow();
  }

  private static RedeemPoints redemption(CustomerId customer, long points, String key) {
    return RedeemPoints.builder().customer(customer).points(points).item("comb").key(key).build();
  }

  private List<OutboxMessage> messages(DeliveryStatus status) {
    return storage.messages(LILY.id(), status, 100);
  }

  private Crm crm(Function<OutboundMessage, SendOutcome> sending) {
    return crm(storage, sending);
  }

  private Crm crm(
      io.regulars.spi.storage.Storage files, Function<OutboundMessage, SendOutcome> sending) {
    return Crm.builder()
        .storage(files)
        .merchant(LILY, program())
        .clock(clock)
        .channel(sms(sending))
        .build();
  }

  private static Channel sms(Function<OutboundMessage, SendOutcome> sending) {
    return new Channel() {
      @Override
      public ChannelKind kind() {
        return ChannelKind.SMS;
      }

      @Override
      public SendOutcome send(OutboundMessage message) {
        return sending.apply(message);
      }
    };
  }

  @SuppressWarnings("NullAway") // what a careless channel does
  private static SendOutcome nothing() {
    return null;
  }

  private static Merchant merchant(String id) {
    return Merchant.builder()
        .id(MerchantId.of(id))
        .name("Lily Spa")
        .currency(CNY)
        .zone(SHANGHAI)
        .addStores(Store.of(STORE, "Main street", SHANGHAI))
        .build();
  }

  private static Program program() {
    return Program.of(
        "1",
        PointsPlan.builder().per(yuan("1")).term(LotTerm.of(Period.ofYears(1))).build(),
        ladder(),
        LifecyclePlan.builder().build(),
        AnnouncementPlan.builder().addChannels(ChannelKind.SMS).build());
  }

  private static TierPlan ladder() {
    return TierPlan.builder()
        .addTiers(Tier.of("gold", yuan("300")))
        .window(LotTerm.of(Period.ofYears(1)))
        .grace(Period.ofDays(30))
        .build();
  }

  private static Money yuan(String amount) {
    return Money.of(CNY, new BigDecimal(amount));
  }
}
