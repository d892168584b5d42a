package io.regulars.course;

import io.regulars.engine.Periods;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.immutables.value.Value;

/** What holds for the course cards of a service. */
@Value.Immutable
@RegularsStyle
public interface CourseTerms {

  /** Cards that never end, cancelled for free, not shared, frozen at will. */
  CourseTerms DEFAULT = builder().build();

  /**
   * How long a card is valid from its sale, unless the sale says otherwise; for ever. A sale names
   * no store: days are those of the merchant's zone.
   */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /**
   * A cancellation later than this before the appointment spends what was reserved; zero: one after
   * the appointment has begun. Empty: cancelling is always free.
   */
  Optional<Duration> lateCancel();

  /** Whether who does not come has used what was reserved; so unless told. */
  @Value.Default
  default boolean noShowSpends() {
    return true;
  }

  /** Whether those whom the owner's profile names as family may use the card; not unless told. */
  @Value.Default
  default boolean familyShares() {
    return false;
  }

  /** How long one freeze may last, and does unless told; empty: until the card is thawed. */
  Optional<Period> longestFreeze();

  /** How often a card may be frozen, whoever's it is; empty: any number of times. */
  Optional<Integer> freezes();

  /**
   * How long a session may still be used that comes back to a card which has ended meanwhile; not
   * at all unless told.
   */
  @Value.Default
  default Period restoredFor() {
    return Period.ZERO;
  }

  /** How long after a session the next one is due; empty: at no particular time. */
  Optional<Period> careCycle();

  /** Periods are calendar periods above zero, and nothing speaks of freezes there are none of. */
  @Value.Check
  default void check() {
    Periods.checked("the time a session that came back lasts", restoredFor());
    longestFreeze().ifPresent(period -> above("the longest freeze", period));
    careCycle().ifPresent(period -> above("the care cycle", period));
    if (lateCancel().filter(time -> time.isNegative() || time.toDays() > 366).isPresent()) {
      throw new InvalidProgramException(
          "a late-cancel window of "
              + lateCancel().get()
              + " is outside nothing to 366 days; leave it out if cancelling is always free");
    }
    if (freezes().filter(times -> times < 0).isPresent()) {
      throw new InvalidProgramException(
          "cards may be frozen " + freezes().get() + " times; give 0 if they may not");
    }
    if (freezes().filter(times -> times == 0).isPresent() && longestFreeze().isPresent()) {
      throw new InvalidProgramException(
          "cards may not be frozen, yet for "
              + longestFreeze().get()
              + "; leave out the longest freeze, or allow one");
    }
  }

  private static void above(String what, Period period) {
    if (Periods.checked(what, period).isZero()) {
      throw new InvalidProgramException(what + " is not above zero; leave it out if there is none");
    }
  }

  /** A builder with nothing set; nothing is required. */
  static ImmutableCourseTerms.Builder builder() {
    return ImmutableCourseTerms.builder();
  }
}
