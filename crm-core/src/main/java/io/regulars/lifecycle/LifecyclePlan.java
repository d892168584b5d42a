package io.regulars.lifecycle;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import java.time.LocalDate;
import java.time.Period;
import org.immutables.value.Value;

/**
 * When a stage of life is left (domain id F1). The defaults are the documents': 15 days, 1 year.
 */
@Value.Immutable
@RegularsStyle
public interface LifecyclePlan extends Plan {

  /** How long after the first visit a customer counts as new; 15 days unless told. */
  @Value.Default
  default Period newFor() {
    return Period.ofDays(15);
  }

  /**
   * How long after the last visit a customer falls dormant; 1 year unless told, longer than newFor.
   */
  @Value.Default
  default Period dormantAfter() {
    return Period.ofYears(1);
  }

  /** Both above zero, and nobody falls dormant while new, from whatever day on. */
  @Value.Check
  default void check() {
    Periods.checked("newFor", newFor());
    Periods.checked("dormantAfter", dormantAfter());
    LocalDate leapYear = LocalDate.of(2000, 1, 1);
    boolean longer =
        leapYear
            .datesUntil(leapYear.plusYears(4))
            .allMatch(day -> day.plus(dormantAfter()).isAfter(day.plus(newFor())));
    if (newFor().isZero() || !longer) {
      throw new InvalidProgramException(
          "new for "
              + newFor()
              + ", dormant after "
              + dormantAfter()
              + "; both are above zero and the second is the longer one in every month");
    }
  }

  /** A builder with the defaults. */
  static ImmutableLifecyclePlan.Builder builder() {
    return ImmutableLifecyclePlan.builder();
  }
}
