package io.regulars.points;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Program;
import io.regulars.ledger.Shortfall;
import io.regulars.ledger.ShortfallTerms;
import io.regulars.spi.Explanation;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.ledger.AccountKind;
import java.util.Map;
import org.joda.money.Money;

/** What the program says of value that is to be taken back and was spent, and how that is told. */
public final class Shortfalls {

  private Shortfalls() {}

  /** What becomes of it: what points and growth value say, and for all else a deficit. */
  public static ShortfallTerms of(Program program, AccountKind account) {
    if (account.equals(AccountKind.POINTS)) {
      return program
          .plan(PointsPlan.class)
          .map(Shortfalls::ofPoints)
          .orElse(ShortfallTerms.DEFICIT);
    }
    if (account.equals(AccountKind.GROWTH)) {
      return program
          .plan(GrowthPlan.class)
          .map(plan -> ShortfallTerms.of(plan.shortfall()))
          .orElse(ShortfallTerms.DEFICIT);
    }
    return ShortfallTerms.DEFICIT;
  }

  private static ShortfallTerms ofPoints(PointsPlan plan) {
    return new ShortfallTerms(
        plan.shortfall(),
        plan.shortfall() == Shortfall.CASH_OWED ? plan.price().orElseThrow().text() : "");
  }

  /**
   * Writes down that {@code missing}, taken back at once and by itself, is forgiven, or owed in
   * money; nothing if it is zero.
   */
  public static void tell(
      FileDraft draft, AccountKind account, long missing, ShortfallTerms shortfall) {
    if (shortfall.policy() == Shortfall.CASH_OWED) {
      tellSold(draft, account, Map.of(), Map.of(shortfall.price(), missing));
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
   * at each price, that of all it has sold by now, less that of what it had sold before. So the
   * steps add up to what is owed if all is taken back at once. Of what is sold no longer, for some
   * of it has come back, the money goes back, at the price it was sold at, whatever the program
   * says today; nothing if nothing has changed.
   *
   * @param before what it had sold before this step, by {@link ShortfallTerms#price}
   * @param after what it has sold by now
   */
  public static void tellSold(
      FileDraft draft, AccountKind account, Map<String, Long> before, Map<String, Long> after) {
    tellMore(draft, "shortfall.owed", account, before, after);
    tellMore(draft, "shortfall.returned", account, after, before);
  }

  /** What there is more of in {@code more} than in {@code less}, at its prices. */
  private static void tellMore(
      FileDraft draft,
      String rule,
      AccountKind account,
      Map<String, Long> less,
      Map<String, Long> more) {
    long amount = 0;
    Money money = Money.zero(draft.merchant().currency());
    for (Map.Entry<String, Long> sold : more.entrySet()) {
      long others = less.getOrDefault(sold.getKey(), 0L);
      if (sold.getValue() > others) {
        PointsPrice price = PointsPrice.parse(sold.getKey());
        amount += sold.getValue() - others;
        money = money.plus(price.money(sold.getValue())).minus(price.money(others));
      }
    }
    if (amount > 0) {
      happened(draft, rule, account, amount, money.toString());
    }
  }

  private static void happened(
      FileDraft draft, String rule, AccountKind account, long amount, String money) {
    draft.happened(
        EventKind.SHORTFALL,
        draft.asOf(),
        Explanation.of(rule, account.code(), Long.toString(amount), money));
  }
}
