package io.regulars.lifecycle;

import io.regulars.engine.FileDraft;
import io.regulars.engine.Periods;
import io.regulars.engine.TimeRule;
import io.regulars.spi.Explanation;
import io.regulars.spi.file.EventKind;
import io.regulars.spi.lifecycle.Stage;
import io.regulars.spi.lifecycle.StageStanding;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;

/**
 * Which stage of life a customer is in: prospect until the first visit, new for a while after it,
 * then active, dormant when the last visit is long ago, active again with the next one. Decided by
 * two instants, the first and the last visit that stand.
 */
public final class LifecycleRules implements TimeRule {

  /** Rule of a stage that neither time nor a visit of today decided: it is news to nobody. */
  private static final String RESTATED = "stage.restated";

  /** Stateless. */
  public LifecycleRules() {}

  @Override
  public Instant next(FileDraft draft) {
    Optional<LifecyclePlan> plan = draft.program().plan(LifecyclePlan.class);
    return plan.isPresent() ? leaves(draft, plan.get()) : NEVER;
  }

  @Override
  public void strike(FileDraft draft, Instant at) {
    Optional<LifecyclePlan> plan = draft.program().plan(LifecyclePlan.class);
    while (plan.isPresent() && !leaves(draft, plan.get()).isAfter(at)) {
      StageStanding standing = draft.stage();
      Stage next = standing.stage() == Stage.NEW ? Stage.ACTIVE : Stage.DORMANT;
      String rule = rule(standing.stage(), next);
      enter(draft, rule, next, standing.firstVisitAt(), standing.lastVisitAt(), at);
    }
  }

  /** The customer was there at {@code visitedAt}, possibly earlier than visits already known. */
  public static void visited(FileDraft draft, Instant visitedAt) {
    StageStanding standing = draft.stage();
    Instant first = standing.firstVisitAt().filter(visitedAt::isAfter).orElse(visitedAt);
    Instant last = standing.lastVisitAt().filter(visitedAt::isBefore).orElse(visitedAt);
    settle(draft, Optional.of(first), Optional.of(last), true);
  }

  /** A visit never happened: {@code first} and {@code last} are those of the visits that stand. */
  public static void unvisited(FileDraft draft, Optional<Instant> first, Optional<Instant> last) {
    settle(draft, first, last, false);
  }

  private static void settle(
      FileDraft draft, Optional<Instant> first, Optional<Instant> last, boolean visited) {
    Stage stage = stage(draft, first, last, visited);
    if (stage == draft.stage().stage()) {
      draft.stage(new StageStanding(stage, draft.stage().since(), first, last));
    } else {
      String rule =
          visited && stage != Stage.DORMANT ? rule(draft.stage().stage(), stage) : RESTATED;
      enter(draft, rule, stage, first, last, draft.asOf());
    }
  }

  private static Stage stage(
      FileDraft draft, Optional<Instant> first, Optional<Instant> last, boolean visited) {
    if (first.isEmpty() || last.isEmpty()) {
      return Stage.PROSPECT;
    }
    Optional<LifecyclePlan> plan = draft.program().plan(LifecyclePlan.class);
    Stage before = draft.stage().stage();
    if (plan.isPresent()
        && !after(draft, last.get(), plan.get().dormantAfter()).isAfter(draft.asOf())) {
      return Stage.DORMANT;
    }
    boolean grownOut =
        plan.isPresent() && !after(draft, first.get(), plan.get().newFor()).isAfter(draft.asOf());
    boolean returns = visited && (before == Stage.ACTIVE || before == Stage.DORMANT);
    return grownOut || returns ? Stage.ACTIVE : Stage.NEW;
  }

  private static void enter(
      FileDraft draft,
      String rule,
      Stage stage,
      Optional<Instant> first,
      Optional<Instant> last,
      Instant at) {
    Stage from = draft.stage().stage();
    draft.stage(new StageStanding(stage, at, first, last));
    draft.happened(
        EventKind.STAGE_CHANGED,
        at,
        Explanation.of(
            rule,
            from.name(),
            stage.name(),
            (stage == Stage.ACTIVE && from == Stage.NEW ? first : last)
                .map(Instant::toString)
                .orElse("")));
  }

  private static String rule(Stage from, Stage to) {
    return switch (to) {
      case PROSPECT -> RESTATED;
      case NEW -> "stage.new";
      case ACTIVE -> from == Stage.DORMANT ? "stage.reactivated" : "stage.active";
      case DORMANT -> "stage.dormant";
    };
  }

  private static Instant leaves(FileDraft draft, LifecyclePlan plan) {
    StageStanding standing = draft.stage();
    return switch (standing.stage()) {
      case PROSPECT, DORMANT -> NEVER;
      case NEW -> after(draft, standing.firstVisitAt().orElseThrow(), plan.newFor());
      case ACTIVE -> after(draft, standing.lastVisitAt().orElseThrow(), plan.dormantAfter());
    };
  }

  private static Instant after(FileDraft draft, Instant instant, Period period) {
    return Periods.after(instant, period, draft.merchant().zone());
  }
}
