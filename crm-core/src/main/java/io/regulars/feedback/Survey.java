package io.regulars.feedback;

import io.regulars.engine.Periods;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.tier.TierCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** What is asked, whom, and when. */
@Value.Immutable
@RegularsStyle
public interface Survey {

  /** Its code; 1 to 32 characters. */
  String code();

  /** What is rated, in the merchant's own codes: {@code quality}, {@code attitude}, ... */
  List<String> dimensions();

  /** With which numbers; {@link Scale#FIVE} unless told. */
  @Value.Default
  default Scale scale() {
    return Scale.FIVE;
  }

  /** Whether it asks how likely the customer is to recommend the merchant; true unless told. */
  @Value.Default
  default boolean recommendation() {
    return true;
  }

  /**
   * How long after a visit it asks; what follows the first are reminders, which an answer ends.
   * Empty: it does not ask by itself (a suggestion box).
   */
  List<Duration> after();

  /** The same after the customer's first visit; as {@link #after()} if empty. */
  List<Duration> afterFirst();

  /** Whether it asks after first visits alone; false unless told. */
  @Value.Default
  default boolean firstOnly() {
    return false;
  }

  /** Whom of these tiers; empty: all. */
  Set<TierCode> tiers();

  /** After a visit with one of these items; empty: any. */
  Set<String> items();

  /** Customers whose language is one of these; empty: all. */
  Set<Locale> languages();

  /** Of how many visits in a hundred; 100 unless told. Decided by the receipt, not by chance. */
  @Value.Default
  default int share() {
    return 100;
  }

  /** How long after the last invitation an answer is taken; 14 days unless told. */
  @Value.Default
  default Duration openFor() {
    return Duration.ofDays(14);
  }

  /** A recommendation of this or less makes an answer negative; 6 unless told. */
  @Value.Default
  default int negativeRecommendation() {
    return NetPromoter.DETRACTOR;
  }

  /** A sentiment of this or less makes an answer negative; -50 unless told. */
  @Value.Default
  default int negativeSentiment() {
    return -50;
  }

  /** The mean rating wished for. */
  Optional<BigDecimal> targetMean();

  /** How many answers in a hundred are to be satisfied. */
  Optional<BigDecimal> targetSatisfied();

  /** The invitations after a visit, the first one first. */
  default List<Duration> after(boolean firstVisit) {
    return firstVisit && !afterFirst().isEmpty() ? afterFirst() : after();
  }

  /** It asks something, of somebody, in time. */
  @Value.Check
  default void check() {
    Shapes.code("Survey.code", code(), 32);
    dimensions().forEach(dimension -> Shapes.code("Survey.dimensions", dimension, 32));
    if (dimensions().stream().distinct().count() != dimensions().size()) {
      throw new InvalidProgramException(
          "survey " + code() + " asks for a dimension twice; list each once");
    }
    if (share() < 1 || share() > 100) {
      throw new InvalidProgramException(
          "survey "
              + code()
              + " asks after "
              + share()
              + " visits in a hundred; give 1 to 100, or leave it out of the plan");
    }
    after().forEach(delay -> Periods.checked("an invitation's delay", delay));
    afterFirst().forEach(delay -> Periods.checked("an invitation's delay", delay));
    if (Periods.checked("a survey's openness", openFor()).isZero()) {
      throw new InvalidProgramException("survey " + code() + " is open for no time; above zero");
    }
  }

  /** A builder with nothing set; the code is required. */
  static ImmutableSurvey.Builder builder() {
    return ImmutableSurvey.builder();
  }
}
