package io.regulars.testkit;

import static io.regulars.testkit.Letters.change;
import static io.regulars.testkit.Letters.handling;
import static io.regulars.testkit.Letters.letter;
import static io.regulars.testkit.Letters.post;
import static io.regulars.testkit.Letters.stored;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.MergeCases;
import io.regulars.complaint.OpenComplaint;
import io.regulars.engine.CircuitPolicy;
import io.regulars.engine.DeliveryPass;
import io.regulars.engine.DeliveryPolicy;
import io.regulars.engine.DeliveryReceipt;
import io.regulars.engine.Plan;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.QuietHours;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ExternalId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1580 to E1585, E1591 to E1593: that no message lies, is lost, or is taken for another one, and
 * that what is told is true then.
 */
interface MessageMendedRules extends CrmRules {

  private static Crm host(Salon salon, List<Plan> plans, Channel... channels) {
    Crm.Builder builder =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Salon.program().with("n", plans.toArray(new Plan[0])))
            .clock(salon.clock())
            .deliveryPolicy(new DeliveryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1)))
            .circuitPolicy(new CircuitPolicy(1_000, Duration.ofMinutes(1)));
    for (Channel channel : channels) {
      builder.channel(channel);
    }
    return builder.build();
  }

  /** A letter by this route to a customer who is reached by WeChat, SMS and e-mail. */
  private static ImmutableOutboxMessage routed(Salon salon, long n, ChannelKind... route) {
    ImmutableOutboxMessage message =
        letter(salon, n)
            .withPurpose(Purpose.TRANSACTIONAL)
            .withChannel(route[0])
            .withFallbacks(List.of(route).subList(1, route.length));
    change(
        salon,
        message.customer().orElseThrow(),
        profile ->
            profile.withExternalIds(
                ExternalId.of("wechat", "o-ann"), ExternalId.of("email", "ann@customer.example")));
    return message;
  }

  private static void failed(Crm crm, OutboxMessage message) {
    crm.deliveryReceipt(
        LOTUS, DeliveryReceipt.of(message.channel(), message.id(), DeliveryReceipt.Kind.FAILED));
  }

  @Test
  default void required_E1580_what_no_channel_is_left_for_is_a_dead_letter() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    Crm alone = host(salon, List.of(), wechat);
    OutboxMessage refused = routed(salon, 1, ChannelKind.WECHAT, ChannelKind.SMS);
    OutboxMessage often = routed(salon, 2, ChannelKind.WECHAT, ChannelKind.SMS);
    OutboxMessage bounced = routed(salon, 3, ChannelKind.WECHAT, ChannelKind.SMS);
    wechat.answerNext(SendOutcome.refusedForGood("blocked"));
    post(salon, refused);
    alone.deliver();
    wechat.answerNext(SendOutcome.retryLater("busy"), SendOutcome.retryLater("busy"));
    post(salon, often);
    alone.deliver();
    salon.pass(Duration.ofMinutes(1));
    alone.deliver();
    post(salon, bounced);
    alone.deliver();
    failed(alone, stored(salon, bounced));
    Desk desk = Salon.desk(alone, Role.HEAD_OFFICE);
    assertEquals(3, desk.messages().deadLetters(9).size());
    for (OutboxMessage dead : List.of(refused, often, bounced)) {
      assertEquals(DeliveryStatus.DEAD, stored(salon, dead).status());
      desk.messages().resend(handling(dead.id(), "again", "mended")).orThrow();
    }
    assertEquals(3, alone.deliver().delivered());
    assertEquals(List.of(), desk.messages().deadLetters(9));
    OutboxMessage late =
        routed(salon, 4, ChannelKind.WECHAT, ChannelKind.SMS)
            .withExpiresAt(salon.clock().instant().plusSeconds(30));
    wechat.answerNext(SendOutcome.retryLater("busy"));
    post(salon, late);
    alone.deliver();
    assertEquals(ChannelKind.WECHAT, stored(salon, late).channel(), "it waits where it can go");
    salon.pass(Duration.ofMinutes(1));
    alone.deliver();
    assertEquals(DeliveryStatus.EXPIRED, stored(salon, late).status());
    OutboxMessage over = routed(salon, 5, ChannelKind.WECHAT, ChannelKind.APP, ChannelKind.SMS);
    wechat.answerNext(SendOutcome.refusedForGood("blocked"));
    post(salon, over);
    Crm both = host(salon, List.of(), wechat, salon.sms());
    both.deliver();
    both.deliver();
    assertEquals(DeliveryStatus.SENT, stored(salon, over).status());
    assertEquals(ChannelKind.SMS, stored(salon, over).channel());
    OutboxMessage nowhere = routed(salon, 6, ChannelKind.APP, ChannelKind.EMAIL);
    change(
        salon,
        nowhere.customer().orElseThrow(),
        profile -> profile.withExternalIds(ExternalId.of("email", "ann@customer.example")));
    post(salon, nowhere);
    alone.deliver();
    salon.passDays(29);
    alone.deliver();
    assertEquals(DeliveryStatus.PENDING, stored(salon, nowhere).status(), "it may be configured");
    salon.passDays(1);
    alone.deliver();
    assertEquals(DeliveryStatus.DEAD, stored(salon, nowhere).status(), "but not for ever");
  }

  /** An answer within a quarter of an hour, by day and night. */
  private static ImmutableComplaintPlan.Builder promising() {
    return ComplaintPlan.builder()
        .hours(WorkingHours.roundTheClock())
        .addClocks(
            ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(15))).build())
        .addChannels(ChannelKind.SMS);
  }

  private static CaseId complains(Crm crm, CustomerId customer, String key) {
    return Salon.desk(crm, Role.HEAD_OFFICE)
        .complaints()
        .open(
            OpenComplaint.builder()
                .customer(customer)
                .store(SHOP)
                .channel("phone")
                .category("service")
                .key(key)
                .build())
        .orThrow()
        .file()
        .id();
  }

  private static List<String> told(Salon salon) {
    return salon.sms().shown().stream().map(OutboundMessage::template).toList();
  }

  @Test
  default void required_E1581_words_that_promise_go_without_the_promise_once_it_is_past() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    NotificationPlan nights =
        NotificationPlan.builder()
            .addQuietHours(QuietHours.of("21:00", "09:00"))
            .putExpiries(Purpose.TRANSACTIONAL, Duration.ofDays(1))
            .build();
    Crm crm = host(salon, List.of(promising().build(), nights), salon.sms());
    salon.clock().set(Complaints.instant("2026-09-01T20:50"));
    complains(crm, ann, "in time");
    assertEquals(1, crm.deliver().delivered());
    assertEquals(List.of("case.received-by"), told(salon));
    assertTrue(salon.sms().shown().get(0).text().contains("21:05"));
    salon.clock().set(Complaints.instant("2026-09-01T20:59"));
    salon.sms().answerNext(SendOutcome.retryLater("busy"));
    CaseId late = complains(crm, ann, "too late");
    for (String at : List.of("2026-09-01T20:59", "2026-09-01T21:01", "2026-09-01T21:14")) {
      salon.clock().set(Complaints.instant(at));
      assertEquals(0, crm.deliver().delivered());
    }
    salon.clock().set(Complaints.instant("2026-09-02T09:00"));
    assertEquals(1, crm.deliver().delivered());
    assertEquals(List.of("case.received-by", "case.received"), told(salon));
    OutboundMessage words = salon.sms().shown().get(1);
    assertTrue(words.text().contains("感谢") && !words.text().contains("21:14"), words::text);
    OutboxMessage sent = of(salon, ann, late);
    assertEquals(DeliveryStatus.SENT, sent.status());
    assertEquals(
        Optional.of("sent when what it promises was past, without that"), sent.lastReason());
    salon.sms().answerNext(SendOutcome.retryLater("down"));
    CaseId never = complains(crm, ann, "of no use");
    crm.deliver();
    salon.clock().set(Complaints.instant("2026-09-03T09:00"));
    crm.deliver();
    assertEquals(DeliveryStatus.EXPIRED, of(salon, ann, never).status(), "as the program says");
    assertEquals(2, salon.sms().shown().size());
  }

  /** Two complaints of a customer; nobody has told her yet when one is merged into the other. */
  @Test
  default void required_E1592_that_a_case_came_in_is_told_of_one_that_was_merged_too() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm = host(salon, List.of(promising().build()), salon.sms());
    CaseId first = complains(crm, ann, "first");
    CaseId second = complains(crm, ann, "second");
    MergeCases merge = MergeCases.builder().complaint(second).into(first).key("merge").build();
    Salon.desk(crm, Role.HEAD_OFFICE).complaints().merge(merge).orThrow();
    assertEquals(2, crm.deliver().delivered());
    assertEquals(List.of("case.received-by", "case.received-by"), told(salon));
  }

  @Test
  default void required_E1593_a_node_without_channels_takes_receipts_for_those_that_have_them() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    Crm worker = host(salon, List.of(), wechat, salon.sms());
    Crm web = host(salon, List.of());
    OutboxMessage bounced = routed(salon, 1, ChannelKind.WECHAT, ChannelKind.SMS);
    post(salon, bounced);
    worker.deliver();
    failed(web, stored(salon, bounced));
    assertEquals(DeliveryStatus.PENDING, stored(salon, bounced).status());
    assertEquals(1, worker.deliver().delivered());
    assertEquals(1, salon.sms().shown().size());
  }

  private static OutboxMessage of(Salon salon, CustomerId customer, CaseId id) {
    return salon.storage().messagesOf(LOTUS, customer, Instant.EPOCH).stream()
        .filter(message -> message.content().rule().startsWith("case.received"))
        .filter(message -> message.about().orElseThrow().id().equals(id.toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void required_E1582_the_thanks_for_a_bad_answer_are_not_lost_with_a_promise() {
    Salon salon = salon();
    Surveys surveys = Surveys.with(salon, promising().build());
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    salon.pass(Duration.ofHours(3));
    surveys.crm().deliver();
    for (int attempt = 0; attempt < 5; attempt++) {
      salon.sms().answerNext(SendOutcome.retryLater("503"));
    }
    surveys.answers(ann, 1, 1, 0).orThrow();
    for (int minute = 0; minute < 90; minute++) {
      surveys.crm().deliver();
      salon.pass(Duration.ofMinutes(1));
    }
    assertEquals(List.of("survey.invited", "case.received"), told(salon), "once, and that");
  }

  @Test
  default void required_E1583_dead_letters_are_listed_for_whose_business_they_are() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm = host(salon, List.of(promising().build()), salon.sms());
    Desk mei = crm.desk(Actor.staff(LOTUS, StaffId.of("mei"), Role.STORE_MANAGER));
    OpenComplaint about =
        OpenComplaint.builder()
            .customer(ann)
            .store(SHOP)
            .channel("phone")
            .category("service")
            .accused(StaffId.of("mei"))
            .key("k")
            .build();
    Desk office = Salon.desk(crm, Role.HEAD_OFFICE);
    for (int n = 1; n <= 5; n++) {
      salon.sms().answerNext(SendOutcome.refusedForGood("blocked"));
      office.complaints().open(OpenComplaint.builder().from(about).key("k-" + n).build()).orThrow();
    }
    crm.deliver();
    salon.pass(Duration.ofMinutes(1));
    salon.sms().answerNext(SendOutcome.refusedForGood("blocked"));
    CaseId other = complains(crm, ann, "other");
    crm.deliver();
    assertEquals(6, office.messages().deadLetters(9).size());
    for (int limit = 1; limit <= 2; limit++) {
      assertEquals(
          List.of(other.toString()),
          mei.messages().deadLetters(limit).stream()
              .map(message -> message.about().orElseThrow().id())
              .toList());
    }
    assertEquals(List.of(), mei.messages().deadLetters(0));
  }

  @Test
  default void required_E1584_what_is_sent_again_is_another_sending_and_a_retry_is_not() {
    Salon salon = salon();
    RecordingChannel wechat = RecordingChannel.of(ChannelKind.WECHAT);
    Crm crm = host(salon, List.of(), wechat, salon.sms());
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    OutboxMessage message = routed(salon, 1, ChannelKind.WECHAT, ChannelKind.SMS);
    post(salon, message);
    wechat.loseAnswers(1);
    crm.deliver();
    salon.pass(Duration.ofMinutes(1));
    assertEquals(1, crm.deliver().delivered());
    assertEquals(1, wechat.shown().size(), "a lost answer shows nothing twice");
    failed(crm, stored(salon, message));
    crm.deliver();
    failed(crm, stored(salon, message));
    for (int again = 2; again <= 3; again++) {
      desk.messages().resend(handling(message.id(), "k-" + again, "mended")).orThrow();
      salon.sms().answerNext(new SendOutcome.Delivered(Optional.of("P-" + again)));
      assertEquals(1, crm.deliver().delivered());
      crm.deliveryReceipt(
          LOTUS, DeliveryReceipt.of(ChannelKind.SMS, "P-" + again, DeliveryReceipt.Kind.FAILED));
    }
    List<String> keys = new ArrayList<>();
    wechat.attempts().forEach(sent -> keys.add(sent.sendingKey()));
    salon.sms().attempts().forEach(sent -> keys.add(sent.sendingKey()));
    String id = message.id().toString();
    assertEquals(
        List.of(id + ".wechat.1", id + ".wechat.1", id + ".sms.1", id + ".sms.2", id + ".sms.3"),
        keys);
    assertEquals(3, salon.sms().shown().size(), "each is shown");
  }

  @Test
  default void required_E1585_that_all_is_done_is_not_told_of_a_case_that_goes_on() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    ComplaintPlan plan = Complaints.bare().clocks(List.of()).addChannels(ChannelKind.SMS).build();
    NotificationPlan nights =
        NotificationPlan.builder().addQuietHours(QuietHours.of("21:00", "09:00")).build();
    Complaints complaints = new Complaints(salon, plan);
    Crm crm = host(salon, List.of(plan, nights), salon.sms());
    salon.clock().set(Complaints.instant("2026-09-01T10:00"));
    CaseId again = complaints.open(complaints.complaint(Optional.of(ann)));
    CaseId content = complaints.open(complaints.complaint(Optional.of(ann)));
    CaseId twice = complaints.open(complaints.complaint(Optional.of(ann)));
    CaseId done = complaints.open(complaints.complaint(Optional.of(ann)));
    crm.deliver();
    salon.sms().clear();
    salon.clock().set(Complaints.instant("2026-09-01T21:30"));
    for (CaseId id : List.of(again, content, twice, done)) {
      complaints.lead(
          id, CaseAction.ACKNOWLEDGE, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    }
    complaints.desk().followUp(complaints.asked(content, FollowUpCase.Outcome.CONTENT)).orThrow();
    salon.pass(Duration.ofMinutes(20));
    for (CaseId id : List.of(again, content, twice)) {
      complaints.take(CaseAction.REOPEN, id);
    }
    salon.pass(Duration.ofMinutes(1));
    complaints.lead(twice, CaseAction.PROPOSE, CaseAction.AGREE, CaseAction.RESOLVE);
    assertEquals(new DeliveryPass(0, 2, 4, 0, false), crm.deliver());
    salon.clock().set(Complaints.instant("2026-09-02T09:00"));
    assertEquals(new DeliveryPass(2, 0, 0, 0, false), crm.deliver());
    assertEquals(List.of("case.resolved", "case.resolved"), told(salon));
  }

  @Test
  default void required_E1591_what_a_slow_channel_leaves_is_for_who_comes_next() {
    Salon salon = salon();
    List<Instant> mails = new ArrayList<>();
    Channel slow =
        new AnsweringChannel(
            ChannelKind.EMAIL,
            message -> {
              mails.add(salon.clock().instant());
              salon.pass(Duration.ofSeconds(55));
              return SendOutcome.delivered();
            });
    Crm first = host(salon, List.of(), slow, salon.sms());
    Crm second = host(salon, List.of(), slow, salon.sms());
    for (int n = 1; n <= 6; n++) {
      post(salon, routed(salon, n, ChannelKind.EMAIL).withNextAttemptAt(OPENING));
    }
    post(salon, routed(salon, 7, ChannelKind.SMS).withNextAttemptAt(OPENING.plusMillis(1)));
    salon.pass(Duration.ofSeconds(1));
    assertEquals(new DeliveryPass(4, 0, 0, 0, true), first.deliver(7));
    assertEquals(new DeliveryPass(3, 0, 0, 0, false), second.deliver(25), "at once");
    assertEquals(6, mails.size());
    assertEquals(1, salon.sms().shown().size());
    for (int n = 11; n <= 16; n++) {
      post(salon, routed(salon, n, ChannelKind.EMAIL));
    }
    assertEquals(new DeliveryPass(6, 0, 0, 0, false), first.deliver(100), "and so does itself");
    assertEquals(12, mails.size());
  }
}
