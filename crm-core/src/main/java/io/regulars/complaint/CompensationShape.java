package io.regulars.complaint;

import io.regulars.coupon.CouponPlan;
import io.regulars.coupon.CouponType;
import io.regulars.course.CoursePlan;
import io.regulars.engine.DeskContext;
import io.regulars.engine.Program;
import io.regulars.ledger.LedgerRules;
import io.regulars.points.PointsPlan;
import io.regulars.points.PointsPrice;
import io.regulars.spi.tier.TierCode;
import io.regulars.spi.visit.VisitLine;
import io.regulars.tier.Tier;
import io.regulars.tier.TierPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a proposal must look like, kind by kind; anything else is invalid. */
final class CompensationShape {

  private static final long MOST_COUPONS = 20;
  private static final long MOST_SESSIONS = 1_000;
  private static final long MOST_DAYS = 3_660;

  private final DeskContext desk;
  private final Program program;
  private final CurrencyUnit currency;
  private final ProposeCompensation command;

  CompensationShape(DeskContext desk, ProposeCompensation command) {
    this.desk = desk;
    this.program = desk.tenant().program();
    this.currency = desk.tenant().merchant().currency();
    this.command = command;
  }

  /**
   * Checks all of it.
   *
   * @throws io.regulars.spi.InvalidCommandException saying what is wrong
   */
  void check() {
    checkWorth();
    switch (command.kind()) {
      case POINTS -> checkPoints();
      case COUPON -> checkCoupon();
      case SESSIONS, SERVICE_AGAIN -> checkSessions();
      case TIER -> checkTier();
      case MONEY -> checkMoney();
    }
    if (command.kind() != CompensationKind.MONEY) {
      checkLeast();
    }
  }

  private void checkWorth() {
    Money worth = command.worth();
    if (!worth.getCurrencyUnit().equals(currency)) {
      throw desk.invalid("worth", "currency", worth, currency);
    }
    if (worth.isNegative() || (worth.isZero() && command.kind() != CompensationKind.TIER)) {
      throw desk.invalid("worth", "not-positive", worth);
    }
    Money most = Money.ofMinor(currency, VisitLine.MAX);
    if (worth.isGreaterThan(most)) {
      throw desk.invalid("worth", "at-most", worth, most);
    }
  }

  private void checkPoints() {
    requireNothing();
    requireAtMost(LedgerRules.MAX_BALANCE);
  }

  /** What is told is no less than what the plan or the till says; without either it is refused. */
  private void checkLeast() {
    Money least =
        Stream.of(byPlan(), atTheTill())
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    desk.invalid(
                        "worth",
                        "compensation-no-worth",
                        command.worth(),
                        command.kind() + " " + what()));
    if (command.worth().isLessThan(least)) {
      throw desk.invalid("worth", "compensation-worth", command.worth(), least);
    }
  }

  private Optional<Money> byPlan() {
    return CaseDraft.plan(desk.tenant())
        .worth(command.kind(), what())
        .map(worth -> worth.of(command.amount()));
  }

  private Optional<Money> atTheTill() {
    return command.kind() == CompensationKind.POINTS
        ? program
            .plan(PointsPlan.class)
            .flatMap(PointsPlan::price)
            .map((PointsPrice price) -> price.money(command.amount()))
        : Optional.empty();
  }

  private void checkCoupon() {
    List<String> types =
        program.plan(CouponPlan.class).map(CouponPlan::types).orElse(List.of()).stream()
            .map(CouponType::code)
            .toList();
    if (!types.contains(what())) {
      throw desk.invalid("what", "coupon-type", what(), types);
    }
    requireAtMost(MOST_COUPONS);
  }

  private void checkSessions() {
    if (program.plan(CoursePlan.class).isEmpty()) {
      throw desk.invalid("what", "no-courses", what());
    }
    if (what().isEmpty()) {
      throw desk.invalid("what", "compensation-item", command.kind());
    }
    requireAtMost(MOST_SESSIONS);
  }

  private void checkTier() {
    List<TierCode> tiers =
        program.plan(TierPlan.class).map(TierPlan::tiers).orElse(List.of()).stream()
            .map(Tier::code)
            .toList();
    if (tiers.stream().noneMatch(tier -> tier.value().equals(what()))) {
      throw desk.invalid("what", "compensation-tier", what(), tiers);
    }
    requireAtMost(MOST_DAYS);
  }

  private void checkMoney() {
    requireNothing();
    requireAtMost(VisitLine.MAX);
    Money amount = Money.ofMinor(currency, command.amount());
    if (!command.worth().equals(amount)) {
      throw desk.invalid("worth", "compensation-money", command.worth(), amount);
    }
  }

  private void requireNothing() {
    if (command.what().isPresent()) {
      throw desk.invalid("what", "compensation-what", what(), command.kind());
    }
  }

  private void requireAtMost(long most) {
    if (command.amount() > most) {
      throw desk.invalid("amount", "at-most", command.amount(), most);
    }
  }

  private String what() {
    return command.what().orElse("");
  }
}
