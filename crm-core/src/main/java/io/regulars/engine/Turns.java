package io.regulars.engine;

import io.regulars.spi.MerchantId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Bounded work for many merchants in small batches by turns, so that a large merchant does not
 * starve the others.
 */
final class Turns {

  private Turns() {}

  /** One batch of work for one merchant. */
  interface Batch {

    /**
     * Does up to {@code room} pieces; returns how many there were, less than room if that is all.
     */
    int run(MerchantId merchant, int room);
  }

  /**
   * Works until nobody has anything left or {@code limit} pieces are done.
   *
   * @return whether the limit was reached while somebody may have more
   */
  static boolean run(List<MerchantId> merchants, int limit, int batchSize, Batch batch) {
    List<MerchantId> waiting = new ArrayList<>(merchants);
    int done = 0;
    while (!waiting.isEmpty()) {
      for (Iterator<MerchantId> turn = waiting.iterator(); turn.hasNext(); ) {
        MerchantId merchant = turn.next();
        int room = Math.min(batchSize, limit - done);
        if (room == 0) {
          return true;
        }
        int found = batch.run(merchant, room);
        done += found;
        if (found < room) {
          turn.remove();
        }
      }
    }
    return false;
  }
}
