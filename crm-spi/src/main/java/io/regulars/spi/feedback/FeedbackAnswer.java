package io.regulars.spi.feedback;

import io.regulars.spi.Actor;
import io.regulars.spi.CustomerId;
import io.regulars.spi.MerchantId;
import io.regulars.spi.ProgramVersion;
import io.regulars.spi.RegularsStyle;
import io.regulars.spi.Shapes;
import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.VisitId;
import io.regulars.spi.complaint.CaseId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What a customer answered to a survey. Appended, never altered; its key is there once, which is
 * what makes it count once. What was said is redacted in toString.
 */
@Value.Immutable
@RegularsStyle
public interface FeedbackAnswer {

  /** The most characters of {@link #text()}. */
  int MAX_TEXT = 2_000;

  /** The tenant. */
  MerchantId merchant();

  /** The answer. */
  FeedbackId id();

  /** What it answers, or the host's key of it; unique with the merchant, 1 to 200 characters. */
  String key();

  /** Who answered; empty if nobody knows (a note in the box). */
  Optional<CustomerId> customer();

  /** The visit asked about. */
  Optional<VisitId> visit();

  /** Code of the survey; 1 to 32 characters. */
  String survey();

  /** The shop spoken of. */
  StoreId store();

  /** Who served the customer. */
  Optional<StaffId> staff();

  /** What was sold, 1 to 64 characters. */
  Optional<String> item();

  /** How it came in. */
  FeedbackChannel channel();

  /** What was given per dimension, on the survey's scale; dimensions not answered are left out. */
  Map<String, Integer> ratings();

  /** How likely the customer is to recommend the merchant, 0 to 10. */
  Optional<Integer> recommend();

  /** What was said, at most {@value #MAX_TEXT} characters. */
  @Value.Redacted
  Optional<String> text();

  /** How the host's model reads the text: from -100, angry, to 100, delighted. */
  Optional<Integer> sentiment();

  /** The case it opened. */
  Optional<CaseId> complaint();

  /** When it was recorded. */
  Instant answeredAt();

  /** Who recorded it; the system for what came by a link. */
  Actor actor();

  /** The program in force. */
  ProgramVersion program();

  /** Codes fit their columns, numbers their ranges. */
  @Value.Check
  default void check() {
    Shapes.code("FeedbackAnswer.key", key(), 200);
    Shapes.code("FeedbackAnswer.survey", survey(), 32);
    item().ifPresent(item -> Shapes.code("FeedbackAnswer.item", item, 64));
    ratings().keySet().forEach(dimension -> Shapes.code("a dimension", dimension, 32));
    Shapes.require(
        recommend().filter(given -> given < 0 || given > 10).isEmpty(),
        "a recommendation is 0 to 10");
    Shapes.require(
        sentiment().filter(read -> read < -100 || read > 100).isEmpty(),
        "a sentiment is -100 to 100");
    Shapes.require(
        text().map(String::length).orElse(0) <= MAX_TEXT,
        "an answer's text has at most " + MAX_TEXT + " characters");
    Shapes.require(
        visit().isEmpty() || customer().isPresent(), "an answer about a visit has a customer");
  }

  /** A builder with nothing set. */
  static ImmutableFeedbackAnswer.Builder builder() {
    return ImmutableFeedbackAnswer.builder();
  }
}
