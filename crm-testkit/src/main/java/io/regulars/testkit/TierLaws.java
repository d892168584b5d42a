package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.regulars.engine.Tenant;
import io.regulars.spi.file.CustomerFile;
import io.regulars.spi.ledger.AccountKind;
import io.regulars.tier.TierPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** L3xx: tiers follow spend, and nothing but spend. */
interface TierLaws extends Laws {

  /**
   * Whoever spends more never stands lower, then or later, than one whose tier is carried by spend.
   * Without refunds and late visits. A tier held by nothing but a grace is left out: who reached a
   * higher one begins his grace earlier, and falls to the tier that matches when it has run out.
   */
  @Property
  default void law_L301_more_spend_never_means_a_lower_tier(
      @ForAll("cases") Case given,
      @ForAll @IntRange(max = 29) int which,
      @ForAll @LongRange(min = 1, max = 2_000_000) long more) {
    Optional<TierPlan> plan = ladder(given.tenant());
    if (isBeside(plan.isPresent())) {
      return;
    }
    History history =
        given
            .history()
            .onTime()
            .without(Step.TakeBack.class)
            .without(Step.Return.class)
            .withoutTenders();
    List<Step> steps = history.steps();
    List<Step> visits = steps.stream().filter(Step.Come.class::isInstance).toList();
    Assume.that(!visits.isEmpty());
    Step.Come raised = (Step.Come) visits.get(which % visits.size());
    List<Step> dearer = new ArrayList<>(steps);
    dearer.replaceAll(step -> step == raised ? raised.dearerBy(more) : step);

    Playback poor = new Playback(bench(), given.tenant(), history);
    Playback rich = new Playback(bench(), given.tenant(), history);
    for (int i = 0; i < steps.size(); i++) {
      poor.play(steps.get(i));
      rich.playBeside(poor, dearer.get(i));
      for (int who = 0; who < poor.crowd(); who++) {
        assertNotLower(plan.get(), poor, rich, who, poor.now());
      }
    }
    for (int who = 0; who < poor.crowd(); who++) {
      for (Instant alarm : alarms(poor, rich, who)) {
        assertNotLower(plan.get(), poor, rich, who, alarm);
      }
    }
  }

  private static void assertNotLower(
      TierPlan plan, Playback poor, Playback rich, int who, Instant at) {
    if (poor.fileAt(who, at).tier().graceUntil().isPresent()) {
      return;
    }
    int carried = plan.rank(poor.fileAt(who, at).tier().tier());
    int dearer = plan.rank(rich.fileAt(who, at).tier().tier());
    assertTrue(
        dearer >= carried,
        () -> "at " + at + " " + rich.fileAt(who, at) + " is below " + poor.fileAt(who, at));
  }

  /** The instants at which time changes one of the two files from now on; at most 300. */
  private static List<Instant> alarms(Playback poor, Playback rich, int who) {
    List<Instant> alarms = new ArrayList<>();
    Optional<Instant> next = Optional.of(poor.now());
    while (next.isPresent() && alarms.size() < 300) {
      Instant at = next.get();
      next =
          Stream.of(poor, rich)
              .flatMap(playback -> playback.fileAt(who, at).wakeAt().stream())
              .min(Instant::compareTo);
      next.ifPresent(alarms::add);
    }
    return alarms;
  }

  /** Without late visits, which are booked at the instant the file has reached. */
  @Property
  default void law_L302_redeeming_changes_neither_tier_nor_grace_nor_stage(
      @ForAll("cases") Case given) {
    History history = given.history().onTime().withoutTenders();
    Playback spender = new Playback(bench(), given.tenant(), history);
    Playback saver = new Playback(bench(), given.tenant(), history);
    for (Step step : history.steps()) {
      spender.play(step);
      if (step instanceof Step.Redeem) {
        saver.playBeside(spender, new Step.Wait(Duration.ZERO));
      } else {
        saver.playBeside(spender, step);
      }
      for (int who = 0; who < spender.crowd(); who++) {
        assertEquals(
            standing(saver.fileAt(who, spender.now())),
            standing(spender.fileAt(who, spender.now())));
      }
    }
  }

  private static List<Object> standing(CustomerFile file) {
    return List.of(
        file.tier(), file.stage(), file.account(AccountKind.SPEND).balance(), file.asOf());
  }

  /** The tenant's ladder by spend. */
  static Optional<TierPlan> ladder(Tenant tenant) {
    return tenant
        .program()
        .plan(TierPlan.class)
        .filter(plan -> plan.basis().equals(AccountKind.SPEND));
  }
}
