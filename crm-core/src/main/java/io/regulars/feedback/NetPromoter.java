package io.regulars.feedback;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The Net Promoter Score: promoters (9 and 10) less detractors (0 to 6) in a hundred answers, as F.
 * Reichheld has it ("The One Number You Need to Grow", Harvard Business Review, December 2003).
 *
 * @param promoters who gave 9 or 10
 * @param passives who gave 7 or 8
 * @param detractors who gave 0 to 6
 */
public record NetPromoter(long promoters, long passives, long detractors) {

  /** Nobody was asked. */
  public static final NetPromoter NONE = new NetPromoter(0, 0, 0);

  /** The highest recommendation of a detractor. */
  static final int DETRACTOR = 6;

  private static final int PROMOTER = 9;

  /** One recommendation, 0 to 10. */
  static NetPromoter of(int recommend) {
    if (recommend <= DETRACTOR) {
      return new NetPromoter(0, 0, 1);
    }
    return recommend >= PROMOTER ? new NetPromoter(1, 0, 0) : new NetPromoter(0, 1, 0);
  }

  /** Both counted together. */
  public NetPromoter plus(NetPromoter other) {
    return new NetPromoter(
        promoters + other.promoters, passives + other.passives, detractors + other.detractors);
  }

  /** How many said something. */
  public long count() {
    return promoters + passives + detractors;
  }

  /** From -100 to 100, to two decimals, half up; empty if nobody said anything. */
  public Optional<BigDecimal> score() {
    return Share.ratio(100 * (promoters - detractors), count());
  }

  /**
   * The standard error of {@link #score()}, in its unit, to two decimals, half up. With p and d the
   * shares of promoters and detractors among n answers, an answer counts 1, 0 or -1 and has the
   * variance p + d - (p - d)^2, so that the error is 100 * sqrt((p + d - (p - d)^2) / n): the Wald
   * error of B. Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician
   * 70(4), 2016, 365-372. The score lies within 1.96 errors 95 times in a hundred, if the answers
   * are many. Empty if nobody said anything.
   */
  public Optional<BigDecimal> standardError() {
    long n = count();
    if (n == 0) {
      return Optional.empty();
    }
    BigDecimal size = BigDecimal.valueOf(n);
    BigDecimal spread = size.multiply(BigDecimal.valueOf(promoters + detractors));
    BigDecimal net = BigDecimal.valueOf(promoters - detractors);
    BigDecimal variance =
        spread.subtract(net.multiply(net)).divide(size.pow(3), MathContext.DECIMAL64);
    return Optional.of(
        variance
            .sqrt(MathContext.DECIMAL64)
            .multiply(BigDecimal.valueOf(100))
            .setScale(2, RoundingMode.HALF_UP));
  }
}
