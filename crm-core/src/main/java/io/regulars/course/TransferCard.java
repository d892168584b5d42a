package io.regulars.course;

import io.regulars.spi.CustomerId;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.immutables.value.Value;

/**
 * What is left of a course card becomes another customer's, with its number, its end and what was
 * paid for it.
 */
@Value.Immutable
@RegularsStyle
public interface TransferCard extends CardCommand {

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** Whose it becomes. */
  CustomerId to();

  /** A builder with nothing set. */
  static ImmutableTransferCard.Builder builder() {
    return ImmutableTransferCard.builder();
  }
}
