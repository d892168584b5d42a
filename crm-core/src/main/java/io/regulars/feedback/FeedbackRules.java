package io.regulars.feedback;

import io.regulars.spi.Explanation;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseId;
import io.regulars.spi.feedback.FeedbackAnswer;
import io.regulars.spi.feedback.ImmutableFeedbackAnswer;

/** How an answer is taken. Pure. */
final class FeedbackRules {

  private FeedbackRules() {}

  /** How an answer is taken. */
  enum Verdict {
    /** Its ratings are satisfied on average, and nothing of it is negative. */
    SATISFIED,
    /** Neither. */
    NEUTRAL,
    /** A rating, the recommendation or the sentiment is as bad as the survey says. */
    NEGATIVE
  }

  /** The key under which a visit's answer to a survey is there once. */
  static String key(VisitId visit, String survey) {
    return "visit/" + visit + "/" + survey;
  }

  /** How {@code answer} is taken. */
  static Verdict verdict(Survey survey, FeedbackAnswer answer) {
    if (isNegative(survey, answer)) {
      return Verdict.NEGATIVE;
    }
    return isSatisfied(survey, answer) ? Verdict.SATISFIED : Verdict.NEUTRAL;
  }

  /** Whether anything in it is as bad as the survey says. */
  static boolean isNegative(Survey survey, FeedbackAnswer answer) {
    return answer.ratings().values().stream()
            .anyMatch(given -> given <= survey.scale().negativeTo())
        || answer.recommend().filter(given -> given <= survey.negativeRecommendation()).isPresent()
        || answer.sentiment().filter(read -> read <= survey.negativeSentiment()).isPresent();
  }

  /** Whether it has ratings whose average is satisfied. */
  static boolean isSatisfied(Survey survey, FeedbackAnswer answer) {
    long sum = answer.ratings().values().stream().mapToLong(Integer::longValue).sum();
    long least = (long) survey.scale().satisfiedFrom() * answer.ratings().size();
    return !answer.ratings().isEmpty() && sum >= least;
  }

  /** What the customer's timeline tells of it: never what was said. */
  static Explanation told(Survey survey, FeedbackAnswer answer) {
    return Explanation.of(
        "feedback.given",
        answer.survey(),
        answer.id().toString(),
        verdict(survey, answer).name(),
        answer.complaint().map(CaseId::toString).orElse(""));
  }

  /** Whether {@code told} says what {@code known} says, whoever and whenever wrote it down. */
  static boolean isSame(FeedbackAnswer known, FeedbackAnswer told) {
    return ImmutableFeedbackAnswer.copyOf(told)
        .withId(known.id())
        .withChannel(known.channel())
        .withSentiment(known.sentiment())
        .withComplaint(known.complaint())
        .withAnsweredAt(known.answeredAt())
        .withActor(known.actor())
        .withProgram(known.program())
        .equals(known);
  }
}
