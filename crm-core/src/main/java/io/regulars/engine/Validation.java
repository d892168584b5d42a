package io.regulars.engine;

import io.regulars.spi.InvalidCommandException;
import io.regulars.spi.InvalidCommandException.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.hibernate.validator.spi.properties.ConstrainableExecutable;
import org.hibernate.validator.spi.properties.GetterPropertySelectionStrategy;

/**
 * Checks the shape of commands by their Jakarta constraints. Reads constraints off bare accessors
 * ({@code name()}), needs no expression language, and speaks the engine's language. Thread-safe.
 */
public final class Validation {

  private final Validator validator;

  /**
   * A validator whose messages are in {@code language} (Chinese for {@code zh}, English for all
   * else) and whose "now" is the clock's.
   */
  public Validation(Locale language, Clock clock) {
    Locale spoken = Texts.spoken(language);
    HibernateValidatorConfiguration configuration =
        jakarta.validation.Validation.byProvider(HibernateValidator.class).configure();
    this.validator =
        configuration
            .ignoreXmlConfiguration()
            .clockProvider(() -> clock)
            .getterPropertySelectionStrategy(new BareAccessors())
            .messageInterpolator(new ParameterMessageInterpolator(Set.of(spoken), spoken, false))
            .buildValidatorFactory()
            .getValidator();
  }

  /**
   * Returns {@code command} if all its constraints hold.
   *
   * @throws InvalidCommandException with every violation, sorted by field
   */
  public <T> T check(T command) {
    Set<ConstraintViolation<T>> violations = validator.validate(command);
    if (!violations.isEmpty()) {
      throw new InvalidCommandException(
          violations.stream()
              .map(found -> new Violation(field(found.getPropertyPath()), found.getMessage()))
              .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
              .toList());
    }
    return command;
  }

  /** The path as a caller writes it, such as {@code phones[0]}. */
  private static String field(Path path) {
    return path.toString().replace(".<list element>", "");
  }

  /** Every method without parameters that returns something is the property of its name. */
  private static final class BareAccessors implements GetterPropertySelectionStrategy {

    @Override
    public Optional<String> getProperty(ConstrainableExecutable executable) {
      boolean accessor =
          executable.getParameterTypes().length == 0 && executable.getReturnType() != void.class;
      return accessor ? Optional.of(executable.getName()) : Optional.empty();
    }

    @Override
    public List<String> getGetterMethodNameCandidates(String propertyName) {
      return List.of(propertyName);
    }
  }
}
