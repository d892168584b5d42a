package io.regulars.points;

import com.google.common.collect.ImmutableList;
import io.regulars.engine.Birthdays;
import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.Refusal;
import io.regulars.ledger.Credit;
import io.regulars.ledger.Granularity;
import io.regulars.ledger.LedgerRules;
import io.regulars.ledger.LotTerm;
import io.regulars.spi.Explanation;
import io.regulars.spi.InvalidProgramException;
import io.regulars.spi.Rejection.Reason;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.spi.ledger.EntryKind;
import io.regulars.spi.ledger.Hold;
import io.regulars.spi.ledger.Source;
import io.regulars.spi.visit.Visit;
import io.regulars.spi.visit.VisitLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;

/** What a visit is worth in points and in growth. */
public final class EarningRules {

  /**
   * How late a visit may be told and still be counted under the cap of its own day: 31 days after
   * that is over, in whatever zone its store is; no two zones are two days apart.
   */
  private static final Period CAP_KEPT_FOR = Period.ofDays(33);

  private EarningRules() {}

  /** Credits what the visit earns at the tier held now, as far as the program has plans for it. */
  public static Optional<Refusal> earn(FileDraft draft, Visit visit, ZoneId zone) {
    Optional<PointsPlan> points = draft.program().plan(PointsPlan.class);
    Optional<Refusal> refusal = Optional.empty();
    if (points.isPresent()) {
      refusal = new Earning(draft, visit, zone, points.get(), AccountKind.POINTS).credit();
    }
    Optional<GrowthPlan> growth = draft.program().plan(GrowthPlan.class);
    if (refusal.isEmpty() && growth.isPresent()) {
      refusal = new Earning(draft, visit, zone, growth.get(), AccountKind.GROWTH).credit();
    }
    return refusal;
  }

  /** One visit earning on one account. */
  private static final class Earning {

    private final FileDraft draft;
    private final Visit visit;
    private final ZoneId zone;
    private final EarningPlan plan;
    private final AccountKind kind;
    private final List<Explanation> steps = new ArrayList<>();

    Earning(FileDraft draft, Visit visit, ZoneId zone, EarningPlan plan, AccountKind kind) {
      this.draft = draft;
      this.visit = visit;
      this.zone = zone;
      this.plan = plan;
      this.kind = kind;
    }

    Optional<Refusal> credit() {
      List<BigDecimal> weights = weights();
      BigDecimal weight = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (weight.signum() == 0 || plan.points() == 0) {
        return Optional.empty();
      }
      BigDecimal earned = total(weight);
      if (earned.signum() == 0) {
        return Optional.empty();
      }
      if (earned.compareTo(BigDecimal.valueOf(LedgerRules.MAX_BALANCE)) > 0) {
        return Refusal.of(Reason.OVERFLOW, kind, earned, draft.account(kind).balance());
      }
      long amount = earned.longValueExact();
      Optional<Refusal> full = LedgerRules.room(draft, kind, amount);
      if (full.isEmpty()) {
        credit(amount, weights, weight);
      }
      return full;
    }

    /**
     * What counts of each line: its earning amount in minor units, times its factor; of all
     * together if there are no factors.
     */
    private List<BigDecimal> weights() {
      if (plan.factors().isEmpty()) {
        return List.of(BigDecimal.valueOf(visit.earning().getAmountMinorLong()));
      }
      ImmutableList.Builder<BigDecimal> weights = ImmutableList.builder();
      List<Long> earning = visit.earningByLine();
      for (int i = 0; i < earning.size(); i++) {
        weights.add(weight(visit.lines().get(i), earning.get(i)));
      }
      return weights.build();
    }

    private BigDecimal weight(VisitLine line, long earning) {
      BigDecimal factor = factor(line);
      BigDecimal weight = BigDecimal.valueOf(earning).multiply(factor);
      if (factor.compareTo(BigDecimal.ONE) != 0 && earning > 0) {
        Money per = plan.per();
        BigDecimal counted =
            weight.movePointLeft(per.getScale()).setScale(per.getScale(), RoundingMode.HALF_EVEN);
        steps.add(
            Explanation.of(
                "step.factor",
                line.item(),
                factor.toPlainString(),
                Money.ofMinor(per.getCurrencyUnit(), earning).toString(),
                Money.of(per.getCurrencyUnit(), counted).toString()));
      }
      return weight;
    }

    private BigDecimal factor(VisitLine line) {
      BigDecimal ofItem = plan.factors().get(line.item());
      if (ofItem != null) {
        return ofItem;
      }
      return line.category()
          .map(category -> plan.factors().getOrDefault(category, BigDecimal.ONE))
          .orElse(BigDecimal.ONE);
    }

    /** The whole number earned: rate, then steps; not divided before the end. */
    private BigDecimal total(BigDecimal weight) {
      BigDecimal value = weight.multiply(BigDecimal.valueOf(plan.points()));
      BigDecimal per = BigDecimal.valueOf(plan.per().getAmountMinorLong());
      for (EarningStep step : plan.steps()) {
        value = after(step, value, per);
      }
      return value.divide(per, 0, plan.rounding());
    }

    /** {@code value} is what was earned so far, times {@code per}. */
    private BigDecimal after(EarningStep step, BigDecimal value, BigDecimal per) {
      if (step instanceof EarningStep.TierFactor) {
        BigDecimal factor = plan.multiplier(draft.tier().tier());
        return times(value, factor, per, "step.tier", draft.tier().tier().value());
      }
      if (step instanceof EarningStep.BirthdayMonth birthday) {
        LocalDate day = visit.occurredAt().atZone(zone).toLocalDate();
        boolean now =
            draft.profile().birthday().filter(of -> Birthdays.inMonthOf(of, day)).isPresent();
        return now ? times(value, birthday.factor(), per, "step.birthday", "") : value;
      }
      if (step instanceof EarningStep.Campaign campaign) {
        boolean runs =
            !visit.occurredAt().isBefore(campaign.from())
                && visit.occurredAt().isBefore(campaign.until());
        if (!runs) {
          return value;
        }
        BigDecimal more = times(value, campaign.factor(), per, "step.campaign", campaign.code());
        return campaign.bonus() == 0
            ? more
            : plus(more, campaign.bonus(), per, "step.campaign-bonus", campaign.code());
      }
      if (step instanceof EarningStep.Custom custom) {
        return custom(custom, value, per);
      }
      if (step instanceof EarningStep.Threshold threshold) {
        BigDecimal least = per.multiply(BigDecimal.valueOf(threshold.atLeast()));
        return value.compareTo(least) >= 0
            ? plus(
                value, threshold.bonus(), per, "step.threshold", Long.toString(threshold.atLeast()))
            : value;
      }
      return capped((EarningStep.Cap) step, value, per);
    }

    private BigDecimal custom(EarningStep.Custom step, BigDecimal value, BigDecimal per) {
      EarningStep.Effect effect = effect(step, value.divide(per, 0, RoundingMode.DOWN));
      BigDecimal result = value;
      if (effect.factor().compareTo(BigDecimal.ONE) != 0) {
        result = times(result, effect.factor(), per, "step.custom", step.code());
      }
      if (effect.bonus() > 0) {
        result = plus(result, effect.bonus(), per, "step.custom-bonus", step.code());
      }
      return result;
    }

    private EarningStep.Effect effect(EarningStep.Custom step, BigDecimal soFar) {
      EarningStep.Facts facts =
          new EarningStep.Facts(visit, zone, draft.profile(), draft.tier().tier(), soFar);
      try {
        return Objects.requireNonNull(step.on(facts), "no effect");
      } catch (RuntimeException e) {
        throw new InvalidProgramException(
            "step "
                + step.code()
                + " of program "
                + draft.program().version()
                + " failed on a visit of "
                + visit.occurredAt()
                + ": "
                + e
                + "; nothing was written, mend the step",
            e);
      }
    }

    private BigDecimal times(
        BigDecimal value, BigDecimal factor, BigDecimal per, String rule, String what) {
      BigDecimal result = value.multiply(factor);
      if (isPlain()) {
        return result;
      }
      steps.add(Explanation.of(rule, what, factor.toPlainString(), shown(result, per)));
      return result;
    }

    private BigDecimal plus(
        BigDecimal value, long bonus, BigDecimal per, String rule, String what) {
      BigDecimal result = value.add(per.multiply(BigDecimal.valueOf(bonus)));
      steps.add(Explanation.of(rule, what, Long.toString(bonus), shown(result, per)));
      return result;
    }

    private BigDecimal capped(EarningStep.Cap cap, BigDecimal value, BigDecimal per) {
      // Stores in two zones count the same day in two lots, each with its own end.
      long before =
          draft.account(AccountKind.earned(kind, cap.period().name())).left(period(cap.period()));
      BigDecimal most = per.multiply(BigDecimal.valueOf(Math.max(0, cap.most() - before)));
      if (value.compareTo(most) <= 0) {
        return value;
      }
      steps.add(
          Explanation.of(
              "step.cap",
              cap.period().name(),
              Long.toString(cap.most()),
              shown(most, per),
              Long.toString(before)));
      return most;
    }

    private static String shown(BigDecimal value, BigDecimal per) {
      return value.divide(per, 2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }

    /** The first day of the period in which the visit occurred: the name of its counter's lot. */
    private String period(Granularity period) {
      LocalDate day = visit.occurredAt().atZone(zone).toLocalDate();
      return switch (period) {
        case MONTH -> day.withDayOfMonth(1).toString();
        case YEAR -> day.withDayOfYear(1).toString();
        case DAY, EXACT, ANNIVERSARY -> day.toString();
      };
    }

    /** One credit, or one per line if the lines may count differently. */
    private void credit(long amount, List<BigDecimal> weights, BigDecimal weight) {
      if (weights.size() == 1) {
        credit(amount, amount, 0);
      } else {
        BigDecimal whole = BigDecimal.valueOf(amount);
        BigDecimal part = BigDecimal.ZERO;
        long before = 0;
        for (int i = 0; i < weights.size(); i++) {
          part = part.add(weights.get(i));
          long through = whole.multiply(part).divide(weight, 0, RoundingMode.DOWN).longValueExact();
          if (through > before) {
            credit(through - before, amount, i + 1);
          }
          before = through;
        }
      }
    }

    private void credit(long amount, long total, int line) {
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(kind)
              .kind(EntryKind.EARNED)
              .amount(amount)
              .earnedAt(visit.occurredAt())
              .endsAt(plan.term().endsAt(visit.occurredAt(), zone, draft))
              .term(plan.term().text())
              .pending(pending(amount))
              .source(Source.visit(visit.id(), line))
              .explanation(why(total))
              .build());
      plan.steps().stream()
          .filter(EarningStep.Cap.class::isInstance)
          .map(step -> ((EarningStep.Cap) step).period())
          .distinct()
          .forEach(period -> count(period, amount, line));
    }

    private Optional<Hold> pending(long amount) {
      if (!plan.confirmed() && plan.pendingFor().isZero()) {
        return Optional.empty();
      }
      Instant since = visit.occurredAt();
      Optional<Instant> until =
          plan.confirmed()
              ? Optional.empty()
              : Optional.of(Periods.after(since, plan.pendingFor(), zone));
      return Optional.of(new Hold(Hold.Kind.PENDING, visit.id().toString(), amount, since, until));
    }

    private Explanation why(long total) {
      String rate = Long.toString(plan.points());
      String per = plan.per().toString();
      String paid = visit.earning().toString();
      if (isPlain()) {
        return Explanation.of(
            "points.earned",
            paid,
            plan.multiplier(draft.tier().tier()).toPlainString(),
            draft.tier().tier().value(),
            rate,
            per,
            Long.toString(total));
      }
      return Explanation.of("points.earned.steps", paid, rate, per, Long.toString(total))
          .because(steps);
    }

    /** Whether one line says it all: the rate and the tier's factor. */
    private boolean isPlain() {
      return plan.factors().isEmpty()
          && plan.steps().size() == 1
          && plan.steps().get(0) instanceof EarningStep.TierFactor;
    }

    /** By the line that earned it, so that a return makes as much room as it takes back. */
    private void count(Granularity period, long amount, int line) {
      LotTerm term = LotTerm.endOf(period);
      Instant end = term.endsAt(visit.occurredAt(), zone, draft).orElseThrow();
      LedgerRules.credit(
          draft,
          Credit.builder()
              .account(AccountKind.earned(kind, period.name()))
              .kind(EntryKind.EARNED)
              .amount(amount)
              .earnedAt(visit.occurredAt())
              .endsAt(Periods.after(end, CAP_KEPT_FOR, zone))
              .term(term.text())
              .ref(period(period))
              .source(Source.visit(visit.id(), line))
              .explanation(Explanation.of("points.counted", kind.code(), period.name()))
              .build());
    }
  }
}
