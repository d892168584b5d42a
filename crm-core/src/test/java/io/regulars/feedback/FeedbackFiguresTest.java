package io.regulars.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.preset.Presets;
import io.regulars.spi.Actor;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.ChannelKind;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackChannel;
import io.regulars.spi.feedback.FeedbackId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The worked figures of docs/feedback.md are what comes out. */
class FeedbackFiguresTest {

  private static final MerchantId LOTUS = MerchantId.of("lotus");
  private static final Survey SURVEY =
      Survey.builder().code("visit").addDimensions("quality", "attitude").build();

  @Test
  void every_answer_is_taken_as_the_page_says() throws IOException {
    FeedbackFigures all = FeedbackFigures.NONE;
    List<String[]> lines = lines("\\| \\d+ \\| \\d+ \\| \\d+ \\| (yes|no) .*");
    assertEquals(6, lines.size());
    for (String[] line : lines) {
      FeedbackFigures one =
          FeedbackFigures.of(SURVEY, answer(number(line[1]), number(line[2]), number(line[3])));
      assertEquals(line[4].equals("yes") ? 1 : 0, one.satisfied().part(), String.join("|", line));
      assertEquals(line[5].equals("yes") ? 1 : 0, one.negative(), String.join("|", line));
      all = all.plus(one);
    }
    assertEquals(decimal("66.67"), all.satisfied().percent());
    assertEquals(decimal("4.67"), all.dimension("quality").mean());
    assertEquals(decimal("3.67"), all.dimension("attitude").mean());
    assertEquals(new NetPromoter(3, 2, 1), all.recommend());
  }

  @Test
  void every_score_is_what_the_page_says() throws IOException {
    List<String[]> lines = lines("\\| \\d+ \\| \\d+ \\| \\d+ \\| -?\\d.*");
    assertEquals(6, lines.size());
    for (String[] line : lines) {
      NetPromoter score = new NetPromoter(number(line[1]), number(line[2]), number(line[3]));
      assertEquals(decimal(line[4]), score.score(), String.join("|", line));
      assertEquals(decimal(line[5]), score.standardError(), String.join("|", line));
    }
  }

  @Test
  void nothing_has_no_figure_and_meets_no_target() {
    assertEquals(Optional.empty(), FeedbackFigures.NONE.satisfied().percent());
    assertEquals(Optional.empty(), FeedbackFigures.NONE.overall().mean());
    assertEquals(Optional.empty(), FeedbackFigures.NONE.recommend().score());
    assertEquals(Optional.empty(), FeedbackFigures.NONE.recommend().standardError());
    assertTrue(FeedbackFigures.NONE.onTarget(SURVEY), "without targets");
    assertFalse(FeedbackFigures.NONE.onTarget(Presets.satisfaction()));
  }

  @Test
  void a_target_is_met_by_the_exact_figure() {
    FeedbackFigures half = FeedbackFigures.of(SURVEY, answer(5, 4, 10)).plus(FeedbackFigures.NONE);
    assertTrue(half.onTarget(Presets.satisfaction()), "4.5 is 4.5");
    FeedbackFigures most = half;
    for (int i = 0; i < 400; i++) {
      most = most.plus(FeedbackFigures.of(SURVEY, answer(5, 4, 10)));
    }
    FeedbackFigures below = most.plus(FeedbackFigures.of(SURVEY, answer(4, 4, 10)));
    assertEquals(decimal("4.50"), below.overall().mean());
    assertFalse(below.onTarget(Presets.satisfaction()), "4.4988 is not, though it rounds to it");
  }

  @Test
  void a_token_is_its_visits_surveys_and_merchants_alone() {
    SurveyPlan plan =
        SurveyPlan.builder()
            .addSurveys(SURVEY)
            .addChannels(ChannelKind.SMS)
            .link("https://lotus.example/")
            .secret("s".repeat(32))
            .build();
    VisitId visit = VisitId.of(new UUID(-1, 7));
    SurveyToken token = SurveyToken.sign(plan.secret(), LOTUS, visit, "visit");
    SurveyToken read = SurveyToken.parse(token.text()).orElseThrow();
    assertEquals(token, read);
    assertEquals(visit, read.visit());
    assertTrue(read.isOf(plan, LOTUS, SURVEY));
    assertFalse(read.isOf(plan, MerchantId.of("other"), SURVEY));
    assertFalse(read.isOf(plan, LOTUS, Survey.builder().code("other").build()));
    assertFalse(token.toString().contains(token.text()));
  }

  private static List<String[]> lines(String like) throws IOException {
    return Files.readAllLines(Path.of("../docs/feedback.md")).stream()
        .filter(line -> line.matches(like))
        .map(line -> line.split(" *\\| *"))
        .toList();
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static Optional<BigDecimal> decimal(String text) {
    return Optional.of(new BigDecimal(text));
  }

  private static FeedbackAnswer answer(int quality, int attitude, int recommend) {
    return FeedbackAnswer.builder()
        .merchant(LOTUS)
        .id(FeedbackId.of(new UUID(0, 1)))
        .key("k")
        .survey("visit")
        .store(StoreId.of("S1"))
        .channel(FeedbackChannel.LINK)
        .putRatings("quality", quality)
        .putRatings("attitude", attitude)
        .recommend(recommend)
        .answeredAt(Instant.EPOCH)
        .actor(Actor.system(LOTUS))
        .program(ProgramVersion.of("1"))
        .build();
  }
}
