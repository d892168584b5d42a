package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Desk;
import io.regulars.complaint.CaseAnswer;
import io.regulars.customer.RegisterCustomer;
import io.regulars.engine.Outcome;
import io.regulars.engine.Texts;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.By;
import io.regulars.feedback.FeedbackFigures;
import io.regulars.feedback.FeedbackGiven;
import io.regulars.feedback.ImmutableRecordFeedback;
import io.regulars.feedback.Scale;
import io.regulars.feedback.Share;
import io.regulars.feedback.Survey;
import io.regulars.preset.Presets;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.customer.Birthday;
import io.regulars.spi.customer.Consent;
import io.regulars.spi.customer.CustomerProfile;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.CaseCriteria;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.visit.TakeBackVisit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E110x to E113x: who is asked, what an answer does, and what the answers say. */
interface FeedbackDeskRules extends CrmRules {

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
  default void bug_of_the_peers_an_answer_is_counted_twice() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = surveys.pays(ann, "R-1");
    FeedbackGiven first = surveys.answers(ann, 2, 5, 3).orThrow();
    salon.passDays(1);
    FeedbackGiven again = surveys.answers(ann, 2, 5, 3).orThrow();
    assertFalse(first.repeated());
    assertTrue(again.repeated());
    assertEquals(first.answer(), again.answer());
    Outcome<FeedbackGiven> other = surveys.answers(ann, 5, 5, 10);
    assertEquals(Reason.SURVEY_ANSWERED, other.refusal().orElseThrow().reason());
    Outcome<FeedbackGiven> phone =
        surveys
            .desk()
            .feedback()
            .record(
                ImmutableRecordFeedback.copyOf(Surveys.note("k").putRatings("quality", 4).build())
                    .withChannel(FeedbackChannel.PHONE)
                    .withVisit(visit));
    assertEquals(Reason.SURVEY_ANSWERED, phone.refusal().orElseThrow().reason());
    assertEquals(List.of(first.answer()), surveys.desk().feedback().of(ann));
    assertEquals(1, cases(surveys).size());
    assertEquals(1, events(salon, ann).size());
  }

  @Test
  default void required_E1107_two_answers_at_once_are_one() {
    assumeThreads();
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    List<Integer> done =
        Attempts.race(
            thread ->
                () -> {
                  int given = 0;
                  for (int i = 0; i < 3; i++) {
                    Outcome<FeedbackGiven> link = surveys.answers(ann, 1 + thread % 5, 1, 1);
                    given += link.refusal().isEmpty() && !link.orThrow().repeated() ? 1 : 0;
                    surveys
                        .desk()
                        .feedback()
                        .record(Surveys.note("k-1").text("cold").build())
                        .orThrow();
                  }
                  return given;
                });
    assertEquals(1, done.stream().mapToInt(Integer::intValue).sum());
    assertEquals(2, surveys.desk().feedback().list(FeedbackCriteria.ALL).size());
    assertEquals(1, cases(surveys).size());
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

  @Test
  default void required_E1111_a_negative_answer_opens_a_case_with_the_store_manager_and_thanks() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    VisitId visit = surveys.pays(ann, "R-1");
    FeedbackAnswer answer =
        Salon.desk(surveys.crm(), Role.SYSTEM)
            .feedback()
            .answer(surveys.by(surveys.token(ann), 2, 5).recommend(9).text("水太冷").build())
            .orThrow()
            .answer();

    CaseAnswer opened = surveys.desk().complaints().find(answer.complaint().orElseThrow());
    assertEquals(Optional.of(StaffId.of("mei")), opened.file().owner());
    assertEquals(Optional.of(ann), opened.file().customer());
    assertEquals(Optional.of(visit), opened.standing().visit());
    assertEquals("survey", opened.standing().category());
    assertEquals(Optional.of("水太冷"), opened.file().events().get(0).words());
    assertEquals(
        List.of(EventKind.FEEDBACK, EventKind.COMPLAINT),
        salon.books(ann).events().stream()
            .map(FileEvent::kind)
            .filter(kind -> kind == EventKind.FEEDBACK || kind == EventKind.COMPLAINT)
            .toList());
    salon.requireSound(ann);
    List<OutboxMessage> written = salon.storage().messagesOf(LOTUS, ann, Instant.EPOCH);
    assertTrue(
        written.stream()
            .anyMatch(
                task ->
                    task.channel().equals(ChannelKind.TASK)
                        && task.content().rule().equals("case.task.owner")),
        "the store manager has a task: " + written);
    surveys.crm().deliver();
    assertContains(salon.sms().shown().get(0).text(), "Lotus", "Ann", "感谢");
    assertEquals(1, salon.sms().shown().size(), "the invitation is not sent any more");
  }

  @Test
  default void required_E1112_what_makes_an_answer_negative_is_the_surveys() {
    Salon salon = salon();
    Surveys surveys =
        Surveys.at(salon, survey -> survey.scale(new Scale(1, 5, 1, 3)).negativeRecommendation(3));
    CustomerId ann = salon.member("Ann", "13800138001");
    CustomerId bob = salon.member("Bob", "13800138002");
    CustomerId cat = salon.member("Cat", "13800138003");
    surveys.pays(ann, "R-1");
    surveys.pays(bob, "R-2");
    surveys.pays(cat, "R-3");
    assertTrue(surveys.answers(ann, 2, 2, 4).orThrow().answer().complaint().isEmpty());
    assertTrue(surveys.answers(bob, 2, 1, 4).orThrow().answer().complaint().isPresent());
    assertTrue(surveys.answers(cat, 5, 5, 3).orThrow().answer().complaint().isPresent());
  }

  @Test
  default void required_E1113_a_nameless_negative_note_opens_a_nameless_case() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    FeedbackGiven given =
        surveys
            .desk()
            .feedback()
            .record(Surveys.note("box-1").putRatings("quality", 1).text("cold").build())
            .orThrow();
    CaseFile opened = cases(surveys).get(0);
    assertEquals(given.answer().complaint(), Optional.of(opened.id()));
    assertEquals(Optional.empty(), opened.customer());
    assertEquals(Optional.of(StaffId.of("mei")), opened.owner());
    assertTrue(
        surveys
            .desk()
            .feedback()
            .record(Surveys.note("box-1").putRatings("quality", 1).text("cold").build())
            .orThrow()
            .repeated());
    assertThrows(
        ConflictException.class,
        () ->
            surveys
                .desk()
                .feedback()
                .record(Surveys.note("box-1").putRatings("quality", 5).text("cold").build()));
    assertEquals(1, cases(surveys).size());
  }

  @Test
  default void required_E1114_who_is_complained_of_does_not_get_the_case() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    FeedbackGiven given =
        surveys
            .desk()
            .feedback()
            .record(
                Surveys.note("box-1").staff(StaffId.of("mei")).putRatings("attitude", 1).build())
            .orThrow();
    assertEquals(
        Optional.of(StaffId.of("boss")),
        surveys.desk().complaints().find(given.answer().complaint().orElseThrow()).file().owner());
  }

  @Test
  default void required_E1115_a_program_without_complaints_only_records() {
    Salon salon = salon();
    Surveys surveys =
        new Surveys(salon, SentimentReader.NONE, Surveys.plan(Surveys.survey().build()).build());
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    FeedbackAnswer answer = surveys.answers(ann, 1, 1, 0).orThrow().answer();
    assertEquals(Optional.empty(), answer.complaint());
    assertEquals(1, events(salon, ann).size());
    assertEquals(0, salon.storage().messages(LOTUS, DeliveryStatus.PENDING, 9).size());
    assertThrows(
        InvalidProgramException.class,
        () -> salon.desk().feedback().record(Surveys.note("k").text("x").build()));
  }

  @Test
  default void required_E1116_the_hosts_model_reads_the_text_and_never_loses_an_answer() {
    Salon salon = salon();
    SentimentReader reader =
        (merchant, text) -> {
          if (text.contains("crash")) {
            throw new IllegalStateException("model of " + text);
          }
          return text.contains("cold") ? OptionalInt.of(-900) : OptionalInt.empty();
        };
    Surveys surveys =
        new Surveys(
            salon, reader, Surveys.plan(Surveys.survey().build()).build(), Surveys.complaints());
    FeedbackAnswer cold = told(surveys, "k-1", "it was cold");
    assertEquals(Optional.of(-100), cold.sentiment());
    assertTrue(cold.complaint().isPresent());
    assertEquals(Optional.empty(), told(surveys, "k-2", "fine").sentiment());
    assertEquals(Optional.empty(), told(surveys, "k-3", "crash").sentiment());
    assertEquals(3, surveys.desk().feedback().list(FeedbackCriteria.ALL).size());
  }

  private static FeedbackAnswer told(Surveys surveys, String key, String text) {
    return surveys
        .desk()
        .feedback()
        .record(Surveys.note(key).text(text).build())
        .orThrow()
        .answer();
  }

  @Test
  default void required_E1117_a_storage_that_fails_leaves_neither_answer_nor_case() {
    Salon salon = salon();
    CustomerId ann = salon.member("Ann", "13800138001");
    Surveys surveys = Surveys.at(salon);
    surveys.pays(ann, "R-1");
    Surveys failing =
        Surveys.at(
            new Salon(FaultyStorage.refusing(storage(), StorageException.Kind.UNAVAILABLE, 1)));
    Dump before = salon.dump();
    assertThrows(StorageException.class, () -> failing.answers(ann, 1, 1, 1));
    before.assertUnchanged(salon.storage(), LOTUS);
    assertEquals(List.of(), cases(surveys));
    assertEquals(List.of(), surveys.desk().feedback().of(ann));
    failing.answers(ann, 1, 1, 1).orThrow();
    assertEquals(1, cases(surveys).size());
  }

  @Test
  default void required_E1118_figures_tell_satisfaction_recommendation_and_response() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    int[][] given = {{5, 5, 10}, {4, 5, 9}, {5, 4, 8}, {2, 3, 3}};
    List<CustomerId> customers =
        IntStream.range(0, 6).mapToObj(i -> salon.member("C" + i, "1380013800" + i)).toList();
    for (int i = 0; i < 6; i++) {
      surveys.pays(customers.get(i), "R-" + i);
    }
    salon.pass(Duration.ofHours(3));
    surveys.crm().deliver();
    for (int i = 0; i < given.length; i++) {
      surveys.answers(customers.get(i), given[i][0], given[i][1], given[i][2]).orThrow();
    }
    FeedbackCriteria all = FeedbackCriteria.builder().survey("visit").build();
    FeedbackFigures figures = surveys.desk().feedback().figures(all);
    assertEquals(4, figures.answers());
    assertEquals(1, figures.negative());
    assertEquals(new Share(3, 4), figures.satisfied());
    assertEquals(new Share(4, 6), figures.responded());
    assertEquals(Optional.of(new BigDecimal("66.67")), figures.responded().percent());
    assertEquals(Optional.of(new BigDecimal("4.00")), figures.dimension("quality").mean());
    assertEquals(Optional.of(new BigDecimal("25.00")), figures.recommend().score());
    assertEquals(Optional.of(new BigDecimal("41.46")), figures.recommend().standardError());
    assertFalse(figures.onTarget(Presets.satisfaction()));

    SortedMap<String, FeedbackFigures> months = surveys.desk().feedback().figures(all, By.MONTH);
    assertEquals(Map.of("2026-03", figures), months);
    assertEquals(
        FeedbackFigures.NONE,
        surveys
            .desk()
            .feedback()
            .figures(FeedbackCriteria.builder().survey("visit").before(OPENING).build()));
  }

  @Test
  default void required_E1119_figures_are_told_by_shop_staff_and_item() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys
        .desk()
        .visits()
        .record(
            sale(ann, "R-1", "1.00")
                .withLines(
                    VisitLine.builder()
                        .item("facial")
                        .paid(yuan("1.00"))
                        .staff(StaffId.of("lin"))
                        .build()))
        .orThrow();
    surveys.answers(ann, 5, 4, 10).orThrow();
    surveys.desk().feedback().record(Surveys.note("k").putRatings("quality", 3).build()).orThrow();
    FeedbackCriteria all = FeedbackCriteria.builder().survey("visit").build();
    assertEquals(Set.of("S1"), surveys.desk().feedback().figures(all, By.STORE).keySet());
    assertEquals(Set.of("lin", ""), surveys.desk().feedback().figures(all, By.STAFF).keySet());
    assertEquals(Set.of("facial", ""), surveys.desk().feedback().figures(all, By.ITEM).keySet());
    assertThrows(
        InvalidCommandException.class,
        () -> surveys.desk().feedback().figures(FeedbackCriteria.ALL));
  }

  @Test
  default void required_E1120_answers_are_read_by_managers_and_given_by_all() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    for (Role role : Role.values()) {
      Desk desk = Salon.desk(surveys.crm(), role);
      desk.feedback().record(Surveys.note("k-" + role).text("fine").build()).orThrow();
      if (Set.of(Role.STORE_MANAGER, Role.HEAD_OFFICE, Role.SYSTEM).contains(role)) {
        assertFalse(desk.feedback().list(FeedbackCriteria.ALL).isEmpty());
      } else {
        assertThrows(NotAllowedException.class, () -> desk.feedback().list(FeedbackCriteria.ALL));
      }
    }
  }

  @Test
  default void required_E1121_what_was_said_shows_nowhere_but_in_the_answer_and_its_case() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    AnswerSurvey command = surveys.by(surveys.token(ann), 1, 1).text("my secret rash").build();
    FeedbackGiven given = surveys.desk().feedback().answer(command).orThrow();
    assertEquals(Optional.of("my secret rash"), given.answer().text());
    List<Object> seen =
        List.of(
            command,
            given,
            Surveys.note("k").text("my secret rash").build(),
            salon.books(ann),
            salon.dump(),
            cases(surveys),
            surveys.desk().feedback().of(ann));
    seen.forEach(each -> assertFalse(each.toString().contains("secret"), each::toString));
    assertFalse(command.toString().contains(surveys.token(ann)), "nor the token");
    assertFalse(
        Surveys.plan(Surveys.survey().build()).build().toString().contains("0123456789abcdef"),
        "nor what signs it");
  }

  @Test
  default void required_E1122_every_line_about_surveys_has_words_in_both_languages() {
    Salon salon = salon();
    Surveys surveys = Surveys.at(salon);
    CustomerId ann = salon.member("Ann", "13800138001");
    surveys.pays(ann, "R-1");
    surveys.answers(ann, 1, 1, 1).orThrow();
    for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      Texts texts = Texts.in(language, ZoneOffset.UTC);
      salon
          .books(ann)
          .events()
          .forEach(event -> assertFalse(texts.explain(event.explanation()).startsWith("rule.")));
      salon
          .books(ann)
          .entries()
          .forEach(entry -> assertFalse(texts.explain(entry.explanation()).startsWith("rule.")));
    }
  }

  @Test
  default void required_E1123_a_plan_that_contradicts_itself_is_refused() {
    for (Executable wrong :
        List.<Executable>of(
            () -> Surveys.plan().build(),
            () -> Surveys.plan(Surveys.survey().build(), Surveys.survey().build()).build(),
            () -> Surveys.plan(Surveys.survey().build()).secret("short").build(),
            () -> Surveys.plan(Surveys.survey().build()).coolDown(Duration.ZERO).build(),
            () -> Surveys.plan(Surveys.survey().build()).link(" ").build(),
            () -> Surveys.survey().share(0).build(),
            () -> Surveys.survey().addDimensions("quality").build(),
            () -> Surveys.survey().openFor(Duration.ZERO).build(),
            () -> new Scale(1, 5, 4, 4))) {
      assertThrows(InvalidProgramException.class, wrong);
    }
  }

  @Test
  default void required_E1124_the_handbooks_survey_wants_four_and_a_half_and_ninety() {
    Survey survey = Presets.satisfaction();
    assertEquals(List.of("quality", "attitude", "price", "environment"), survey.dimensions());
    assertEquals(Optional.of(new BigDecimal("4.5")), survey.targetMean());
    assertEquals(Optional.of(new BigDecimal("90")), survey.targetSatisfied());
    assertEquals(
        List.of(Duration.ofHours(3), Duration.ofHours(24), Duration.ofDays(7)), survey.after());
  }

  private static List<CaseFile> cases(Surveys surveys) {
    return surveys.desk().complaints().list(CaseCriteria.ALL);
  }

  private static List<FileEvent> events(Salon salon, CustomerId customer) {
    return salon.books(customer).events().stream()
        .filter(event -> event.kind() == EventKind.FEEDBACK)
        .toList();
  }
}
