package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.complaint.CaseClock;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.Handler;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.complaint.Rank;
import io.regulars.engine.Program;
import io.regulars.preset.Presets;
import io.regulars.spi.CustomerId;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** E1056 to E1059: the complaints of the presets, with the numbers of their handbooks. */
interface CasePresetRules extends CrmRules {

  CurrencyUnit CNY = CurrencyUnit.of("CNY");

  private static ComplaintPlan plan(Program program) {
    return program.plan(ComplaintPlan.class).orElseThrow();
  }

  private static CaseId about(Complaints cases, String category) {
    return cases.open(cases.complaint(Optional.empty()).withCategory(category));
  }

  @Test
  default void
      required_E1056_salon_and_bathhouse_answer_in_15_minutes_and_solve_what_is_urgent_in_5() {
    for (Program program : List.of(Presets.beautySalon(CNY), Presets.bathhouse(CNY))) {
      Complaints cases = new Complaints(salon(), plan(program));
      cases.at("2026-09-01T11:30");
      CaseId id = about(cases, "service");
      assertEquals(Severity.NORMAL, cases.file(id).severity());
      cases.assertDue("2026-09-01T11:45", id, CaseClock.FIRST_RESPONSE);
      cases.assertDue("2026-09-02T11:30", id, CaseClock.INVESTIGATION);
      for (String urgent : List.of("booking", "equipment")) {
        CaseId now = about(cases, urgent);
        assertEquals(Severity.URGENT, cases.file(now).severity());
        cases.assertDue("2026-09-01T11:35", now, CaseClock.FIRST_SOLUTION);
      }
      assertEquals(Severity.HIGH, cases.file(about(cases, "skin")).severity());
      assertEquals(Severity.LOW, cases.file(about(cases, "suggestion")).severity());
      cases.at("2026-09-01T04:00");
      CaseId phone = cases.open(cases.complaint(Optional.empty()).withChannel("phone"));
      cases.assertDue("2026-09-01T04:15", phone, CaseClock.FIRST_RESPONSE);
    }
  }

  @Test
  default void required_E1057_salon_and_bathhouse_answer_for_good_within_three_working_days() {
    Complaints salon = new Complaints(salon(), plan(Presets.beautySalon(CNY)));
    salon.at("2026-09-01T20:50");
    CaseId id = about(salon, "service");
    salon.assertDue("2026-09-02T10:05", id, CaseClock.FIRST_RESPONSE);
    salon.assertDue("2026-09-04T21:00", id, CaseClock.ANSWER);
    Complaints bath = new Complaints(salon(), plan(Presets.bathhouse(CNY)));
    bath.at("2026-09-01T23:55");
    CaseId late = about(bath, "service");
    bath.assertDue("2026-09-02T00:10", late, CaseClock.FIRST_RESPONSE);
    bath.assertDue("2026-09-05T02:00", late, CaseClock.ANSWER);
  }

  @Test
  default void required_E1058_the_hair_salon_answers_in_one_hour_and_proposes_in_three() {
    Salon salon = salon();
    Complaints cases = new Complaints(salon, plan(Presets.hairSalon(CNY)));
    cases.at("2026-09-01T20:30");
    CaseId id = about(cases, "haircut");
    cases.assertDue("2026-09-02T10:30", id, CaseClock.FIRST_RESPONSE);
    cases.assertDue("2026-09-02T12:30", id, CaseClock.FIRST_SOLUTION);
    cases.at("2026-09-02T20:00");
    cases.crm().runDue();
    assertEquals(
        List.of(
            "FIRST_RESPONSE SENIOR 10:30",
            "FIRST_RESPONSE STORE_MANAGER 10:45",
            "FIRST_RESPONSE HEAD_OFFICE 11:30",
            "FIRST_SOLUTION STORE_MANAGER 12:30",
            "FIRST_SOLUTION HEAD_OFFICE 13:30"),
        cases.lines(id, CaseEventKind.ESCALATED).stream().map(CasePresetRules::told).toList());
    assertEquals(
        List.of("10:15", "12:00", "16:30"),
        cases.lines(id, CaseEventKind.WARNED).stream().map(CasePresetRules::time).toList());
  }

  private static String told(CaseEvent line) {
    return line.figure(0).orElseThrow() + " " + line.figure(2).orElseThrow() + " " + time(line);
  }

  private static String time(CaseEvent line) {
    return line.occurredAt()
        .atZone(ZoneId.of("Asia/Shanghai"))
        .toLocalTime()
        .toString()
        .substring(0, 5);
  }

  @Test
  default void
      required_E1059_general_questions_go_to_juniors_complex_ones_to_seniors_and_ann_hears() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    ImmutableComplaintPlan staffed =
        ImmutableComplaintPlan.copyOf(plan(Presets.bathhouse(CNY)))
            .withHandlers(
                Handler.of(StaffId.of("lin"), Rank.CLERK).build(),
                Handler.of(StaffId.of("wu"), Rank.SENIOR).onDuty(true).build());
    Complaints cases = new Complaints(salon, staffed);
    cases.at("2026-09-01T12:00");
    assertEquals(Optional.of(StaffId.of("lin")), cases.file(about(cases, "price")).owner());
    for (String complex : List.of("skin", "booking", "equipment", "injury")) {
      assertEquals(Optional.of(StaffId.of("wu")), cases.file(about(cases, complex)).owner());
    }
    cases.open(cases.complaint(Optional.of(ann)));
    OutboxMessage word =
        salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 100).stream()
            .filter(message -> !message.channel().equals(ChannelKind.TASK))
            .findFirst()
            .orElseThrow();
    assertEquals(ChannelKind.SMS, word.channel(), "she has no WeChat");
    String said = Complaints.said(Locale.CHINESE, word);
    assertTrue(said.contains("非常抱歉") && said.contains("将在 2026-09-01 12:15 前回复您"), said);
    Crm whole =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Presets.beautySalon(CNY))
            .clock(salon.clock())
            .build();
    assertEquals(
        100,
        Salon.desk(whole, Role.HEAD_OFFICE)
            .visits()
            .record(Salon.sale(ann, "R-9", "100.00"))
            .orThrow()
            .sum(AccountKind.POINTS, EntryKind.EARNED));
  }
}
