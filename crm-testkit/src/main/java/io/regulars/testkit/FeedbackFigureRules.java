package io.regulars.testkit;

import static io.regulars.testkit.Salon.OPENING;
import static io.regulars.testkit.Salon.sale;
import static io.regulars.testkit.Salon.yuan;
import static io.regulars.testkit.Surveys.cases;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.regulars.Desk;
import io.regulars.engine.Texts;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.By;
import io.regulars.feedback.FeedbackFigures;
import io.regulars.feedback.FeedbackGiven;
import io.regulars.feedback.Scale;
import io.regulars.feedback.Share;
import io.regulars.feedback.Survey;
import io.regulars.preset.Presets;
import io.regulars.spi.CustomerId;
import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.NotAllowedException;
import io.regulars.spi.Role;
import io.regulars.spi.StaffId;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.spi.visit.VisitLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** E1118 to E1124: what the answers say, to whom, and in which words. */
interface FeedbackFigureRules extends CrmRules {

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
}
