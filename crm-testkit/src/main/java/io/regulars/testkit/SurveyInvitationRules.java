package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Outcome;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.FeedbackGiven;
import io.regulars.feedback.ImmutableRecordFeedback;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.StorageException;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.TakeBackVisit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** E1101 to E1106, E1108 to E1110: who is asked, and which answers a link takes. */
interface SurveyInvitationRules extends CrmRules {

  @Test
  default void required_E1101_three_hours_after_a_visit_the_customer_is_asked_about_it() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = surveys.pays(ann, "R-1");

    OutboxMessage asked = surveys.asked(ann).get(0);
    assertEquals(1, surveys.asked(ann).size());
    assertEquals(Purpose.SURVEY, asked.purpose());
    assertEquals(Optional.of(About.visit(visit)), asked.about(), "a voided one is withheld");
    assertEquals(OPENING.plus(Duration.ofHours(3)), asked.nextAttemptAt());
    assertEquals(
        Optional.of(OPENING.plus(Duration.ofHours(3)).plus(Duration.ofDays(14))),
        asked.expiresAt());
    surveys.crm().deliver();
    assertEquals(0, salon.sms().shown().size());
    salon.pass(Duration.ofHours(3));
    surveys.crm().deliver();
    assertContains(
        salon.sms().shown().get(0).text(), "Lotus", "Ann", Surveys.LINK + surveys.token(ann));
  }

  @Test
  default void required_E1102_reminders_follow_until_there_is_an_answer() {
    Salon salon = salon();
    Surveys surveys =
        Surveys.at(salon, survey -> survey.addAfter(Duration.ofHours(24), Duration.ofDays(7)));
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    assertEquals(3, surveys.asked(ann).size());
    salon.pass(Duration.ofHours(30));
    surveys.crm().deliver();
    assertEquals(2, salon.sms().shown().size());
    surveys.answers(ann, 5, 5, 10).orThrow();
    assertEquals(
        List.of(DeliveryStatus.SENT, DeliveryStatus.SENT, DeliveryStatus.WITHHELD),
        surveys.asked(ann).stream().map(OutboxMessage::status).sorted().toList());
    salon.passDays(10);
    surveys.crm().deliver();
    assertEquals(2, salon.sms().shown().size());
  }

  @Test
  default void required_E1103_a_new_customer_may_be_asked_at_another_time() {
    Salon salon = salon();
    Surveys surveys =
        new Surveys(
            salon,
            SentimentReader.NONE,
            Surveys.plan(Surveys.survey().addAfterFirst(Duration.ofHours(24)).build())
                .coolDown(Duration.ofDays(1))
                .build());
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    assertEquals(OPENING.plus(Duration.ofHours(24)), surveys.asked(ann).get(0).nextAttemptAt());
    salon.passDays(5);
    surveys.pays(ann, "R-2");
    assertEquals(
        OPENING.plus(Duration.ofDays(5)).plus(Duration.ofHours(3)),
        surveys.asked(ann).get(1).nextAttemptAt());
  }

  @Test
  default void required_E1104_whom_a_survey_is_for() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    Surveys first = Surveys.at(salon, survey -> survey.firstOnly(true));
    first.pays(ann, "R-1");
    salon.passDays(31);
    first.pays(ann, "R-2");
    assertEquals(1, first.asked(ann).size(), "the first visit alone");

    Surveys gold = Surveys.at(salon, survey -> survey.addTiers(TierCode.of("silver")));
    gold.pays(bob, "R-3");
    assertEquals(0, gold.asked(bob).size(), "another tier");
    gold.desk().visits().record(sale(bob, "R-4", "1000.00")).orThrow();
    assertEquals(1, gold.asked(bob).size(), "the tier the visit leads to");

    CustomerId cat = salon.member("Cat", "13800138003");
    Surveys facials = Surveys.at(salon, survey -> survey.addItems("facial"));
    facials.pays(cat, "R-5");
    assertEquals(0, facials.asked(cat).size(), "another item");
    facials
        .desk()
        .visits()
        .record(
            sale(cat, "R-6", "1.00")
                .withLines(
                    VisitLine.of("massage", yuan("1.00")), VisitLine.of("facial", yuan("2.00"))))
        .orThrow();
    assertEquals(1, facials.asked(cat).size());

    CustomerId dan = salon.member("Dan", "13800138004");
    Surveys french = Surveys.at(salon, survey -> survey.addLanguages(Locale.FRENCH));
    french.pays(dan, "R-7");
    assertEquals(0, french.asked(dan).size(), "another language");
  }

  @Test
  default void required_E1105_who_did_not_agree_or_cannot_be_reached_is_not_asked() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.born("Ann", Birthday.solar(3, 8));
    surveys.pays(ann, "R-1");
    assertEquals(List.of(), surveys.asked(ann));
    assertEquals(
        0,
        salon.books(ann).file().account(AccountKind.ASKED).balance(),
        "nor does it count as asked");
    CustomerId bob =
        salon
            .desk()
            .customers()
            .register(
                RegisterCustomer.builder()
                    .profile(
                        CustomerProfile.builder()
                            .name("Bob")
                            .addConsents(
                                Consent.to(ChannelKind.SMS),
                                Consent.never(ChannelKind.SMS, Purpose.SURVEY))
                            .build())
                    .addPhones("13800138002")
                    .build())
            .orThrow()
            .file()
            .id();
    surveys.pays(bob, "R-2");
    assertEquals(List.of(), surveys.asked(bob));
  }

  @Test
  default void required_E1106_a_share_is_asked_the_same_again_and_about_as_many() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon, survey -> survey.share(30));
    int asked = 0;
    for (int i = 0; i < 200; i++) {
      CustomerId who = salon.member("C" + i, "138" + (10_000_000 + i));
      surveys.pays(who, "R-" + i);
      asked += surveys.asked(who).size();
    }
    assertTrue(asked >= 40 && asked <= 80, "asked " + asked + " of 200");
  }

  @Test
  default void bug_of_the_peers_a_customer_is_asked_twice_after_a_retry() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Salon shaky = new Salon(FaultyStorage.refusing(storage(), StorageException.Kind.STALE, 2));
    Surveys surveys = Surveys.at(shaky);
    surveys.pays(ann, "R-1");
    surveys.desk().visits().record(sale(ann, "R-1", "100.00")).orThrow();
    assertEquals(1, surveys.asked(ann).size());
    shaky.passDays(60);
    surveys.desk().visits().recordAll(List.of(sale(ann, "R-1", "100.00")));
    assertEquals(1, surveys.asked(ann).size(), "a till that syncs again");
  }

  @Test
  default void bug_of_the_peers_the_cool_down_of_surveys_is_ignored() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    for (int day = 1; day < 30; day++) {
      salon.passDays(1);
      surveys.pays(ann, "D-" + day);
    }
    assertEquals(1, surveys.asked(ann).size());
    salon.passDays(1);
    surveys.pays(ann, "D-30");
    assertEquals(2, surveys.asked(ann).size(), "30 days between the two, to the microsecond");
    surveys
        .desk()
        .visits()
        .record(sale(ann, "LATE", "1.00").withOccurredAt(OPENING.plus(Duration.ofDays(29))))
        .orThrow();
    assertEquals(2, surveys.asked(ann).size(), "nor does a visit told late ask");
  }

  @Test
  default void required_E1108_an_unknown_mutilated_or_borrowed_token_is_refused() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    surveys.pays(ann, "R-1");
    surveys.pays(bob, "R-2");
    String one = surveys.token(ann);
    String two = surveys.token(bob);
    assertNotEquals(one, two);
    assertEquals(43, one.length());
    for (String wrong :
        List.of(
            "x",
            "?",
            one.substring(1),
            one + "A",
            one.substring(0, 22) + two.substring(22),
            (one.charAt(30) == 'A' ? "B" : "A").repeat(43))) {
      Dump before = salon.dump();
      Outcome<FeedbackGiven> outcome =
          surveys.desk().feedback().answer(surveys.by(wrong, 5, 5).build());
      assertEquals(Reason.SURVEY_UNKNOWN, outcome.refusal().orElseThrow().reason(), wrong);
      before.assertUnchanged(salon.storage(), LOTUS);
    }
    Surveys rotated =
        new Surveys(
            salon,
            SentimentReader.NONE,
            Surveys.plan(Surveys.survey().build()).secret("f".repeat(32)).build());
    assertEquals(
        Reason.SURVEY_UNKNOWN,
        rotated
            .desk()
            .feedback()
            .answer(surveys.by(one, 5, 5).build())
            .refusal()
            .orElseThrow()
            .reason());
  }

  @Test
  default void required_E1109_an_answer_that_comes_too_late_or_for_a_voided_visit_is_refused() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    surveys.pays(ann, "R-1");
    VisitId visit = surveys.pays(bob, "R-2");
    surveys.desk().visits().takeBack(TakeBackVisit.voiding(visit, "mistyped")).orThrow();
    assertEquals(
        List.of("visit", "VOIDED"),
        surveys.answers(bob, 5, 5, 9).refusal().orElseThrow().figures());
    salon.clock().set(OPENING.plus(Duration.ofDays(14)).plus(Duration.ofHours(3)));
    assertEquals(
        Reason.SURVEY_OVER, surveys.answers(ann, 5, 5, 9).refusal().orElseThrow().reason());
    salon.clock().set(salon.clock().instant().minusNanos(1_000));
    surveys.answers(ann, 5, 5, 9).orThrow();
  }

  @Test
  default void required_E1110_what_was_not_asked_or_is_off_the_scale_is_invalid() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon, survey -> survey.recommendation(false));
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    String token = surveys.token(ann);
    Dump before = salon.dump();
    assertInvalid(surveys, surveys.by(token, 6, 5).build(), "ratings[quality]", "6", "1", "5");
    assertInvalid(surveys, surveys.by(token, 5, 0).build(), "ratings[attitude]", "0");
    assertInvalid(
        surveys, surveys.by(token, 5, 5).putRatings("smell", 3).build(), "ratings", "quality");
    assertInvalid(surveys, surveys.by(token, 5, 5).recommend(9).build(), "recommend", "quality");
    assertInvalid(surveys, surveys.by(token, 5, 5).recommend(11).build(), "recommend");
    assertInvalid(surveys, AnswerSurvey.builder().token(token).build(), "ratings", "at least one");
    assertThrows(
        InvalidCommandException.class,
        () ->
            surveys
                .desk()
                .feedback()
                .record(
                    ImmutableRecordFeedback.copyOf(Surveys.note("k").text("x").build())
                        .withStore(Optional.empty())));
    assertThrows(
        InvalidCommandException.class,
        () -> surveys.desk().feedback().record(Surveys.note("k").survey("nil").text("x").build()));
    before.assertUnchanged(salon.storage(), LOTUS);
  }

  private static void assertInvalid(
      Surveys surveys, AnswerSurvey command, String field, String... said) {
    InvalidCommandException e =
        assertThrows(
            InvalidCommandException.class, () -> surveys.desk().feedback().answer(command));
    assertContains(String.valueOf(e.getMessage()), field);
    assertContains(String.valueOf(e.getMessage()), said);
  }
}
