package io.regulars.points;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.ledger.Shortfall;
import io.regulars.spi.Explanation;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;

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

  /**
   * Writes down that {@code missing}, taken back at once and by itself, is forgiven, or owed in
   * money; nothing if it is zero.
   */
  public static void tell(FileDraft draft, AccountKind account, long missing, Shortfall shortfall) {
    if (shortfall == Shortfall.CASH_OWED) {
      tellSold(draft, account, 0, missing);
    } else {
      tellForgiven(draft, account, missing);
    }
  }

  /** Writes down that {@code missing} is forgiven; nothing if it is zero. */
  public static void tellForgiven(FileDraft draft, AccountKind account, long missing) {
    if (missing > 0) {
      happened(draft, "shortfall.forgiven", account, missing, "");
    }
  }

  /**
   * Writes down what is owed in money for what one fact has sold that is taken back step by step:
   * the price of all it has sold by now, less the price of what it had sold before. So the steps
   * add up to what is owed if all is taken back at once. If less is sold by now, for some of it has
   * come back, so much money goes back; nothing if the two are equal.
   *
   * @param before what it had sold before this step, not negative
   * @param after what it has sold by now, not negative
   */
  public static void tellSold(FileDraft draft, AccountKind account, long before, long after) {
    if (after > before) {
      happened(draft, "shortfall.owed", account, after - before, money(draft, before, after));
    } else if (after < before) {
      happened(draft, "shortfall.returned", account, before - after, money(draft, after, before));
    }
  }

  private static String money(FileDraft draft, long less, long more) {
    return draft
        .program()
        .plan(PointsPlan.class)
        .flatMap(PointsPlan::price)
        .map((PointsPrice price) -> price.money(more).minus(price.money(less)).toString())
        .orElse("");
  }

  private static void happened(
      FileDraft draft, String rule, AccountKind account, long amount, String money) {
    draft.happened(
        EventKind.SHORTFALL,
        draft.asOf(),
        Explanation.of(rule, account.code(), Long.toString(amount), money));
  }
}
