package io.regulars.casebook;

import io.regulars.complaint.CompensationKind;
import io.regulars.spi.Explanation;
import io.regulars.spi.complaint.CaseEventKind;
import io.regulars.spi.complaint.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A closed case as the public may see it: no ids, no names, no dates, and no words but those that
 * were written for it. Category and root cause are the merchant's codes and told as they are.
 *
 * @param category what it was about
 * @param severity how grave it was
 * @param store what the shop is called, if the plan tells it
 * @param steps what was done when, the opening first
 * @param rootCause why it came to it
 * @param compensation what sorts of compensation the customer got and kept
 * @param story what happened, as written for the public
 * @param solution what was done about it, as written for the public
 * @param lesson what is learned from it, as written for the public
 */
public record PublicCase(
    String category,
    Severity severity,
    Optional<String> store,
    List<Step> steps,
    String rootCause,
    Set<CompensationKind> compensation,
    Optional<String> story,
    Optional<String> solution,
    Optional<String> lesson) {

  /** Copies the collections. */
  public PublicCase {
    steps = List.copyOf(steps);
    compensation = Set.copyOf(compensation);
  }

  /**
   * A step on the way.
   *
   * @param after how long after the opening, in whole minutes, rounded down
   * @param kind what was done
   * @param said the same for {@link io.regulars.engine.Texts#explain}
   */
  public record Step(Duration after, CaseEventKind kind, Explanation said) {}
}
