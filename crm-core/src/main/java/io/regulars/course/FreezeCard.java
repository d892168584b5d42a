package io.regulars.course;

import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** A course card is suspended: nothing of it is used and it does not end until it is thawed. */
@Value.Immutable
@RegularsStyle
public interface FreezeCard extends CardCommand {

  /** Why, as the statement will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** When it is thawed by itself; as the program says unless told. */
  Optional<Instant> until();

  /** A builder with nothing set. */
  static ImmutableFreezeCard.Builder builder() {
    return ImmutableFreezeCard.builder();
  }
}
