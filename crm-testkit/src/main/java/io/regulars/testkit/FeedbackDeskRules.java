package io.regulars.testkit;

import static io.regulars.testkit.Expect.assertContains;
import static io.regulars.testkit.Salon.LOTUS;
import static io.regulars.testkit.Surveys.cases;
import static io.regulars.testkit.Surveys.events;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.complaint.CaseAnswer;
import io.regulars.engine.Outcome;
import io.regulars.feedback.FeedbackGiven;
import io.regulars.feedback.ImmutableRecordFeedback;
import io.regulars.feedback.Scale;
import io.regulars.spi.ConflictException;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.StorageException;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.complaint.CaseFile;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.SentimentReader;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.file.FileEvent;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.FeedbackCriteria;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** E1107, E1111 to E1117: what an answer does, once. */
interface FeedbackDeskRules extends CrmRules {

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
    Surveys surveys = Surveys.with(salon);
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
}
