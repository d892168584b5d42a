package io.regulars.storedvalue;

import io.regulars.engine.Periods;
import io.regulars.engine.Plan;
import io.regulars.engine.Program;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Merchant;
import io.regulars.spi.RegularsStyle;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.joda.money.Money;

/**
 * How stored value (储值, domain id L3) is topped up, spent and paid back. Without this plan a
 * payment by stored value takes nothing off any account.
 */
@Value.Immutable
@RegularsStyle
public interface StoredValuePlan extends Plan {

  /** What is given on top, charges and bonuses strictly rising; nothing unless told. */
  List<Rung> ladder();

  /**
   * Whether the rung reached gives its bonus for every full multiple of its charge; once unless
   * told.
   */
  @Value.Default
  default boolean perMultiple() {
    return false;
  }

  /** How long what was paid for lasts; for ever unless told. */
  @Value.Default
  default LotTerm term() {
    return LotTerm.UNLIMITED;
  }

  /** How long the bonus lasts; for ever unless told. */
  @Value.Default
  default LotTerm bonusTerm() {
    return LotTerm.UNLIMITED;
  }

  /** Which part is spent first; what was paid for unless told. */
  @Value.Default
  default SpendOrder order() {
    return SpendOrder.PRINCIPAL_FIRST;
  }

  /** What becomes of the bonus when principal is paid back; its part is forfeited unless told. */
  @Value.Default
  default BonusOnRefund onRefund() {
    return BonusOnRefund.FORFEIT_PART;
  }

  /**
   * How long what a returned sale gives back to a lot that has ended may still be used; not at all
   * unless told.
   */
  @Value.Default
  default Period restoredFor() {
    return Period.ZERO;
  }

  /** The highest rung {@code charge} reaches. */
  default Optional<Rung> rung(Money charge) {
    return ladder().stream()
        .filter(rung -> !rung.charge().isGreaterThan(charge))
        .reduce((lower, higher) -> higher);
  }

  /**
   * What is given on top of a top-up of {@code charge}, in minor units; {@link Long#MAX_VALUE} if
   * it is beyond a {@code long}.
   */
  default long bonus(Money charge) {
    return rung(charge).map(rung -> bonus(rung, charge)).orElse(0L);
  }

  private long bonus(Rung rung, Money charge) {
    long once = rung.bonus().getAmountMinorLong();
    long times = charge.getAmountMinorLong() / rung.charge().getAmountMinorLong();
    boolean beyond = Math.multiplyHigh(once, times) != 0 || once * times < 0;
    return perMultiple() ? (beyond ? Long.MAX_VALUE : once * times) : once;
  }

  @Override
  default void requireFits(Merchant merchant, Program program) {
    for (Rung rung : ladder()) {
      if (!rung.charge().getCurrencyUnit().equals(merchant.currency())) {
        throw new InvalidProgramException(
            "charge "
                + rung.charge()
                + " does not fit merchant "
                + merchant.id()
                + " in "
                + merchant.currency());
      }
    }
  }

  /** The ladder rises: whoever charges more is never given less. */
  @Value.Check
  default void check() {
    Periods.checked("the time stored value that came back lasts", restoredFor());
    for (int i = 1; i < ladder().size(); i++) {
      Rung lower = ladder().get(i - 1);
      Rung higher = ladder().get(i);
      if (!higher.charge().isGreaterThan(lower.charge())
          || higher.bonus().getAmountMinorLong() <= bonus(lower, higher.charge().minusMinor(1))) {
        throw new InvalidProgramException(
            "charge "
                + higher.charge()
                + ", get "
                + higher.bonus()
                + " is not above what charge "
                + lower.charge()
                + ", get "
                + lower.bonus()
                + " gives just below it; list the rungs with rising charges and bonuses");
      }
    }
  }

  /** A builder with nothing set. */
  static ImmutableStoredValuePlan.Builder builder() {
    return ImmutableStoredValuePlan.builder();
  }
}
