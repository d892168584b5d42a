package io.regulars.examples.complaintday;

import io.regulars.spi.StaffId;
import io.regulars.spi.StoreId;
import io.regulars.spi.complaint.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One case of the script: how it comes in, and what people will do about it.
 *
 * @param number counts the cases of the day from 1, in the order in which they come in
 * @param opens when it comes in
 * @param store the shop complained of
 * @param customer which customer; empty: nobody knows
 * @param channel how it comes in
 * @param category what it is about
 * @param accused who is complained of
 * @param item what is complained of
 * @param rootCause what it will be closed with
 * @param stars what the customer will give
 * @param moves what is done about it; none: nobody ever does anything
 */
record Part(
    int number,
    Instant opens,
    StoreId store,
    Optional<Integer> customer,
    String channel,
    String category,
    Optional<StaffId> accused,
    Optional<String> item,
    String rootCause,
    int stars,
    List<Move> moves) {

  /**
   * One move.
   *
   * @param after how much open time of the shop after the one before
   * @param step what is done
   */
  record Move(Duration after, Step step) {}

  Part {
    moves = List.copyOf(moves);
  }

  Part numbered(int other) {
    return new Part(
        other, opens, store, customer, channel, category, accused, item, rootCause, stars, moves);
  }

  /** Whether somebody answers the customer. */
  boolean isAnswered() {
    return !moves.isEmpty() && moves.get(0).step() == Step.ACKNOWLEDGE;
  }

  /** Whether that is in time. */
  boolean isAnsweredInTime() {
    return isAnswered() && moves.get(0).after().compareTo(answerWithin()) <= 0;
  }

  /** How long the customer may wait for it. */
  Duration answerWithin() {
    return severity() == Severity.URGENT ? Chain.URGENT_ANSWER : Chain.ANSWER;
  }

  /** How grave the plan takes it. */
  Severity severity() {
    return Chain.plan().severities().getOrDefault(category, Severity.NORMAL);
  }

  /** Whether the customer is given something. */
  boolean isCompensated() {
    return moves.stream().anyMatch(move -> move.step() == Step.COMPENSATE);
  }

  /** What the customer is given then: more to who is harder to please. */
  Money goodwill() {
    return stars == 3 ? Chain.GENEROUS : Chain.MODEST;
  }

  /** Whether the customer vanishes, who was asked for something. */
  boolean vanishes() {
    return !moves.isEmpty() && moves.get(moves.size() - 1).step() == Step.PAUSE;
  }

  /** Whether it is told to be a duplicate. */
  boolean isDuplicate() {
    return !moves.isEmpty() && moves.get(0).step() == Step.MERGE;
  }
}
