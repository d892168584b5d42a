package io.regulars.course;

import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import java.util.Map;
import org.immutables.value.Value;

/**
 * Course cards (domain id L4): their terms in general, and those of single services. Without it no
 * cards are sold, and a payment by course takes nothing and is only recorded.
 */
@Value.Immutable
@RegularsStyle
public interface CoursePlan extends Plan {

  /** The terms of every service that has none of its own. */
  @Value.Default
  default CourseTerms general() {
    return CourseTerms.DEFAULT;
  }

  /** The terms of single services, by item, all of them in place of {@link #general()}. */
  Map<String, CourseTerms> services();

  /** The terms of cards for the service {@code item}; the defaults without a plan. */
  static CourseTerms terms(Program program, String item) {
    return program
        .plan(CoursePlan.class)
        .map(plan -> plan.services().getOrDefault(item, plan.general()))
        .orElse(CourseTerms.DEFAULT);
  }

  /** Items are 1 to 64 characters. */
  @Value.Check
  default void check() {
    try {
      services().keySet().forEach(item -> Shapes.code("CoursePlan.services", item, 64));
    } catch (InvalidValueException e) {
      throw new InvalidProgramException(e.getMessage());
    }
  }

  /** A builder with nothing set; nothing is required. */
  static ImmutableCoursePlan.Builder builder() {
    return ImmutableCoursePlan.builder();
  }
}
