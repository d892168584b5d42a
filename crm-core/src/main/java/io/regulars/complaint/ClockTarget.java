package io.regulars.complaint;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** How much time a clock has, for which cases, and what happens when it is missed. */
@Value.Immutable
@RegularsStyle
public interface ClockTarget {

  /** Which clock. */
  CaseClock clock();

  /** For cases of these severities; empty: of any. */
  Set<Severity> severities();

  /** For cases that came in by these channels; empty: by any. */
  Set<String> channels();

  /** How much time it has. */
  Target target();

  /** How long before the deadline the owner is warned, in the time the clock counts; or not. */
  Optional<Duration> warnBefore();

  /** Who is told when, the first rung first. */
  List<Rung> rungs();

  /** Whether it is for a case of this severity and channel. */
  default boolean isFor(Severity severity, String channel) {
    return (severities().isEmpty() || severities().contains(severity))
        && (channels().isEmpty() || channels().contains(channel));
  }

  /** The warning comes before the deadline and after the start; rungs climb: later and higher. */
  @Value.Check
  default void check() {
    target()
        .length()
        .filter(length -> warnBefore().filter(before -> before.compareTo(length) >= 0).isPresent())
        .ifPresent(
            length -> {
              throw new InvalidProgramException(
                  "the warning of "
                      + clock()
                      + " comes "
                      + warnBefore().orElseThrow()
                      + " before the end of "
                      + length
                      + ", which is before it begins; give less");
            });
    if (warnBefore().filter(before -> before.isZero() || before.isNegative()).isPresent()) {
      throw new InvalidProgramException(
          "the warning of " + clock() + " is not before the deadline; give a time above zero");
    }
    for (int i = 1; i < rungs().size(); i++) {
      Rung lower = rungs().get(i - 1);
      Rung higher = rungs().get(i);
      if (higher.after().compareTo(lower.after()) < 0 || higher.to().compareTo(lower.to()) <= 0) {
        throw new InvalidProgramException(
            "rung "
                + (i + 1)
                + " of "
                + clock()
                + " does not climb; list the rungs with rising times and ranks");
      }
    }
  }

  /** Whether every case that {@code other} is for is also one of this target's. */
  default boolean covers(ClockTarget other) {
    return clock() == other.clock()
        && (severities().isEmpty()
            || (!other.severities().isEmpty() && severities().containsAll(other.severities())))
        && (channels().isEmpty()
            || (!other.channels().isEmpty() && channels().containsAll(other.channels())));
  }

  /** The target of {@code clock}, for all cases unless told. */
  static ImmutableClockTarget.Builder of(CaseClock clock, Target target) {
    return ImmutableClockTarget.builder().clock(clock).target(target);
  }
}
