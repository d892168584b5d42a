package io.regulars.engine;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A key the host made up: not blank, no blanks at either end, no control characters, as storage
 * keeps keys. An absent one is valid.
 */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = "(?U)[^\\s\\p{Cntrl}]([^\\p{Cntrl}]*[^\\s\\p{Cntrl}])?")
@ReportAsSingleViolation
@Target({METHOD, TYPE_USE})
@Retention(RUNTIME)
public @interface HostKey {

  /** What is said when it does not hold. */
  String message() default "{io.regulars.HostKey}";

  /** Groups of constraints; not used here. */
  Class<?>[] groups() default {};

  /** Payload for clients of Jakarta Validation; not used here. */
  Class<? extends Payload>[] payload() default {};
}
