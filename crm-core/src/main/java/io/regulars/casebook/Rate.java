package io.regulars.casebook;

import io.regulars.spi.Shapes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * So many of so many: the exact fraction. Fractions of parts of a whole add up by adding parts and
 * wholes, which rounded rates do not.
 *
 * @param part how many
 * @param whole of how many; zero: there was nothing to count
 */
public record Rate(long part, long whole) {

  private static final int PLACES = 4;

  /** Refuses more than all, and less than none. */
  public Rate {
    Shapes.require(part >= 0 && part <= whole, "a part is between none and all of its whole");
  }

  /** As a decimal from 0 to 1 with four places, rounded half up; empty if the whole is zero. */
  public Optional<BigDecimal> value() {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), PLACES, RoundingMode.HALF_UP));
  }
}
