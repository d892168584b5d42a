package io.regulars.spi.ledger;

import io.regulars.spi.Shapes;
import java.time.Instant;

/**
 * What a credit brought to its lot, kept on the credit's entry.
 *
 * @param earnedAt when it was earned; for a fact told late before the entry's own instant
 * @param term the policy by which its end was found, as the program's plan writes it; 1 to 64
 *     characters
 * @param worth what was paid for it, in minor units of the merchant's currency, not negative; 0 for
 *     what was given
 */
public record Grant(Instant earnedAt, String term, long worth) {

  /** Refuses a blank term and a negative worth. */
  public Grant {
    Shapes.code("Grant.term", term, 64);
    Shapes.require(worth >= 0, "what was paid is not negative");
  }
}
