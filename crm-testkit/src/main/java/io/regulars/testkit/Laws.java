package io.regulars.testkit;

import io.regulars.engine.Tenant;
import java.util.function.BiConsumer;
import net.jqwik.api.Assume;

/** What each group of laws works with. */
interface Laws {

  /**
   * How many sequences of commands a law compares with a model on every storage, whatever {@code
   * jqwik.tries.default} says.
   */
  int SEQUENCES = 1_000;

  /** Where histories are played. */
  Bench bench();

  /** Whether the programs tried are random, and not somebody's own. */
  boolean isRandom();

  /**
   * Whether the program lacks what a law is about. Instead of a random one another is tried, so
   * that the law is not tried in vain; of a program of somebody's own the law holds then.
   */
  default boolean isBeside(boolean has) {
    Assume.that(has || !isRandom());
    return !has;
  }

  /**
   * A merchant with a program, and a history to play under it.
   *
   * @param tenant merchant and program
   * @param history what happens
   */
  record Case(Tenant tenant, History history) {}

  /** Plays the history, and looks at every customer after every step. */
  default void atEveryStep(Case given, BiConsumer<Playback, Integer> look) {
    Playback playback = new Playback(bench(), given.tenant(), given.history());
    for (int who = 0; who < playback.crowd(); who++) {
      look.accept(playback, who);
    }
    for (Step step : given.history().steps()) {
      playback.play(step);
      for (int who = 0; who < playback.crowd(); who++) {
        look.accept(playback, who);
      }
    }
  }
}
