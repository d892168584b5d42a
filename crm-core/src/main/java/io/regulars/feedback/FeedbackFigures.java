package io.regulars.feedback;

import com.google.common.collect.ImmutableSortedMap;
import io.regulars.spi.feedback.FeedbackAnswer;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the answers to one survey say, all of it counts and sums, so that the figures of the parts
 * of anything add up to those of the whole.
 *
 * @param answers how many answers there are
 * @param negative how many are negative: a rating, the recommendation or the sentiment is as bad as
 *     the survey says
 * @param satisfied CSAT: of the answers with ratings, those whose ratings are on average at least
 *     what {@link Scale#satisfiedFrom()} says
 * @param dimensions ratings per dimension
 * @param recommend the recommendations
 * @param responded of the visits asked about by a message that was sent, those about which there is
 *     an answer by whatever way, so never more than all
 */
public record FeedbackFigures(
    long answers,
    long negative,
    Share satisfied,
    SortedMap<String, Tally> dimensions,
    NetPromoter recommend,
    Share responded) {

  /** Nobody was asked and nobody answered. */
  public static final FeedbackFigures NONE =
      new FeedbackFigures(0, 0, Share.NONE, ImmutableSortedMap.of(), NetPromoter.NONE, Share.NONE);

  /** Copies the map. */
  public FeedbackFigures {
    dimensions = ImmutableSortedMap.copyOf(dimensions);
  }

  /** What one answer says. */
  public static FeedbackFigures of(Survey survey, FeedbackAnswer answer) {
    SortedMap<String, Tally> dimensions = new TreeMap<>();
    answer.ratings().forEach((dimension, given) -> dimensions.put(dimension, new Tally(given, 1)));
    return new FeedbackFigures(
        1,
        FeedbackRules.isNegative(survey, answer) ? 1 : 0,
        new Share(
            FeedbackRules.isSatisfied(survey, answer) ? 1 : 0, answer.ratings().isEmpty() ? 0 : 1),
        dimensions,
        answer.recommend().map(NetPromoter::of).orElse(NetPromoter.NONE),
        Share.NONE);
  }

  /** That somebody was asked, and whether he answered. */
  static FeedbackFigures asked(boolean responded) {
    return new FeedbackFigures(
        0,
        0,
        Share.NONE,
        ImmutableSortedMap.of(),
        NetPromoter.NONE,
        new Share(responded ? 1 : 0, 1));
  }

  /** Both counted together. */
  public FeedbackFigures plus(FeedbackFigures other) {
    SortedMap<String, Tally> sums = new TreeMap<>(dimensions);
    other.dimensions.forEach((dimension, tally) -> sums.merge(dimension, tally, Tally::plus));
    return new FeedbackFigures(
        answers + other.answers,
        negative + other.negative,
        satisfied.plus(other.satisfied),
        sums,
        recommend.plus(other.recommend),
        responded.plus(other.responded));
  }

  /** The ratings of one dimension; none if nobody rated it. */
  public Tally dimension(String dimension) {
    return dimensions.getOrDefault(dimension, Tally.NONE);
  }

  /** All ratings of all dimensions. */
  public Tally overall() {
    return dimensions.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /**
   * Whether the survey's targets are met, by the exact figures and not the rounded ones; a target
   * without a figure is not.
   */
  public boolean onTarget(Survey survey) {
    return survey
            .targetMean()
            .filter(least -> below(overall().sum(), overall().count(), least))
            .isEmpty()
        && survey
            .targetSatisfied()
            .filter(least -> below(100 * satisfied.part(), satisfied.whole(), least))
            .isEmpty();
  }

  private static boolean below(long dividend, long divisor, BigDecimal least) {
    return divisor == 0
        || BigDecimal.valueOf(dividend).compareTo(least.multiply(BigDecimal.valueOf(divisor))) < 0;
  }
}
