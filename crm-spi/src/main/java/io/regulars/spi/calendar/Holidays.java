package io.regulars.spi.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;

/**
 * The public holidays of a place. Whoever computes asks each time and keeps no answer, so that a
 * host that learns of a new year's holidays replaces what it gave, or gives one of these that hands
 * on to the newest.
 *
 * <p>Implementations are thread-safe, fast (asked once for each day walked) and throw nothing: what
 * they do not know is an ordinary day of a year they do not {@link #covers cover}.
 */
public interface Holidays {

  /** What {@code date} was declared to be; empty: what its day of the week says. */
  Optional<DeclaredDay> on(LocalDate date);

  /**
   * Whether the holidays of {@code year} are known. Where they are not, days are ordinary until
   * they are announced, and a deadline counted over them may move.
   */
  boolean covers(Year year);

  /** Nothing known of any year: all days are ordinary, and no year is covered. */
  static Holidays none() {
    return new Holidays() {
      @Override
      public Optional<DeclaredDay> on(LocalDate date) {
        return Optional.empty();
      }

      @Override
      public boolean covers(Year year) {
        return false;
      }
    };
  }
}
