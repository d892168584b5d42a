package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.NotificationTimingRules.NIGHTS;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHANGHAI;
import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.OpenComplaint;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Role;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.OutboundMessage;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.worktime.Target;
import io.regulars.worktime.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1520, E1523, E1524 and E1535: the words about a visit or a case, where and when they are true.
 */
interface NotificationPlaceRules extends CrmRules {

  StoreId ABROAD = StoreId.of("NY");
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** An answer within a quarter of an hour, by day and night. */
  private static ImmutableComplaintPlan.Builder plan() {
    return ComplaintPlan.builder()
        .hours(WorkingHours.roundTheClock())
        .addClocks(
            ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(15))).build())
        .addChannels(ChannelKind.SMS);
  }

  /** A salon of Shanghai with a shop in New York and quiet nights. */
  private static Crm abroad(Salon salon, ComplaintPlan complaints) {
    Merchant merchant =
        ImmutableMerchant.copyOf(Salon.merchant())
            .withStores(
                Store.of(SHOP, "First", SHANGHAI), Store.of(ABROAD, "Fifth Avenue", NEW_YORK));
    return Crm.builder()
        .storage(salon.storage())
        .clock(salon.clock())
        .channel(salon.sms())
        .merchant(
            merchant,
            Salon.program()
                .with("n", complaints, NIGHTS, Surveys.plan(Surveys.survey().build()).build()))
        .build();
  }

  private static Instant at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  private static OpenComplaint complaint(CustomerId customer, StoreId store) {
    return OpenComplaint.builder()
        .customer(customer)
        .store(store)
        .channel("phone")
        .category("service")
        .key("c-" + store.value())
        .build();
  }

  private static List<String> shown(Salon salon) {
    return salon.sms().shown().stream().map(OutboundMessage::template).toList();
  }

  @Test
  default void required_E1520_the_zone_of_the_shop_it_is_about_goes_before_the_merchants() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm = abroad(salon, plan().clocks(List.of()).build());
    Desk desk = Salon.desk(crm, Role.HEAD_OFFICE);
    salon.clock().set(at("2026-09-01T23:30", NEW_YORK));
    desk.visits().record(Salon.sale(ann, "R-1", "100.00").withStore(ABROAD)).orThrow();
    desk.complaints().open(complaint(ann, ABROAD)).orThrow();
    salon.pass(Duration.ofHours(3)); // 02:30 in New York, 14:30 in Shanghai
    assertEquals(2, crm.deliver().retried());
    assertEquals(List.of(), shown(salon), "she sleeps where she was");
    salon.clock().set(at("2026-09-02T09:00", NEW_YORK));
    crm.deliver();
    assertEquals(
        List.of("case.received", "survey.invited"), shown(salon).stream().sorted().toList());
    String link = salon.sms().shown().get(shown(salon).indexOf("survey.invited")).text();
    Crm silent = abroad(salon, plan().channels(List.of()).build());
    salon.clock().set(at("2026-09-02T22:00", NEW_YORK));
    Salon.desk(silent, Role.SYSTEM)
        .feedback()
        .answer(
            AnswerSurvey.builder()
                .token(link.substring(link.indexOf(Surveys.LINK) + Surveys.LINK.length()))
                .putRatings("quality", 1)
                .build())
        .orThrow();
    assertEquals(0, silent.deliver().delivered(), "nor is she thanked at night");
    salon.clock().set(at("2026-09-03T09:00", NEW_YORK));
    assertEquals(1, silent.deliver().delivered());
  }

  @Test
  default void required_E1523_a_promise_that_is_past_is_not_sent() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm = abroad(salon, plan().build());
    salon.clock().set(at("2026-09-01T04:00", SHANGHAI));
    CaseId id =
        Salon.desk(crm, Role.HEAD_OFFICE)
            .complaints()
            .open(complaint(ann, SHOP))
            .orThrow()
            .file()
            .id();
    assertEquals(
        Optional.of(at("2026-09-01T04:15", SHANGHAI)), only(salon, ann).expiresAt(), "" + id);
    crm.deliver();
    salon.clock().set(at("2026-09-01T09:00", SHANGHAI));
    crm.deliver();
    assertEquals(
        List.of("case.received"), shown(salon), "nobody is told at nine: by a quarter past four");
    assertEquals(DeliveryStatus.SENT, only(salon, ann).status());
  }

  private static OutboxMessage only(Salon salon, CustomerId customer) {
    List<OutboxMessage> words =
        salon.storage().messagesOf(LOTUS, customer, Instant.EPOCH).stream()
            .filter(message -> message.content().rule().startsWith("case.received"))
            .toList();
    assertEquals(1, words.size());
    return words.get(0);
  }

  @Test
  default void required_E1524_that_a_case_came_in_is_not_told_once_it_has_ended() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Crm crm = abroad(salon, plan().clocks(List.of()).build());
    salon.clock().set(at("2026-09-01T04:00", SHANGHAI));
    ComplaintService desk = Salon.desk(crm, Role.HEAD_OFFICE).complaints();
    CaseId id = desk.open(complaint(ann, SHOP)).orThrow().file().id();
    desk.withdraw(ActOnCase.builder().complaint(id).key("w").build()).orThrow();
    salon.clock().set(at("2026-09-01T09:00", SHANGHAI));
    assertEquals(1, crm.deliver().withheld());
    assertEquals(List.of(), shown(salon));
    assertEquals(Optional.of("case ended"), only(salon, ann).lastReason());
  }

  @Test
  default void required_E1535_whoever_complains_is_thanked_and_apologised_to() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    for (ComplaintPlan plan : List.of(plan().build(), plan().clocks(List.of()).build())) {
      Crm crm = abroad(salon, plan);
      StoreId store = plan.clocks().isEmpty() ? SHOP : ABROAD;
      Salon.desk(crm, Role.HEAD_OFFICE).complaints().open(complaint(ann, store)).orThrow();
    }
    List<OutboxMessage> words = salon.storage().messagesOf(LOTUS, ann, Instant.EPOCH);
    assertEquals(
        List.of("case.received", "case.received-by"),
        words.stream()
            .filter(message -> message.channel().equals(ChannelKind.SMS))
            .map(message -> message.content().rule())
            .sorted()
            .toList());
    for (OutboxMessage message : words) {
      if (message.channel().equals(ChannelKind.SMS)) {
        assertContains(Complaints.said(Locale.ENGLISH, message), "thank you", "sorry");
        String said = Complaints.said(Locale.CHINESE, message);
        assertTrue(said.contains("感谢") && said.contains("抱歉"), said);
      }
    }
  }
}
