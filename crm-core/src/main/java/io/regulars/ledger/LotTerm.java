package io.regulars.ledger;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.spi.InvalidProgramException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long a credit lasts: a calendar period, and to what its end is rounded up. {@code
 * of(ofYears(1))} is a year to the instant, {@code of(ofMonths(2), MONTH)} the end of the second
 * month after this one, {@code endOf(YEAR)} the end of this year, {@code of(ofYears(1),
 * ANNIVERSARY)} the customer's anniversary after a year. Midnight belongs to the day that it
 * begins.
 *
 * @param length calendar period after which it ends, not negative, and above zero unless it is
 *     rounded; empty: it never ends
 * @param granularity to what its end is rounded up
 */
public record LotTerm(Optional<Period> length, Granularity granularity) {

  /** Credits that never end. */
  public static final LotTerm UNLIMITED = new LotTerm(Optional.empty(), Granularity.EXACT);

  /** Refuses a period that is negative, or zero and not rounded. */
  public LotTerm {
    length.ifPresent(period -> Periods.checked("a lot's term", period));
    if (granularity == Granularity.EXACT && length.filter(Period::isZero).isPresent()) {
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

  /** Credits that end with the day, month, year or anniversary in which they were earned. */
  public static LotTerm endOf(Granularity granularity) {
    return of(Period.ZERO, granularity);
  }

  /**
   * The instant (exclusive) at which a credit earned at {@code earnedAt} ends, days being {@code
   * zone}'s; always after {@code earnedAt}.
   *
   * @param joined the day whose anniversaries {@link Granularity#ANNIVERSARY} means
   */
  public Optional<Instant> endsAt(Instant earnedAt, ZoneId zone, LocalDate joined) {
    if (length.isEmpty()) {
      return Optional.empty();
    }
    Instant end = Periods.after(earnedAt, length.get(), zone);
    if (granularity == Granularity.EXACT) {
      return Optional.of(end);
    }
    return Optional.of(granularity.roundUp(end.plus(1, ChronoUnit.MICROS), zone, joined));
  }

  /** {@link #endsAt(Instant, ZoneId, LocalDate)} for the customer of {@code draft}. */
  public Optional<Instant> endsAt(Instant earnedAt, ZoneId zone, FileDraft draft) {
    return granularity == Granularity.ANNIVERSARY
        ? endsAt(earnedAt, zone, draft.joinedAt().atZone(zone).toLocalDate())
        : endsAt(earnedAt, zone, LocalDate.EPOCH);
  }

  /** The policy as its credits keep it: {@code P1Y}, {@code P1Y/MONTH}, {@code unlimited}. */
  public String text() {
    if (length.isEmpty()) {
      return "unlimited";
    }
    return granularity == Granularity.EXACT
        ? length.get().toString()
        : length.get() + "/" + granularity;
  }
}
