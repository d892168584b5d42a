package io.regulars.course;

import io.regulars.spi.ledger.Lot;

/**
 * What the sessions of a card cost, in minor units: each {@code floor(worth / sessions)}, and the
 * last one what is left of the worth.
 */
public final class SessionPrice {

  private SessionPrice() {}

  /** What one session was paid with, rounded down. */
  static long each(Lot card) {
    return card.worth() / card.amount();
  }

  /**
   * What was paid for the last {@code sessions} of a card, and is given back for them, or goes over
   * with them: its worth less the price of the others. Nothing for none.
   *
   * @param sessions not negative, and at most those of the card
   */
  public static long ofLast(Lot card, long sessions) {
    return sessions == 0 ? 0 : card.worth() - each(card) * (card.amount() - sessions);
  }
}
