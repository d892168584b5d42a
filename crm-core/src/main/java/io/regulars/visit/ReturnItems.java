package io.regulars.visit;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.VisitId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * A part of a visit comes back: pieces, or money off. The till's number of the return says which
 * return it is, or, at a till that numbers none, the instant at which the goods came back: sent
 * twice, it counts once. No more comes back of a line than was sold, whatever the number of the
 * return.
 */
@Value.Immutable
@RegularsStyle
public interface ReturnItems {

  /** Which visit. */
  VisitId visit();

  /**
   * The till's number of the return, unique within the visit; 1 to 64 characters. Empty: the till
   * numbers no returns, and {@link #returnedAt()} says which one it is.
   */
  Optional<@HostKey @Size(max = 64) String> receipt();

  /**
   * When it came back, by the till's clock: unique within the visit, told if and only if there is
   * no {@link #receipt()}. It identifies the return and decides nothing else.
   */
  Optional<Instant> returnedAt();

  /** {@link #receipt()}, or, if there is none, {@link #returnedAt()} to the microsecond. */
  @Value.Derived
  @Value.Auxiliary
  default String number() {
    return receipt()
        .or(() -> returnedAt().map(at -> at.truncatedTo(ChronoUnit.MICROS).toString()))
        .orElse("");
  }

  /** Why, as the timeline will say: 1 to 200 characters. */
  @NotBlank
  @PlainText
  @Size(max = 200)
  String reason();

  /** What comes back; each line once. */
  @NotEmpty
  @Size(max = 500)
  List<@Valid Item> lines();

  /**
   * What comes back of one line.
   *
   * @param line the line of the visit, counted from 1
   * @param quantity how many pieces; 0 if only money comes back
   * @param amount what of its price comes back; what the pieces cost, unless told
   */
  record Item(
      @Positive @Max(500) int line,
      @PositiveOrZero long quantity,
      @NotNull Optional<Money> amount) {

    /** Pieces, at what they cost. */
    public static Item of(int line, long quantity) {
      return new Item(line, quantity, Optional.empty());
    }

    /** Money off a line that the customer keeps. */
    public static Item money(int line, Money amount) {
      return new Item(line, 0, Optional.of(amount));
    }
  }

  /** A builder with nothing set. */
  static ImmutableReturnItems.Builder builder() {
    return ImmutableReturnItems.builder();
  }
}
