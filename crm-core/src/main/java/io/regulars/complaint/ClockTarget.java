package io.regulars.complaint;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.Severity;
import io.regulars.worktime.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** How much time a clock has, for which cases, and what happens when it is missed. */
@Value.Immutable
@RegularsStyle
public interface ClockTarget {

  /** The longest target, and the longest time from a deadline to a rung. */
  Duration LONGEST = Duration.ofDays(366);

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

  /**
   * The warning comes before the deadline and after the start, the deadline within a year; rungs
   * climb: later and higher.
   */
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
    boolean tooManyDays =
        target() instanceof Target.WorkingDays working && working.days() > LONGEST.toDays();
    if (tooManyDays || target().length().filter(of -> of.compareTo(LONGEST) > 0).isPresent()) {
      throw new InvalidProgramException(
          clock() + " has " + target() + "; give at most " + LONGEST + ", or as many working days");
    }
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

  /** Whether there are cases that it is for and that none of the {@code earlier} targets takes. */
  default boolean isReached(List<ClockTarget> earlier) {
    List<ClockTarget> before = earlier.stream().filter(each -> each.clock() == clock()).toList();
    Set<String> named = new HashSet<>(channels());
    if (channels().isEmpty()) {
      before.forEach(each -> named.addAll(each.channels()));
      named.add("");
    }
    return Arrays.stream(Severity.values())
        .filter(severity -> severities().isEmpty() || severities().contains(severity))
        .anyMatch(
            severity ->
                named.stream()
                    .anyMatch(
                        channel ->
                            before.stream().noneMatch(each -> each.isFor(severity, channel))));
  }

  /** The target of {@code clock}, for all cases unless told. */
  static ImmutableClockTarget.Builder of(CaseClock clock, Target target) {
    return ImmutableClockTarget.builder().clock(clock).target(target);
  }
}
