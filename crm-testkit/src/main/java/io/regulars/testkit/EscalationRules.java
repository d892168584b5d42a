package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.complaint.CaseAction;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ClockTarget;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.FollowUpCase;
import io.regulars.complaint.Handler;
import io.regulars.complaint.Rank;
import io.regulars.complaint.Rung;
import io.regulars.engine.DuePass;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.Merchant;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.Recipient;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.CaseState;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E1035 to E1045: to whom a complaint is given, and who is told when a clock is missed. */
interface EscalationRules extends CrmRules {

  /** A line without who wrote it when: what must not depend on when time was applied. */
  private static String told(CaseEvent line) {
    return line.kind() + " " + line.occurredAt() + " " + line.explanation().figures();
  }

  /** What time alone wrote. */
  private static List<String> struck(Complaints cases, CaseId id) {
    return cases.file(id).events().stream()
        .filter(line -> line.actor().role() == Role.SYSTEM)
        .map(EscalationRules::told)
        .toList();
  }

  /** All messages there are on the channel of tasks, or on the others. */
  private static List<OutboxMessage> messages(Salon salon, boolean tasks) {
    DeliveryStatus status = tasks ? DeliveryStatus.OPEN : DeliveryStatus.PENDING;
    return salon.storage().messages(LOTUS, status, 1_000).stream()
        .filter(message -> message.channel().equals(ChannelKind.TASK) == tasks)
        .sorted(Comparator.comparing(OutboxMessage::occurredAt))
        .toList();
  }

  private static List<String> tasks(Salon salon) {
    return messages(salon, true).stream()
        .map(task -> task.content().rule().replace("case.task.", "") + " " + name(task.to()))
        .toList();
  }

  private static String name(Recipient to) {
    if (to instanceof Recipient.OfStaff staff) {
      return staff.staff().value();
    }
    return ((Recipient.OfRole) to).role().name();
  }

  @Test
  default void required_E1035_each_rung_is_climbed_once_whoever_runs_whatever_twice() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    Crm other = cases.node(storage());
    for (String time : List.of("09:09", "09:10", "09:15", "09:16", "09:29", "09:31", "10:16")) {
      cases.at("2026-09-01T" + time);
      cases.crm().runDue();
      other.runDue();
      cases.take(CaseAction.NOTE, id);
      cases.crm().runDue();
    }
    cases.at("2026-09-01T11:30");
    assertEquals(new DuePass(0, 0, 0, false), cases.crm().runDue());
    Instant due = Complaints.instant("2026-09-01T09:15");
    Instant missed = due.plusNanos(1_000);
    assertEquals(
        List.of(
            "WARNED " + due.minusSeconds(300) + " [FIRST_RESPONSE, " + due + "]",
            "ESCALATED " + missed + " [FIRST_RESPONSE, 1, SENIOR, " + due + "]",
            "ESCALATED "
                + missed.plusSeconds(900)
                + " [FIRST_RESPONSE, 2, STORE_MANAGER, "
                + due
                + "]",
            "ESCALATED "
                + missed.plusSeconds(3_600)
                + " [FIRST_RESPONSE, 3, HEAD_OFFICE, "
                + due
                + "]"),
        struck(cases, id));
    assertEquals(
        List.of("owner amy", "warned amy", "escalated cao", "escalated dan", "escalated fay"),
        tasks(salon));
    assertEquals(Optional.of(Rank.HEAD_OFFICE), cases.desk().find(id).standing().told());
  }

  @Test
  default void required_E1036_time_applied_in_any_steps_writes_the_same() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T17:30");
    CaseId often = cases.open(cases.complaint(Optional.empty()).withCategory("booking"));
    CaseId once = cases.open(cases.complaint(Optional.empty()).withCategory("booking"));
    for (int minute = 0; minute < 2_000; minute += 7) {
      salon.pass(Duration.ofMinutes(7));
      cases.desk().find(once);
      if (minute % 3 == 0) {
        cases.take(CaseAction.NOTE, often);
      }
    }
    List<String> seen = struck(cases, often);
    assertEquals(0, struck(cases, once).size(), "looking writes nothing");
    assertEquals(
        seen, cases.desk().find(once).events().stream().map(EscalationRules::told).toList());
    cases.crm().runDue();
    assertEquals(seen, struck(cases, once));
    assertEquals(6, seen.size(), "a warning, three rungs, the solution's and the investigation's");
  }

  @Test
  default void required_E1037_silence_ends_a_case_that_waits() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases =
        new Complaints(salon, Complaints.bare().patience(Duration.ofDays(7)).build());
    CaseId heard = cases.open(cases.complaint(Optional.of(ann)));
    CaseId silent = cases.open(cases.complaint(Optional.of(ann)));
    for (CaseId id : List.of(heard, silent)) {
      cases.lead(id, CaseAction.ACKNOWLEDGE, CaseAction.PAUSE);
    }
    Instant since = salon.clock().instant();
    salon.passDays(7);
    cases.crm().runDue();
    cases.take(CaseAction.RESUME, heard);
    salon.pass(Duration.ofHours(1));
    cases.crm().runDue();
    assertEquals(CaseState.ACKNOWLEDGED, cases.file(heard).state(), "the last instant was in time");
    assertEquals(CaseState.WITHDRAWN, cases.file(silent).state());
    CaseEvent end = cases.lines(silent, CaseEventKind.WITHDRAWN).get(0);
    assertEquals(List.of("silence", since.toString()), end.explanation().figures());
    assertEquals(Actor.system(LOTUS), end.actor());
    assertEquals(
        List.of("complaint.opened", "complaint.opened", "complaint.withdrawn"),
        salon.books(ann).events().stream()
            .map(event -> event.explanation().rule())
            .filter(rule -> rule.startsWith("complaint."))
            .toList());
    assertEquals(CaseState.ACKNOWLEDGED, cases.take(CaseAction.REOPEN, silent).file().state());
  }

  @Test
  default void required_E1038_a_case_is_given_to_the_least_senior_who_will_do_and_has_least() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            Complaints.plan()
                .addHandlers(
                    Handler.of(StaffId.of("kim"), Rank.CLERK)
                        .addStores(Complaints.SECOND)
                        .addSkills("skin", "hair")
                        .build())
                .build());
    assertGiven(cases, "amy", cases.open());
    assertGiven(cases, "ben", cases.open());
    assertGiven(cases, "amy", cases.open());
    CaseId third = cases.open();
    assertGiven(cases, "ben", third);
    cases.take(CaseAction.WITHDRAW, third);
    assertGiven(cases, "ben", cases.open());
    assertGiven(cases, "cao", about(cases, "booking", Salon.SHOP.value()));
    assertGiven(cases, "cao", about(cases, "skin", "S2"));
    assertGiven(cases, "kim", about(cases, "hair", "S2"));
    assertGiven(cases, "cao", about(cases, "service", "S2"));
  }

  private static CaseId about(Complaints cases, String category, String store) {
    return cases.open(
        cases.complaint(Optional.empty()).withCategory(category).withStore(StoreId.of(store)));
  }

  private static void assertGiven(Complaints cases, String staff, CaseId id) {
    assertEquals(Optional.of(StaffId.of(staff)), cases.file(id).owner());
    assertEquals(CaseState.ASSIGNED, cases.file(id).state());
    assertEquals(
        Actor.staff(LOTUS, StaffId.of("fay"), Role.HEAD_OFFICE),
        cases.lines(id, CaseEventKind.ASSIGNED).get(0).actor());
  }

  @Test
  default void required_E1039_nobody_is_given_a_complaint_about_himself() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    CaseId clerk = cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("amy")));
    assertGiven(cases, "ben", clerk);
    CaseId grave =
        cases.open(
            cases.complaint(Optional.empty()).withCategory("skin").withAccused(StaffId.of("cao")));
    assertGiven(cases, "dan", grave);
  }

  @Test
  default void required_E1040_out_of_hours_a_case_is_given_to_whom_is_on_duty() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            Complaints.plan()
                .addHandlers(
                    Handler.of(StaffId.of("nia"), Rank.CLERK)
                        .onDuty(true)
                        .addSkills("hair")
                        .build())
                .build());
    cases.at("2026-09-01T03:00");
    assertGiven(cases, "nia", about(cases, "hair", "S1"));
    assertGiven(cases, "cao", about(cases, "skin", "S1"));
    CaseId aboutCao =
        cases.open(
            cases.complaint(Optional.empty()).withCategory("skin").withAccused(StaffId.of("cao")));
    assertGiven(cases, "nia", aboutCao);
    cases.at("2026-09-01T12:30");
    assertGiven(cases, "cao", about(cases, "service", "S1"));
  }

  @Test
  default void required_E1041_a_case_that_nobody_can_take_stays_open_and_climbs() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            Complaints.bare()
                .addHandlers(
                    Handler.of(StaffId.of("dan"), Rank.STORE_MANAGER).addSkills("skin").build())
                .build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    assertEquals(Optional.empty(), cases.file(id).owner());
    assertEquals(CaseState.OPEN, cases.file(id).state());
    cases.at("2026-09-01T09:10");
    cases.crm().runDue();
    cases.at("2026-09-01T11:00");
    cases.crm().runDue();
    assertEquals(
        List.of(
            "warned RECEPTIONIST",
            "escalated CONSULTANT",
            "escalated dan",
            "escalated HEAD_OFFICE"),
        tasks(salon));
    assertEquals(CaseState.OPEN, cases.file(id).state());
  }

  @Test
  default void required_E1042_whom_a_complaint_is_about_is_not_told_when_it_climbs() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    cases.open(cases.complaint(Optional.empty()).withAccused(StaffId.of("dan")));
    cases.at("2026-09-01T09:31");
    cases.crm().runDue();
    assertEquals(List.of("owner amy", "escalated cao", "escalated fay"), tasks(salon));
  }

  @Test
  default void required_E1043_rungs_a_minute_apart_are_climbed_a_minute_apart() {
    Salon salon = salon();
    Complaints cases =
        new Complaints(
            salon,
            ComplaintPlan.builder()
                .hours(Complaints.hours())
                .addClocks(
                    ClockTarget.of(CaseClock.FIRST_RESPONSE, Target.wall(Duration.ofMinutes(1)))
                        .warnBefore(Duration.ofSeconds(30))
                        .addRungs(
                            Rung.at(Rank.SENIOR),
                            Rung.after(Duration.ofSeconds(30), Rank.STORE_MANAGER))
                        .build())
                .build());
    CaseId id = cases.open();
    for (int lines = 1; lines <= 3; lines++) {
      salon.pass(Duration.ofSeconds(30).plusNanos(1_000));
      cases.crm().runDue();
      assertEquals(lines, struck(cases, id).size(), "the lease of the last pass is over");
    }
    assertEquals(Optional.empty(), cases.file(id).wakeAt());
  }

  @Test
  default void required_E1044_who_left_is_warned_no_more_than_the_plan_knows_and_the_plan_climbs() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open();
    ComplaintPlan without =
        Complaints.bare().addHandlers(Handler.of(StaffId.of("eve"), Rank.SENIOR).build()).build();
    cases.at("2026-09-01T09:20");
    cases.node(storage(), without, "2026-2").runDue();
    assertEquals(Optional.of(StaffId.of("amy")), cases.file(id).owner(), "until somebody takes it");
    assertEquals(List.of("owner amy", "escalated eve"), tasks(salon));
    assertEquals(Severity.NORMAL, cases.file(id).severity());
  }

  @Test
  default void required_E1045_the_customer_hears_that_it_came_in_was_resolved_and_how_it_went() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Complaints cases =
        new Complaints(
            salon, Complaints.bare().addChannels(ChannelKind.SMS, ChannelKind.WECHAT).build());
    cases.at("2026-09-01T11:50");
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    cases.open();
    for (FollowUpCase.Outcome outcome : FollowUpCase.Outcome.values()) {
      salon.pass(Duration.ofMinutes(1));
      cases.lead(
          id,
          Complaints.way(CaseState.RESOLVED)
              .subList(outcome.ordinal() == 0 ? 0 : 1, 4)
              .toArray(CaseAction[]::new));
      salon.pass(Duration.ofMinutes(1));
      cases.desk().followUp(cases.asked(id, outcome)).orThrow();
      cases.take(CaseAction.REOPEN, id);
    }
    List<OutboxMessage> words = messages(salon, false);
    assertEquals(
        List.of(
            "case.received-by",
            "case.resolved",
            "case.content",
            "case.resolved",
            "case.resolved",
            "case.not-reached"),
        words.stream().map(message -> message.content().rule()).toList());
    assertEquals(
        "Lotus: dear Ann, thank you for telling us. We are sorry for what happened, are looking into"
            + " it now and will answer you by 2026-09-01 13:05.",
        Complaints.said(Locale.ENGLISH, words.get(0)));
    assertTrue(Complaints.said(Locale.CHINESE, words.get(0)).contains("将在 2026-09-01 13:05 前回复您"));
    for (OutboxMessage message : words) {
      assertEquals(Purpose.TRANSACTIONAL, message.purpose());
      assertEquals(ChannelKind.SMS, message.channel());
      assertEquals(List.of(), message.fallbacks(), "she has no WeChat");
      assertEquals(id.toString(), message.about().orElseThrow().id());
      assertTrue(Complaints.said(Locale.ENGLISH, message).startsWith("Lotus: dear Ann, "));
      assertTrue(Complaints.said(Locale.CHINESE, message).startsWith("Lotus:Ann,"));
    }
  }

  @Test
  default void required_E1407_the_time_promised_is_that_of_the_shop() {
    Salon salon = salon();
    Merchant abroad =
        ImmutableMerchant.copyOf(Salon.merchant())
            .withStores(Store.of(SHOP, "Ginza", ZoneId.of("Asia/Tokyo")));
    Complaints cases =
        new Complaints(salon, abroad, Complaints.bare().addChannels(ChannelKind.SMS).build());
    cases.at("2026-09-01T11:50");
    CustomerId ann = salon.member("Ann", "13800138001");
    cases.open(cases.complaint(Optional.of(ann)));
    OutboxMessage word = messages(salon, false).get(0);
    assertEquals(Instant.parse("2026-09-01T04:15:00Z"), due(cases));
    assertTrue(
        Complaints.said(Locale.ENGLISH, word).endsWith("answer you by 2026-09-01 13:15."),
        "12:15 in Shanghai");
  }

  private static Instant due(Complaints cases) {
    CaseId id = cases.desk().list(CaseCriteria.ALL).get(0).id();
    return cases.clock(id, CaseClock.FIRST_RESPONSE).deadline().orElseThrow();
  }

  @Test
  default void required_E1408_tasks_name_severity_and_clock_in_words() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, Complaints.plan().build());
    cases.at("2026-09-01T10:00");
    cases.open(cases.complaint(Optional.empty()).withCategory("skin"));
    cases.at("2026-09-01T10:10");
    cases.crm().runDue();
    List<OutboxMessage> tasks = messages(salon, true);
    assertEquals(
        List.of("case.task.owner", "case.task.warned"),
        tasks.stream().map(task -> task.content().rule()).toList());
    String english = Complaints.said(Locale.ENGLISH, tasks.get(1));
    assertTrue(english.endsWith("about skin (high): the first answer is nearly due."), english);
    String chinese = Complaints.said(Locale.CHINESE, tasks.get(1));
    assertTrue(chinese.endsWith("(skin,严重):首次回应 即将到期。"), chinese);
  }
}
