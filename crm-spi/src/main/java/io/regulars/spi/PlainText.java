package io.regulars.spi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A text every storage can keep: without U+0000 and without unpaired surrogates, see {@link
 * Shapes#isPlainText}. An absent one is valid.
 */
@Documented
@Constraint(validatedBy = PlainText.Check.class)
@Target({METHOD, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {

  /** What is said when it does not hold. */
  String message() default "{io.regulars.PlainText}";

  /** Groups of constraints; not used here. */
  Class<?>[] groups() default {};

  /** Payload for clients of Jakarta Validation; not used here. */
  Class<? extends Payload>[] payload() default {};

  /** The check itself. */
  final class Check implements ConstraintValidator<PlainText, String> {

    /** Stateless. */
    public Check() {}

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || Shapes.isPlainText(value);
    }
  }
}
