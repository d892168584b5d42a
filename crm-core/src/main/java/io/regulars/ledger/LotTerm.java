package io.regulars.ledger;

import io.regulars.engine.Periods;
import io.regulars.spi.InvalidProgramException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How long a credit lasts.
 *
 * @param length calendar period after which it ends, above zero; empty: it never ends
 * @param granularity to what its end is rounded up
 */
public record LotTerm(Optional<Period> length, Granularity granularity) {

  /** Credits that never end. */
  public static final LotTerm UNLIMITED = new LotTerm(Optional.empty(), Granularity.EXACT);

  /** Refuses a period that is zero or negative. */
  public LotTerm {
    length.ifPresent(period -> Periods.checked("a lot's term", period));
    if (length.filter(Period::isZero).isPresent()) {
      throw new InvalidProgramException(
          "a lot's term of " + length.get() + " is not above zero; leave it out if lots never end");
    }
  }

  /**
   * Credits that end {@code length} after they were earned, to the instant. Each may be a lot of
   * its own: only {@link #of(Period, Granularity)} bounds how many are open at a time.
   */
  public static LotTerm of(Period length) {
    return new LotTerm(Optional.of(length), Granularity.EXACT);
  }

  /** Credits that end {@code length} after they were earned, rounded up. */
  public static LotTerm of(Period length, Granularity granularity) {
    return new LotTerm(Optional.of(length), granularity);
  }

  /**
   * The instant (exclusive) at which a credit earned at {@code earnedAt} ends, days being {@code
   * zone}'s.
   */
  public Optional<Instant> endsAt(Instant earnedAt, ZoneId zone) {
    return length.map(period -> granularity.roundUp(Periods.after(earnedAt, period, zone), zone));
  }
}
