package io.regulars.points;

import io.regulars.ledger.LotTerm;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.Shapes;
import java.util.Optional;

/**
 * Something to be had for points (domain id L1): 1,000 a comb, 5,000 a year of haircuts.
 *
 * @param code the host's name for it; 1 to 64 characters
 * @param points what it takes, above zero
 * @param card the course card it is, if it is one, and then the program has a {@code CoursePlan};
 *     else goods handed over the counter
 */
public record Reward(String code, long points, Optional<Card> card) {

  /**
   * A course card given as a reward.
   *
   * @param item the service it is for
   * @param sessions how many, above zero
   * @param term how long it is valid
   */
  public record Card(String item, long sessions, LotTerm term) {}

  /** Refuses a blank code and figures that are not above zero. */
  public Reward {
    try {
      Shapes.code("Reward.code", code, 64);
      card.ifPresent(given -> Shapes.code("Reward.card.item", given.item(), 64));
    } catch (InvalidValueException e) {
      throw new InvalidProgramException(e.getMessage());
    }
    if (points <= 0 || card.filter(given -> given.sessions() <= 0).isPresent()) {
      throw new InvalidProgramException(
          "reward " + code + " takes " + points + " points; these and sessions are above zero");
    }
  }

  /** Goods for points. */
  public static Reward goods(String code, long points) {
    return new Reward(code, points, Optional.empty());
  }

  /** A course card for points. */
  public static Reward card(String code, long points, String item, long sessions, LotTerm term) {
    return new Reward(code, points, Optional.of(new Card(item, sessions, term)));
  }
}
