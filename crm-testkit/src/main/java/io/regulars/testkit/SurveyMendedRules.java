package io.regulars.testkit;

import static io.regulars.testkit.Salon.LOTUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.RecordFeedback;
import io.regulars.feedback.Survey;
import io.regulars.notify.FrequencyCap;
import io.regulars.notify.HandleMessage;
import io.regulars.notify.NotificationPlan;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.channel.SendOutcome;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E1530 to E1534 and E1536: who served, who was asked, and who sees the link. */
interface SurveyMendedRules extends CrmRules {

  private static Desk desk(Surveys surveys, String staff, Role role) {
    return surveys.crm().desk(Actor.staff(LOTUS, StaffId.of(staff), role));
  }

  @Test
  default void required_E1530_everybody_on_a_line_of_the_visit_has_served() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit =
        Salon.visit(
            surveys.desk(),
            Salon.sale(ann, "R-1", "1.00")
                .withLines(
                    Salon.line("wash", "20.00", "tia"), Salon.line("perm", "500.00", "mei")));
    AnswerSurvey bad = surveys.by(surveys.token(ann), 1, 1).build();
    RecordFeedback told =
        RecordFeedback.builder()
            .key("p")
            .survey("visit")
            .channel(FeedbackChannel.PHONE)
            .visit(visit)
            .putRatings("quality", 1)
            .build();
    for (String staff : List.of("tia", "mei")) {
      Desk his = desk(surveys, staff, Role.STORE_MANAGER);
      assertThrows(InvalidCommandException.class, () -> his.feedback().answer(bad));
      assertThrows(InvalidCommandException.class, () -> his.feedback().record(told));
    }
    Salon.desk(surveys.crm(), Role.SYSTEM).feedback().answer(bad).orThrow();
    assertEquals(
        Optional.of(StaffId.of("boss")), Surveys.cases(surveys).get(0).owner(), "not with mei");
    assertEquals(
        List.of(), desk(surveys, "mei", Role.STORE_MANAGER).feedback().list(FeedbackCriteria.ALL));
    assertEquals(1, surveys.desk().feedback().list(FeedbackCriteria.ALL).size());
  }

  @Test
  default void required_E1531_an_answer_to_another_survey_ends_no_reminders() {
    Salon salon = salon();
    Survey asking = Surveys.survey().addAfter(Duration.ofDays(1)).build();
    Survey phone = Survey.builder().code("phone").addDimensions("quality").build();
    Surveys surveys = new Surveys(salon, SentimentReader.NONE, Surveys.plan(asking, phone).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = surveys.pays(ann, "R-1");
    for (String survey : List.of("phone", "visit")) {
      surveys
          .desk()
          .feedback()
          .record(
              RecordFeedback.builder()
                  .key(survey)
                  .survey(survey)
                  .channel(FeedbackChannel.PHONE)
                  .visit(visit)
                  .putRatings("quality", 5)
                  .build())
          .orThrow();
      DeliveryStatus status =
          survey.equals("phone") ? DeliveryStatus.PENDING : DeliveryStatus.WITHHELD;
      assertEquals(
          List.of(status, status),
          surveys.asked(ann).stream().map(OutboxMessage::status).toList(),
          survey);
    }
  }

  @Test
  default void required_E1532_a_visit_voided_before_it_was_asked_about_does_not_count_as_asked() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId mistyped = surveys.pays(ann, "R-1");
    surveys.desk().visits().takeBack(TakeBackVisit.voiding(mistyped, "mistyped")).orThrow();
    assertEquals(0, salon.books(ann).file().account(AccountKind.ASKED).balance());
    VisitId right = surveys.pays(ann, "R-2");
    salon.pass(Duration.ofHours(3));
    surveys.crm().deliver();
    assertEquals(1, salon.sms().shown().size(), "about the visit she had");
    assertEquals(2, surveys.asked(ann).size());
    surveys.desk().visits().takeBack(TakeBackVisit.voiding(right, "too late")).orThrow();
    surveys.pays(ann, "R-3");
    assertEquals(2, surveys.asked(ann).size(), "she was asked already");
    salon.requireSound(ann);
  }

  @Test
  default void required_E1533_a_cool_down_shorter_than_the_reminders_is_refused() {
    Survey week = Surveys.survey().addAfter(Duration.ofDays(7)).build();
    Survey first = Surveys.survey().addAfterFirst(Duration.ofHours(3), Duration.ofDays(7)).build();
    Duration between = Duration.ofDays(7).minus(Duration.ofHours(3));
    for (Survey survey : List.of(week, first)) {
      assertThrows(
          InvalidProgramException.class,
          () -> Surveys.plan(survey).coolDown(between.minusNanos(1)).build());
      assertEquals(between, Surveys.plan(survey).coolDown(between).build().coolDown());
    }
  }

  @Test
  default void required_E1534_under_a_cap_of_0_nobody_counts_as_asked() {
    Salon salon = salon();
    Surveys surveys =
        Surveys.with(
            salon,
            NotificationPlan.builder()
                .addCaps(
                    FrequencyCap.builder()
                        .addPurposes(Purpose.SURVEY)
                        .most(0)
                        .per(Duration.ofDays(7))
                        .build())
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    assertEquals(List.of(), surveys.asked(ann));
    assertEquals(0, salon.books(ann).file().account(AccountKind.ASKED).balance());
  }

  @Test
  default void required_E1536_no_desk_shows_a_link_that_is_for_the_customer() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    salon.pass(Duration.ofHours(3));
    SendOutcome blocked = SendOutcome.refusedForGood("blocked");
    salon.sms().answerNext(blocked, blocked);
    surveys.crm().deliver();
    String token = surveys.token(ann);
    OutboxMessage invited = surveys.asked(ann).get(0);
    HandleMessage again =
        HandleMessage.builder().message(invited.id()).key("k").code("again").build();
    HandleMessage off =
        HandleMessage.builder().message(invited.id()).key("o").code("enough").build();
    Desk mei = desk(surveys, "mei", Role.STORE_MANAGER);
    List<OutboxMessage> seen = new ArrayList<>(mei.messages().deadLetters(9));
    seen.addAll(mei.messages().of(ann, Instant.EPOCH));
    seen.add(mei.messages().find(invited.id()).orElseThrow());
    seen.add(mei.messages().resend(again).orThrow());
    seen.add(mei.messages().resend(again).orThrow());
    seen.add(mei.messages().drop(off).orThrow());
    assertEquals(6, seen.size());
    for (OutboxMessage message : seen) {
      assertFalse(message.content().figures().toString().contains(token), "the link");
      assertEquals(invited.content().figures().get(1), message.content().figures().get(1));
    }
    assertTrue(surveys.asked(ann).get(0).content().figures().get(2).contains(token), "stays");
  }
}
