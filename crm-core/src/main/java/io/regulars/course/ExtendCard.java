package io.regulars.course;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A course card is given a later end: an instant, or so much more than it had. Exactly one of them
 * is given.
 */
@Value.Immutable
@RegularsStyle
public interface ExtendCard extends CardCommand {

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** The new end, exclusive. */
  Optional<Instant> until();

  /** How much later it ends, by the calendar of the merchant's zone. */
  Optional<Period> by();

  /** A builder with nothing set. */
  static ImmutableExtendCard.Builder builder() {
    return ImmutableExtendCard.builder();
  }
}
