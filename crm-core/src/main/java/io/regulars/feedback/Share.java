package io.regulars.feedback;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A part of a whole, exact.
 *
 * @param part how many
 * @param whole of how many
 */
public record Share(long part, long whole) {

  /** Nothing of nothing. */
  public static final Share NONE = new Share(0, 0);

  /** Both counted together. */
  public Share plus(Share other) {
    return new Share(part + other.part, whole + other.whole);
  }

  /** In a hundred, to two decimals, half up; empty of nothing. */
  public Optional<BigDecimal> percent() {
    return ratio(100 * part, whole);
  }

  static Optional<BigDecimal> ratio(long dividend, long divisor) {
    return divisor == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(dividend)
                .divide(BigDecimal.valueOf(divisor), 2, RoundingMode.HALF_UP));
  }
}
