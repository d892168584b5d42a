package io.regulars.course;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;

/** Unused sessions of a course card are paid back. */
@Value.Immutable
@RegularsStyle
public interface RefundCard extends CardCommand {

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** How many; all that are left unless told. */
  Optional<@Positive Long> sessions();

  /** A builder with nothing set. */
  static ImmutableRefundCard.Builder builder() {
    return ImmutableRefundCard.builder();
  }
}
