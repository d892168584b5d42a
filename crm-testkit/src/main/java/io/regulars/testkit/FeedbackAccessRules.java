package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ImmutableComplaintPlan;
import io.regulars.engine.PlannedMessage;
import io.regulars.engine.Templates;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.By;
import io.regulars.feedback.FeedbackService;
import io.regulars.feedback.RecordFeedback;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.storage.TaskCriteria;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** E1370 to E1376: who reads and writes answers, and where no contact data and no link shows. */
interface FeedbackAccessRules extends CrmRules {

  private static Desk desk(Surveys surveys, String staff, Role role) {
    return surveys.crm().desk(Actor.staff(LOTUS, StaffId.of(staff), role));
  }

  private static FeedbackAnswer note(
      Surveys surveys, String key, String store, String staff, int quality) {
    return surveys
        .desk()
        .feedback()
        .record(
            Surveys.note(key)
                .store(StoreId.of(store))
                .staff(StaffId.of(staff))
                .putRatings("quality", quality)
                .build())
        .orThrow()
        .answer();
  }

  @Test
  default void required_E1370_a_store_manager_reads_the_answers_of_his_shops() {
    Surveys surveys = Surveys.at(salon());
    note(surveys, "a", "S1", "lin", 5);
    note(surveys, "b", "S2", "wu", 3);
    FeedbackCriteria all = FeedbackCriteria.builder().survey("visit").build();
    for (String[] row : new String[][] {{"mei", "S1"}, {"lan", "S2"}}) {
      FeedbackService his = desk(surveys, row[0], Role.STORE_MANAGER).feedback();
      assertEquals(
          List.of(row[1]), his.list(all).stream().map(answer -> answer.store().value()).toList());
      assertEquals(Set.of(row[1]), his.figures(all, By.STORE).keySet());
      assertEquals(1, his.figures(all).answers());
    }
    assertEquals(2, desk(surveys, "boss", Role.HEAD_OFFICE).feedback().list(all).size());
    assertEquals(
        2, desk(surveys, "zoe", Role.STORE_MANAGER).feedback().list(all).size(), "of every shop");
  }

  @Test
  default void required_E1371_nobody_reads_the_answer_that_opened_a_case_about_himself() {
    Surveys surveys = Surveys.at(salon());
    FeedbackAnswer bad = note(surveys, "a", "S1", "mei", 1);
    FeedbackAnswer good = note(surveys, "b", "S1", "mei", 5);
    assertTrue(bad.complaint().isPresent());
    FeedbackCriteria all = FeedbackCriteria.builder().survey("visit").build();
    FeedbackService hers = desk(surveys, "mei", Role.STORE_MANAGER).feedback();
    assertEquals(List.of(good), hers.list(all));
    assertEquals(0, hers.figures(all).negative());
    assertEquals(1, desk(surveys, "boss", Role.HEAD_OFFICE).feedback().figures(all).negative());
  }

  @Test
  default void required_E1372_who_served_writes_no_answer_down() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit =
        Salon.visit(
            surveys.desk(),
            Salon.sale(ann, "R-1", "1.00").withLines(Salon.line("facial", "1.00", "lin")));
    FeedbackService hers = desk(surveys, "lin", Role.THERAPIST).feedback();
    Dump before = salon.dump();
    for (RecordFeedback own :
        List.of(
            Surveys.note("k").staff(StaffId.of("lin")).putRatings("quality", 5).build(),
            Surveys.note("k").visit(visit).putRatings("quality", 5).build())) {
      InvalidCommandException e =
          assertThrows(InvalidCommandException.class, () -> hers.record(own));
      assertEquals("staff", e.violations().get(0).field());
      assertContains(e.violations().get(0).message(), "lin");
    }
    before.assertUnchanged(salon.storage(), LOTUS);
    hers.record(Surveys.note("k").staff(StaffId.of("wu")).putRatings("quality", 5).build())
        .orThrow();
    AnswerSurvey link = surveys.by(surveys.token(ann), 5, 5).build();
    assertThrows(InvalidCommandException.class, () -> hers.answer(link), "at her desk");
    Salon.desk(surveys.crm(), Role.SYSTEM).feedback().answer(link).orThrow();
  }

  @Test
  default void required_E1373_the_link_of_a_survey_shows_in_no_text_of_a_message() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    OutboxMessage asked = surveys.asked(ann).get(0);
    assertContains(asked.content().toString(), surveys.token(ann));
    assertFalse(asked.toString().contains(surveys.token(ann)), asked::toString);
    PlannedMessage planned =
        PlannedMessage.builder()
            .purpose(Purpose.SURVEY)
            .content(asked.content())
            .occurredAt(asked.occurredAt())
            .build();
    assertFalse(planned.toString().contains(surveys.token(ann)), planned::toString);
  }

  @Test
  default void required_E1374_a_case_and_all_about_it_show_no_contact_data() {
    Salon salon = salon();
    CustomerId ann = salon.member("Annabel", "13800138001");
    ComplaintPlan plan = Complaints.plan().addChannels(ChannelKind.SMS).build();
    Complaints cases = new Complaints(salon, plan);
    cases.at("2026-09-01T09:00");
    CaseId id = cases.open(cases.complaint(Optional.of(ann)));
    cases.at("2026-09-01T09:31");
    cases.crm().runDue();
    Desk desk = Complaints.full(cases.crm(), "fay");
    List<OutboxMessage> tasks = desk.tasks().list(TaskCriteria.ALL, 99);
    Templates own =
        Templates.builder()
            .putTexts("case.task.owner", Map.of("zh", "{{customer}}: {{category}}"))
            .build();
    Desk worded =
        Crm.builder()
            .storage(salon.storage())
            .merchant(Salon.merchant(), Salon.program().with("t", plan, own))
            .clock(salon.clock())
            .build()
            .desk(Actor.staff(LOTUS, StaffId.of("fay"), Role.HEAD_OFFICE));
    List<Object> seen = new ArrayList<>();
    seen.add(desk.complaints().find(id));
    seen.add(desk.complaints().list(CaseCriteria.ALL));
    seen.add(desk.messages().of(ann, Instant.EPOCH).stream().map(OutboxMessage::content).toList());
    tasks.forEach(task -> seen.add(task.content() + worded.tasks().words(task)));
    assertTrue(tasks.size() > 2);
    assertTrue(
        tasks.stream().anyMatch(task -> worded.tasks().words(task).startsWith(ann + ": service")));
    for (Object each : seen) {
      assertFalse(each.toString().contains("Annabel"), each::toString);
      assertFalse(each.toString().contains("13800138001"), each::toString);
    }
    assertEquals(List.of(), cases.lines(id, CaseEventKind.CONTACT_SEEN));
    desk.complaints().contact(cases.act(id));
    desk.customers().find(ann);
    assertEquals(1, cases.lines(id, CaseEventKind.CONTACT_SEEN).size(), "her file is not the case");
  }

  @Test
  default void required_E1375_whose_answer_opens_a_case_hears_of_it_once() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    ComplaintPlan silent = Surveys.complaints();
    ComplaintPlan telling = ImmutableComplaintPlan.copyOf(silent).withChannels(ChannelKind.SMS);
    ComplaintPlan elsewhere =
        ImmutableComplaintPlan.copyOf(silent).withChannels(ChannelKind.WECHAT);
    assertEquals(List.of("survey.thanks"), told(salon, ann, silent));
    assertEquals(List.of("case.received"), told(salon, bob, telling));
    CustomerId cat = salon.member("Cat", "13800138003");
    assertEquals(List.of("survey.thanks"), told(salon, cat, elsewhere), "she has no WeChat");
  }

  /** What a customer who is not content is written, besides the invitation. */
  private static List<String> told(Salon salon, CustomerId customer, ComplaintPlan plan) {
    Surveys surveys = Surveys.with(salon, plan);
    surveys.pays(customer, "R-" + customer);
    surveys.answers(customer, 1, 1, 1).orThrow();
    return salon.storage().messagesOf(LOTUS, customer, Instant.EPOCH).stream()
        .filter(message -> !message.channel().equals(ChannelKind.TASK))
        .filter(message -> message.purpose() == Purpose.TRANSACTIONAL)
        .map(message -> message.content().rule())
        .toList();
  }
}
