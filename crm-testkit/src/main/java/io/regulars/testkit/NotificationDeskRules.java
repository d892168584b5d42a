package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.customer.UpdateCustomer;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.engine.Outcome;
import io.regulars.engine.Plan;
import io.regulars.engine.SendingRule.Verdict;
import io.regulars.engine.Templates;
import io.regulars.engine.Tenant;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.HandOverTask;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.ImmutableFrequencyCap;
import io.regulars.notify.ImmutableHandleMessage;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.NotificationRules;
import io.regulars.notify.PostponeTask;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Explanation;
import io.regulars.spi.ExternalId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.MessageId;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.customer.ImmutableCustomerProfile;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.Handling;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.outbox.Priority;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.TaskCriteria;
import io.regulars.spi.visit.Visit;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** E711 and on: when and how often customers are written to, and what people do about messages. */
interface NotificationDeskRules extends CrmRules {

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
                  reader,
                  night,
                  since -> List.of());
      assertEquals(atHome, verdict instanceof Verdict.Hold, "" + verdict);
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
  default void required_E724_a_manager_sends_a_dead_letter_again_or_gives_it_up() {
    Salon salon = salon();
    ImmutableOutboxMessage message = letter(salon, 1);
    ImmutableOutboxMessage other = letter(salon, 2);
    SendOutcome no = SendOutcome.refusedForGood("blocked");
    salon.sms().answerNext(no, no);
    post(salon, message, other);
    salon.crm().deliver();
    Desk desk = salon.desk();
    assertEquals(2, desk.messages().deadLetters(9).size());
    HandleMessage again = handling(message.id(), "k1", "number corrected");
    Desk till = Salon.desk(salon.crm(), Role.RECEPTIONIST);
    assertThrows(NotAllowedException.class, () -> till.messages().resend(again));
    OutboxMessage waits = desk.messages().resend(again).orThrow();
    assertEquals(DeliveryStatus.PENDING, waits.status());
    assertEquals(waits, desk.messages().resend(again).orThrow(), "once per key");
    assertThrows(
        ConflictException.class,
        () -> desk.messages().resend(handling(message.id(), "k1", "another reason")));
    assertEquals(1, salon.crm().deliver().delivered());
    assertEquals(message.id(), salon.sms().shown().get(0).id());
    assertRefused(desk.messages().resend(handling(message.id(), "k2", "twice")));
    Handling handled = stored(salon, message).handled().get(0);
    assertEquals(Optional.of(StaffId.of("head_office")), handled.staff());
    assertEquals("number corrected", handled.code());
    desk.messages().drop(handling(other.id(), "k1", "moved away")).orThrow();
    assertEquals(DeliveryStatus.DROPPED, stored(salon, other).status());
    assertEquals(0, salon.crm().deliver().delivered());
    assertRefused(desk.messages().drop(handling(other.id(), "k3", "again")));
  }

  private static void assertRefused(Outcome<OutboxMessage> outcome) {
    assertTrue(
        outcome instanceof Outcome.Refused<OutboxMessage> refused
            && refused.rejection().reason() == Reason.MESSAGE_STATE,
        () -> "" + outcome);
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
  default void required_E726_a_task_is_listed_and_done_by_whom_it_is_for() {
    Salon salon = salon();
    StaffId mia = StaffId.of("mia");
    OutboxMessage task = task(salon, 1, Recipient.staff(mia, Salon.SHOP));
    post(salon, task);
    assertEquals(0, salon.crm().deliver().delivered(), "an open task is not sent");
    Desk mias = salon.crm().desk(Actor.staff(LOTUS, mia, Role.CONSULTANT));
    Desk kims = salon.crm().desk(Actor.staff(LOTUS, StaffId.of("kim"), Role.CONSULTANT));
    assertEquals(List.of(task), mias.tasks().mine(9));
    assertEquals(List.of(), kims.tasks().mine(9));
    assertContains(mias.tasks().words(task), "Ann1", "silver");
    Instant later = OPENING.plus(Duration.ofDays(2));
    PostponeTask off =
        PostponeTask.builder().message(task.id()).until(later).code("busy").key("k1").build();
    assertThrows(NotAllowedException.class, () -> kims.tasks().postpone(off));
    assertEquals(Optional.of(later), mias.tasks().postpone(off).orThrow().dueAt());
    HandOverTask over =
        HandOverTask.builder()
            .message(task.id())
            .to(Recipient.role(Role.RECEPTIONIST, Salon.SHOP))
            .code("ill")
            .key("k2")
            .build();
    mias.tasks().handOver(over).orThrow();
    mias.tasks().handOver(over).orThrow();
    Desk till = Salon.desk(salon.crm(), Role.RECEPTIONIST);
    TaskCriteria shop = TaskCriteria.builder().store(Salon.SHOP).build();
    assertEquals(1, till.tasks().list(shop, 9).size());
    HandleMessage done = handling(task.id(), "k3", "reached");
    OutboxMessage end =
        till.tasks()
            .done(ImmutableHandleMessage.copyOf(done).withText("comes on Friday"))
            .orThrow();
    assertEquals(DeliveryStatus.DONE, end.status());
    assertEquals(
        List.of(Handling.Kind.POSTPONED, Handling.Kind.HANDED_OVER, Handling.Kind.DONE),
        end.handled().stream().map(Handling::kind).toList());
    assertThrows(ConflictException.class, () -> till.tasks().done(done));
    assertRefused(till.tasks().done(handling(task.id(), "k4", "again")));
    assertEquals(List.of(), till.tasks().list(shop, 9));
    assertTrue(!end.toString().contains("Friday"), "the text is not told: " + end);
  }

  @Test
  default void required_E727_staff_is_written_to_where_it_has_an_address_or_gets_a_task() {
    Salon salon = salon();
    RecordingChannel wecom = RecordingChannel.of(ChannelKind.of("wecom"));
    Crm crm =
        salon
            .builder()
            .channel(wecom)
            .staffAddresses(
                (merchant, to, channel) ->
                    to.equals(Recipient.role(Role.STORE_MANAGER, Salon.SHOP))
                        ? Optional.of("group-1")
                        : Optional.empty())
            .build();
    ImmutableOutboxMessage reached =
        task(salon, 1, Recipient.role(Role.STORE_MANAGER, Salon.SHOP))
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(wecom.kind());
    ImmutableOutboxMessage nowhere =
        task(salon, 2, Recipient.role(Role.HEAD_OFFICE))
            .withStatus(DeliveryStatus.PENDING)
            .withChannel(wecom.kind());
    ImmutableOutboxMessage planned =
        task(salon, 3, Recipient.role(Role.CONSULTANT))
            .withStatus(DeliveryStatus.PENDING)
            .withNextAttemptAt(OPENING.plusSeconds(60));
    post(salon, reached, nowhere, planned);
    crm.deliver();
    assertEquals("group-1", wecom.shown().get(0).address());
    assertEquals(1, wecom.shown().size());
    assertEquals(DeliveryStatus.SENT, stored(salon, reached).status());
    assertEquals(List.of(nowhere.id()), open(crm));
    salon.pass(Duration.ofSeconds(60));
    crm.deliver();
    assertEquals(List.of(nowhere.id(), planned.id()), open(crm));
  }

  private static List<MessageId> open(Crm crm) {
    return Salon.desk(crm, Role.HEAD_OFFICE).tasks().list(TaskCriteria.ALL, 9).stream()
        .map(OutboxMessage::id)
        .toList();
  }

  @Test
  default void required_E728_a_merchant_has_words_of_its_own() {
    Salon salon = salon();
    Crm crm =
        crm(
            salon,
            templates("tier.raised", "zh", "{{customer}} & {{tier}}"),
            NotificationPlan.NONE);
    ImmutableOutboxMessage message = letter(salon, 1);
    change(salon, message.customer().orElseThrow(), p -> p.withLanguage(Locale.FRENCH));
    ImmutableOutboxMessage empty =
        letter(salon, 2).withContent(Explanation.of("tier.raised", "none"));
    post(salon, message, empty);
    crm.deliver();
    OutboundMessage shown = salon.sms().shown().get(0);
    assertEquals("Ann1 & silver", shown.text(), "the merchant's language; nothing is escaped");
    assertEquals(Locale.SIMPLIFIED_CHINESE, shown.language());
    assertEquals("silver", shown.variables().get("tier"));
    assertEquals(1, salon.sms().shown().size(), "never half a text");
    assertContains(only(salon, DeliveryStatus.DEAD).lastReason().orElse(""), "no text", "tier");
    for (Templates bad :
        List.of(
            templates("tier.risen", "en", "hello"),
            templates("tier.raised", "en", "{{tier"),
            templates("tier.raised", "en", "{{reward}}"),
            templates("tier.raised", "en", "{{#gift}}a gift{{/gift}}"))) {
      assertThrows(InvalidProgramException.class, () -> crm(salon, bad));
    }
  }

  private static Templates templates(String code, String language, String text) {
    return Templates.builder().putTexts(code, Map.of(language, text)).build();
  }

  @Test
  default void required_E729_a_consent_says_when_it_was_given_and_who_took_it_down() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Consent given = only(salon, ann);
    assertEquals(Optional.of(OPENING), given.at());
    assertEquals(Optional.of(StaffId.of("head_office")), given.by());
    salon.passDays(1);
    change(salon, ann, profile -> profile.withConsents(Consent.to(ChannelKind.SMS)));
    assertEquals(given, only(salon, ann), "the same again is no news");
    change(
        salon,
        ann,
        profile -> profile.withConsents(Consent.never(ChannelKind.SMS).how("reply STOP")));
    Consent withdrawn = only(salon, ann);
    assertEquals(Optional.of(OPENING.plus(Duration.ofDays(1))), withdrawn.at());
    assertEquals(Optional.of("reply STOP"), withdrawn.how());
  }

  private static Consent only(Salon salon, CustomerId customer) {
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
    Consent kept = only(salon, ann);
    assertTrue(!kept.given() && kept.at().equals(Optional.of(OPENING)), () -> "" + kept);
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

  private static ImmutableFrequencyCap cap(int most) {
    return FrequencyCap.builder().most(most).per(Duration.ofDays(7)).build();
  }

  private static NotificationPlan capped(FrequencyCap cap) {
    return NotificationPlan.builder().addCaps(cap).build();
  }

  /** The salon under a program with these plans as well. */
  private static Crm crm(Salon salon, Plan... plans) {
    return Crm.builder()
        .storage(salon.storage())
        .merchant(Salon.merchant(), Salon.program().with("n", plans))
        .clock(salon.clock())
        .channel(salon.sms())
        .build();
  }

  /** A message due at once to the one customer, who is registered if he is not yet. */
  private static ImmutableOutboxMessage letter(Salon salon, long n) {
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

  private static ImmutableOutboxMessage task(Salon salon, long n, Recipient to) {
    return letter(salon, n)
        .withDueAt(OPENING.plus(Duration.ofHours(n)))
        .withChannel(ChannelKind.TASK)
        .withPurpose(Purpose.STAFF)
        .withStatus(DeliveryStatus.OPEN)
        .withTo(to);
  }

  private static HandleMessage handling(MessageId message, String key, String code) {
    return HandleMessage.builder().message(message).key(key).code(code).build();
  }

  private static void post(Salon salon, OutboxMessage... messages) {
    salon.storage().commit(ChangeSet.of(LOTUS).addAllMessages(Arrays.asList(messages)).build());
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

  private static OutboxMessage stored(Salon salon, OutboxMessage message) {
    return salon.storage().message(LOTUS, message.id()).orElseThrow();
  }

  private static List<MessageId> shown(Salon salon) {
    return salon.sms().shown().stream().map(OutboundMessage::id).toList();
  }

  private static OutboxMessage only(Salon salon, DeliveryStatus status) {
    List<OutboxMessage> messages = salon.storage().messages(LOTUS, status, 100);
    assertEquals(1, messages.size(), () -> status + ": " + messages);
    return messages.get(0);
  }
}
