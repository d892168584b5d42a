package io.regulars.points;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.ledger.Shortfall;
import io.regulars.spi.Explanation;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import java.util.Optional;
import org.joda.money.Money;

/** What the program says of value that is to be taken back and was spent, and how that is told. */
public final class Shortfalls {

  private Shortfalls() {}

  /** What becomes of it: what points and growth value say, and for all else a deficit. */
  public static Shortfall of(Program program, AccountKind account) {
    if (account.equals(AccountKind.POINTS)) {
      return program.plan(PointsPlan.class).map(PointsPlan::shortfall).orElse(Shortfall.DEFICIT);
    }
    if (account.equals(AccountKind.GROWTH)) {
      return program.plan(GrowthPlan.class).map(GrowthPlan::shortfall).orElse(Shortfall.DEFICIT);
    }
    return Shortfall.DEFICIT;
  }

  /** Writes down that {@code missing} is forgiven, or owed in money; nothing if it is zero. */
  public static void tell(FileDraft draft, AccountKind account, long missing, Shortfall shortfall) {
    if (missing == 0) {
      return;
    }
    boolean owed = shortfall == Shortfall.CASH_OWED;
    Optional<Money> money =
        draft
            .program()
            .plan(PointsPlan.class)
            .flatMap(PointsPlan::price)
            .filter(price -> owed)
            .map((PointsPrice price) -> price.money(missing));
    draft.happened(
        EventKind.SHORTFALL,
        draft.asOf(),
        Explanation.of(
            owed ? "shortfall.owed" : "shortfall.forgiven",
            account.code(),
            Long.toString(missing),
            money.map(Money::toString).orElse("")));
  }
}
