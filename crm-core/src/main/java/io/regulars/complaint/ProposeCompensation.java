package io.regulars.complaint;

import io.regulars.engine.HostKey;
import io.regulars.spi.PlainText;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.complaint.CaseEvent;
import io.regulars.spi.complaint.CaseId;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/** The customer is to be given something for having been wronged. */
@Value.Immutable
@RegularsStyle
public interface ProposeCompensation {

  /** The case. */
  CaseId complaint();

  /** The host's key of this step, unique with the merchant; 1 to 64 characters. */
  @HostKey
  @Size(max = 64)
  String key();

  /** What sort of thing. */
  CompensationKind kind();

  /** Which of its sort, where {@link CompensationKind} says so; else empty. */
  Optional<@HostKey @Size(max = 64) String> what();

  /**
   * How much of it: points, coupons (at most 20), sessions or services (at most 1,000), days of the
   * tier (at most 3,660), or minor units of the merchant's currency.
   */
  @Positive
  long amount();

  /**
   * What it costs the merchant, in its currency, by which authority is measured: the amount itself
   * for money, else at least what the plan's {@link Worth} says and, for points with a price, what
   * they pay at the till; above zero, of a tier zero too.
   */
  Money worth();

  /** Why. */
  @Value.Redacted
  Optional<@PlainText @Size(min = 1, max = CaseEvent.MAX_WORDS) String> words();

  /** A builder with nothing set. */
  static ImmutableProposeCompensation.Builder builder() {
    return ImmutableProposeCompensation.builder();
  }
}
