package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.Crm;
import io.regulars.Desk;
import io.regulars.engine.Tenant;
import io.regulars.feedback.AnswerSurvey;
import io.regulars.feedback.FeedbackFigures;
import io.regulars.feedback.Survey;
import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.VisitId;
import io.regulars.spi.channel.Purpose;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.FeedbackId;
import io.regulars.spi.feedback.ImmutableFeedbackAnswer;
import io.regulars.spi.outbox.About;
import io.regulars.spi.outbox.DeliveryStatus;
import io.regulars.spi.outbox.ImmutableOutboxMessage;
import io.regulars.spi.outbox.OutboxMessage;
import io.regulars.spi.storage.ChangeSet;
import io.regulars.spi.storage.FeedbackCriteria;
import io.regulars.visit.TakeBackVisit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** L77x: what holds of surveys, whoever answers what and whatever order visits come in. */
interface FeedbackLaws extends Laws {

  @Property
  default void law_L771_figures_of_the_parts_add_up_to_those_of_the_whole(
      @ForAll @Size(max = 60) List<@IntRange(max = 7_985) Integer> seeds,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    List<FeedbackAnswer> answers =
        IntStream.range(0, seeds.size()).mapToObj(i -> given(i, seeds.get(i))).toList();
    FeedbackFigures whole = figures(answers);
    FeedbackFigures sum =
        IntStream.range(0, parts)
            .mapToObj(
                part ->
                    figures(
                        IntStream.range(0, answers.size())
                            .filter(i -> seeds.get(i) % parts == part)
                            .mapToObj(answers::get)
                            .toList()))
            .reduce(FeedbackFigures.NONE, FeedbackFigures::plus);
    assertEquals(whole, sum);
    assertEquals(seeds.size(), whole.answers());
    assertTrue(whole.negative() <= whole.answers());
  }

  @Property
  default void law_L772_the_recommendation_is_what_counting_says_and_within_a_hundred(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 10) Integer> recommends) {
    FeedbackFigures figures =
        figures(
            IntStream.range(0, recommends.size())
                .<FeedbackAnswer>mapToObj(
                    i ->
                        ImmutableFeedbackAnswer.copyOf(given(i, 0))
                            .withRecommend(recommends.get(i)))
                .toList());
    int net = 0;
    double squares = 0;
    for (int given : recommends) {
      net += given >= 9 ? 1 : given <= 6 ? -1 : 0;
    }
    double mean = (double) net / recommends.size();
    for (int given : recommends) {
      double one = given >= 9 ? 1 : given <= 6 ? -1 : 0;
      squares += (one - mean) * (one - mean);
    }
    BigDecimal score = figures.recommend().score().orElseThrow();
    assertEquals(
        BigDecimal.valueOf(100L * net)
            .divide(BigDecimal.valueOf(recommends.size()), 2, RoundingMode.HALF_UP),
        score);
    assertTrue(score.abs().compareTo(BigDecimal.valueOf(100)) <= 0);
    double error = 100 * Math.sqrt(squares) / recommends.size();
    assertEquals(
        error, figures.recommend().standardError().orElseThrow().doubleValue(), 0.006, "error");
  }

  /**
   * Each visit is told after some hours, or late, and now and then voided, before it was asked
   * about or after; some invitations are sent, some answered.
   */
  @Property(tries = 60)
  default void law_L773_nobody_is_asked_twice_in_a_cool_down_and_no_more_answer_than_were_asked(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 11_999) Integer> seeds) {
    Tenant tenant =
        bench()
            .newTenant(
                new Tenant(
                    Salon.merchant(),
                    Salon.program()
                        .with(
                            "survey",
                            Surveys.plan(Surveys.survey().build())
                                .coolDown(Duration.ofDays(5))
                                .build())));
    MerchantId merchant = tenant.merchant().id();
    Set<About> voided = new HashSet<>();
    Instant now = Salon.OPENING;
    CustomerId ann =
        desk(now, merchant)
            .customers()
            .register(Salon.newcomer("Ann", "13800138001"))
            .orThrow()
            .file()
            .id();
    for (int i = 0; i < seeds.size(); i++) {
      now = now.plus(Duration.ofHours(seeds.get(i) % 100));
      Instant occurred = now.minus(Duration.ofHours((seeds.get(i) / 100) % 30));
      Instant joined = Salon.OPENING;
      VisitId visit =
          desk(now, merchant)
              .visits()
              .record(
                  Salon.sale(ann, "R-" + i, "10.00")
                      .withOccurredAt(occurred.isBefore(joined) ? joined : occurred))
              .orThrow()
              .visit()
              .orElseThrow()
              .id();
      settle(merchant, ann, seeds.get(i), now);
      if (seeds.get(i) % 4 == 0) {
        now = now.plus(Duration.ofHours(seeds.get(i) % 5));
        desk(now, merchant).visits().takeBack(TakeBackVisit.voiding(visit, "mistyped")).orThrow();
        voided.add(About.visit(visit));
      }
    }
    List<OutboxMessage> all = asked(merchant, ann);
    assertTrue(!all.isEmpty(), "the first one is asked");
    List<OutboxMessage> asked = all.stream().filter(each -> !isNeedless(each, voided)).toList();
    for (int i = 1; i < asked.size(); i++) {
      Instant before = planned(asked.get(i - 1));
      assertTrue(
          !before.plus(Duration.ofDays(5)).isAfter(planned(asked.get(i))),
          before + " and " + planned(asked.get(i)));
    }
    FeedbackFigures figures =
        desk(now, merchant)
            .feedback()
            .figures(FeedbackCriteria.builder().survey("visit").customer(ann).build());
    assertTrue(figures.responded().part() <= figures.responded().whole());
    assertTrue(figures.responded().whole() <= all.size());
  }

  /** Whether the visit was voided before anybody was asked about it. */
  private static boolean isNeedless(OutboxMessage asked, Set<About> voided) {
    return !asked.status().isSent() && asked.about().filter(voided::contains).isPresent();
  }

  /** Sends what waits, or answers the last one, or both or neither. */
  private void settle(MerchantId merchant, CustomerId ann, int seed, Instant now) {
    List<OutboxMessage> asked = asked(merchant, ann);
    if (asked.isEmpty()) {
      return;
    }
    OutboxMessage last = asked.get(asked.size() - 1);
    if (seed % 3 == 0 && last.status() == DeliveryStatus.PENDING) {
      bench()
          .storage()
          .commit(
              ChangeSet.of(merchant)
                  .addSettled(
                      ImmutableOutboxMessage.copyOf(last)
                          .withVersion(last.version() + 1)
                          .withStatus(DeliveryStatus.SENT))
                  .build());
    }
    if (seed % 2 == 0) {
      String token = last.content().figures().get(2).substring(Surveys.LINK.length());
      desk(now, merchant)
          .feedback()
          .answer(AnswerSurvey.builder().token(token).putRatings("quality", 5).build());
    }
  }

  /** When an invitation was to go out: three hours after the visit, or when that was told. */
  private static Instant planned(OutboxMessage asked) {
    Instant due = asked.occurredAt().plus(Duration.ofHours(3));
    return due.isBefore(asked.createdAt()) ? asked.createdAt() : due;
  }

  private List<OutboxMessage> asked(MerchantId merchant, CustomerId customer) {
    return bench().storage().messagesOf(merchant, customer, Instant.EPOCH).stream()
        .filter(message -> message.purpose() == Purpose.SURVEY)
        .sorted(Comparator.comparing(FeedbackLaws::planned))
        .toList();
  }

  private Desk desk(Instant now, MerchantId merchant) {
    Crm crm = bench().at(now, merchant);
    return crm.desk(Actor.system(merchant));
  }

  private static FeedbackFigures figures(List<FeedbackAnswer> answers) {
    Survey survey = Surveys.survey().build();
    return answers.stream()
        .map(answer -> FeedbackFigures.of(survey, answer))
        .reduce(FeedbackFigures.NONE, FeedbackFigures::plus);
  }

  /** An answer with 0 to 2 ratings, a recommendation or none, a sentiment or none. */
  private static FeedbackAnswer given(int number, int seed) {
    ImmutableFeedbackAnswer.Builder answer =
        ImmutableFeedbackAnswer.builder()
            .from(Samples.answer(1))
            .id(FeedbackId.of(new UUID(9, number)))
            .key("k-" + number)
            .ratings(Map.of());
    int quality = seed % 6;
    int attitude = seed / 6 % 6;
    int recommend = seed / 36 % 12;
    if (quality > 0) {
      answer.putRatings("quality", quality);
    }
    if (attitude > 0) {
      answer.putRatings("attitude", attitude);
    }
    return ImmutableFeedbackAnswer.copyOf(answer.build())
        .withRecommend(recommend == 11 ? Optional.empty() : Optional.of(recommend));
  }
}
