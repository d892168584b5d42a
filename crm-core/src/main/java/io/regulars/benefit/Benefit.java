package io.regulars.benefit;

import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.InvalidValueException;
import io.regulars.spi.Shapes;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.tier.TierCode;
import java.util.Arrays;
import java.util.List;

/**
 * Something a tier may have so many times a period (domain id T5).
 *
 * @param code the host's name for it; 1 to 64 characters
 * @param tiers the tiers that hold it, as they are to be told; at least one, each once
 * @param uses how many times a period, above zero
 * @param every the period
 */
public record Benefit(String code, List<TierCode> tiers, long uses, Every every) {

  private static final long MOST = 1_000_000;

  /** Refuses a blank code, no tiers, and uses that are not above zero. */
  public Benefit {
    tiers = List.copyOf(tiers);
    try {
      Shapes.code("Benefit.code", code, 64);
    } catch (InvalidValueException e) {
      throw new InvalidProgramException(e.getMessage());
    }
    if (tiers.isEmpty() || tiers.stream().distinct().count() < tiers.size()) {
      throw new InvalidProgramException(
          "benefit " + code + " is held by " + tiers + "; name at least one tier, each once");
    }
    if (uses <= 0 || uses > MOST) {
      throw new InvalidProgramException(
          "benefit " + code + " has " + uses + " uses a period; give 1 to " + MOST);
    }
  }

  /** {@code uses} a period for who holds one of {@code tiers}. */
  public static Benefit of(String code, long uses, Every every, String... tiers) {
    return new Benefit(code, Arrays.stream(tiers).map(TierCode::of).toList(), uses, every);
  }

  /** The account its uses are counted on. */
  AccountKind account() {
    return AccountKind.quota(code);
  }
}
