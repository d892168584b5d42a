package io.regulars.testkit;

import static io.regulars.testkit.Salon.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.complaint.ActOnCase;
import io.regulars.complaint.ChangeSeverity;
import io.regulars.complaint.ComplaintPlan;
import io.regulars.complaint.ComplaintService;
import io.regulars.complaint.Handler;
import io.regulars.complaint.ImmutableOpenComplaint;
import io.regulars.complaint.OpenComplaint;
import io.regulars.complaint.Rank;
import io.regulars.engine.DeliveryPass;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.RecordFeedback;
import io.regulars.feedback.Share;
import io.regulars.feedback.Survey;
import io.regulars.notify.NotificationPlan;
import io.regulars.notify.QuietHours;
import io.regulars.spi.CustomerId;
import io.regulars.spi.ImmutableMerchant;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.NotFoundException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.Store;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.Channel;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.complaint.Severity;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.visit.TakeBackVisit;
import io.regulars.worktime.WorkingHours;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * E1586 to E1590: who is given a case later, what was asked and answered while it was sent or held,
 * and what is told again when the program has changed.
 */
interface FeedbackMendedRules extends CrmRules {

  @Test
  default void required_E1586_nobody_on_a_line_of_the_visit_is_given_the_case_later() {
    Salon salon = salon();
    ComplaintPlan plan =
        ComplaintPlan.builder()
            .hours(WorkingHours.roundTheClock())
            .addHandlers(
                Handler.of(StaffId.of("mei"), Rank.STORE_MANAGER).addStores(SHOP).build(),
                Handler.of(StaffId.of("tia"), Rank.CLERK).addStores(SHOP).build())
            .build();
    Surveys surveys = Surveys.with(salon, plan);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit =
        Salon.visit(
            surveys.desk(),
            Salon.sale(ann, "R-1", "1.00")
                .withLines(Salon.line("wash", "50.00", "tia"), Salon.line("perm", "50.00", "mei")));
    surveys.answers(ann, 1, 1, 0).orThrow();
    CaseFile opened = Surveys.cases(surveys).get(0);
    ComplaintService desk = surveys.desk().complaints();
    assertEquals(Optional.empty(), opened.owner());
    desk.severity(
            ChangeSeverity.builder()
                .complaint(opened.id())
                .severity(Severity.HIGH)
                .key("s")
                .build())
        .orThrow();
    desk.withdraw(ActOnCase.builder().complaint(opened.id()).key("w").build()).orThrow();
    desk.reopen(ActOnCase.builder().complaint(opened.id()).key("r").build()).orThrow();
    assertEquals(Optional.empty(), Surveys.cases(surveys).get(0).owner(), "neither has it");
    ImmutableOpenComplaint told =
        ImmutableOpenComplaint.builder()
            .customer(ann)
            .store(SHOP)
            .channel("phone")
            .category("service")
            .visit(visit)
            .key("told")
            .build();
    assertEquals(Optional.empty(), desk.open(told).orThrow().file().owner(), "nor one by hand");
    assertEquals(
        Optional.of(StaffId.of("tia")),
        desk.open(told.withVisit(Optional.empty()).withKey("other")).orThrow().file().owner(),
        "whom nobody can mean");
  }

  @Test
  default void required_E1587_what_is_answered_while_it_is_sent_was_sent() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    salon.pass(Duration.ofHours(3));
    Channel sms =
        new AnsweringChannel(
            ChannelKind.SMS,
            message -> {
              surveys.answers(ann, 5, 5, 10).orThrow();
              return new SendOutcome.Delivered(Optional.of("P-1"));
            });
    Crm crm =
        Crm.builder()
            .storage(salon.storage())
            .clock(salon.clock())
            .channel(sms)
            .merchant(
                Salon.merchant(),
                Salon.program()
                    .with(
                        "s", Surveys.plan(Surveys.survey().build()).build(), Surveys.complaints()))
            .build();
    assertEquals(new DeliveryPass(1, 0, 0, 0, false), crm.deliver());
    assertEquals(DeliveryStatus.SENT, surveys.asked(ann).get(0).status());
    assertEquals(Optional.of("P-1"), surveys.asked(ann).get(0).reference());
    assertEquals(
        new Share(1, 1),
        surveys
            .desk()
            .feedback()
            .figures(FeedbackCriteria.builder().survey("visit").build())
            .responded());
  }

  @Test
  default void required_E1588_a_visit_voided_while_its_invitation_was_held_does_not_count() {
    Salon salon = salon();
    Surveys surveys =
        Surveys.with(
            salon,
            NotificationPlan.builder().addQuietHours(QuietHours.of("20:00", "09:00")).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    salon.clock().set(Complaints.instant("2026-09-01T17:30"));
    VisitId mistyped = surveys.pays(ann, "R-1");
    salon.clock().set(Complaints.instant("2026-09-01T21:00"));
    surveys.crm().deliver();
    surveys.desk().visits().takeBack(TakeBackVisit.voiding(mistyped, "mistyped")).orThrow();
    assertEquals(0, salon.books(ann).file().account(AccountKind.ASKED).balance());
    VisitId right = surveys.pays(ann, "R-2");
    salon.clock().set(Complaints.instant("2026-09-02T09:00"));
    assertEquals(new DeliveryPass(1, 0, 1, 0, false), surveys.crm().deliver());
    assertEquals(1, salon.sms().shown().size(), "about the visit she had");
    surveys.desk().visits().takeBack(TakeBackVisit.voiding(right, "too late")).orThrow();
    assertEquals(1, salon.books(ann).file().account(AccountKind.ASKED).balance(), "she was asked");
    salon.requireSound(ann);
  }

  @Test
  default void required_E1589_an_answer_told_again_is_known_whatever_is_asked_now() {
    Salon salon = salon();
    Survey asking = Surveys.survey().build();
    Survey other = Survey.builder().code("visit").addDimensions("price").build();
    Survey gone = Survey.builder().code("else").addDimensions("price").build();
    Surveys before = surveys(salon, asking);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = before.pays(ann, "R-1");
    AnswerSurvey link = before.by(before.token(ann), 5, 4).build();
    RecordFeedback box = Surveys.note("k").putRatings("quality", 4).build();
    RecordFeedback phone =
        RecordFeedback.builder()
            .key("p")
            .survey("visit")
            .channel(FeedbackChannel.LINK)
            .visit(visit)
            .putRatings("quality", 5)
            .putRatings("attitude", 4)
            .build();
    assertFalse(desk(before).feedback().answer(link).orThrow().repeated());
    assertFalse(desk(before).feedback().record(box).orThrow().repeated());
    for (Survey now : List.of(asking, other, gone)) {
      Desk desk = desk(surveys(salon, now));
      assertTrue(desk.feedback().record(box).orThrow().repeated(), now.code());
      assertTrue(desk.feedback().record(phone).orThrow().repeated(), now.code());
      if (now.code().equals("visit")) {
        assertTrue(desk.feedback().answer(link).orThrow().repeated());
      }
    }
    RecordFeedback fresh = Surveys.note("new").putRatings("quality", 4).build();
    for (Survey now : List.of(other, gone)) {
      Desk desk = desk(surveys(salon, now));
      assertThrows(InvalidCommandException.class, () -> desk.feedback().record(fresh));
    }
    Desk desk = desk(before);
    assertThrows(
        NotFoundException.class,
        () ->
            desk.feedback()
                .record(
                    Surveys.note("far").store(StoreId.of("S9")).putRatings("quality", 4).build()));
    assertThrows(
        NotFoundException.class,
        () ->
            desk.feedback()
                .record(
                    Surveys.note("whom")
                        .customer(Samples.customer(99))
                        .putRatings("quality", 4)
                        .build()));
  }

  private static Surveys surveys(Salon salon, Survey survey) {
    return new Surveys(salon, SentimentReader.NONE, Surveys.plan(survey).build());
  }

  private static Desk desk(Surveys surveys) {
    return Salon.desk(surveys.crm(), Role.SYSTEM);
  }

  @Test
  default void required_E1590_a_complaint_told_again_is_known_though_its_shop_is_gone() {
    Salon salon = salon();
    Complaints complaints = new Complaints(salon, Complaints.bare().build());
    ImmutableOpenComplaint told =
        complaints.complaint(Optional.empty()).withStore(Complaints.SECOND);
    OpenComplaint first = told.withKey("k");
    complaints.open(first);
    Crm fewer =
        Crm.builder()
            .storage(salon.storage())
            .clock(salon.clock())
            .merchant(
                ImmutableMerchant.copyOf(Salon.merchant())
                    .withStores(Store.of(SHOP, "First", Salon.SHANGHAI)),
                Salon.program().with("n", Complaints.bare().build()))
            .build();
    ComplaintService desk = Complaints.desk(fewer, "fay");
    assertTrue(desk.open(first).orThrow().repeated());
    assertThrows(NotFoundException.class, () -> desk.open(told.withKey("new")));
    assertEquals(1, desk.list(CaseCriteria.ALL).size());
  }
}
