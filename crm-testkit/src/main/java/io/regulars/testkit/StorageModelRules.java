package io.regulars.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.regulars.spi.MerchantId;
import io.regulars.spi.storage.Storage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * S00x: whatever happens in whatever order, storage answers as the words of the contract do. Random
 * histories are played on the storage and on {@link NaiveStorage}, two merchants at a time; after
 * every step every read must agree.
 */
interface StorageModelRules extends StorageRules {

  /** Steps of one history. */
  int STEPS = 60;

  @Test
  default void required_S001_random_histories_agree_with_the_model() {
    for (int i = 0; i < histories(); i++) {
      play(storage(), firstHistory() + i);
    }
  }

  private static void play(Storage storage, int seed) {
    Random random = new Random(seed);
    List<RandomHistory> histories =
        List.of(
            new RandomHistory(storage, MerchantId.of("a" + seed), random),
            new RandomHistory(storage, MerchantId.of("b" + seed), random));
    int step = 0;
    try {
      while (step < STEPS) {
        step++;
        RandomHistory history = histories.get(random.nextInt(5) == 0 ? 1 : 0);
        history.step();
        history.compare();
        if (step % 10 == 0) {
          histories.forEach(RandomHistory::compare);
        }
      }
      assertEquals(STEPS, step);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed "
              + seed
              + ", step "
              + step
              + ": "
              + histories.get(0).last()
              + " / "
              + histories.get(1).last(),
          e);
    }
  }
}
