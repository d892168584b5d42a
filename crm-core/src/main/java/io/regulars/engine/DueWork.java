package io.regulars.engine;

import io.regulars.spi.MerchantId;
import io.regulars.spi.storage.Lease;
import java.time.Instant;
import java.util.List;

/** One kind of aggregate that time alone can change. Thread-safe. */
public interface DueWork {

  /**
   * Claims up to {@code limit} aggregates of a merchant whose alarm is at {@code now} or earlier.
   */
  List<Claimed> claim(MerchantId merchant, Instant now, int limit, Lease lease);

  /**
   * An aggregate that is ours for a while.
   *
   * @param name what it is and its id, for the log
   * @param advance applies the time and commits
   */
  record Claimed(String name, Runnable advance) {}
}
