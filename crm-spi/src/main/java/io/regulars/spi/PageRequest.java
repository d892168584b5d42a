package io.regulars.spi;

/**
 * Which lines to read next: at most {@code limit} of those after the line numbered {@code after},
 * oldest first; or before it, newest first. Keys, not offsets: lines appended meanwhile never shift
 * a page.
 *
 * @param after number of the last line already seen; exclusive
 * @param limit 1 to {@value #MAX_LIMIT}
 * @param order which end to start from
 */
public record PageRequest(long after, int limit, Order order) {

  /** The largest page an adapter must serve. */
  public static final int MAX_LIMIT = 1_000;

  /** The direction of reading. */
  public enum Order {
    /** By rising line number. */
    OLDEST_FIRST,
    /** By falling line number. */
    NEWEST_FIRST
  }

  /** Refuses a limit outside 1 to {@value #MAX_LIMIT}. */
  public PageRequest {
    Shapes.require(
        limit >= 1 && limit <= MAX_LIMIT,
        "page limit " + limit + " is outside 1 to " + MAX_LIMIT + "; read in several pages");
  }

  /** The first {@code limit} lines. */
  public static PageRequest oldest(int limit) {
    return new PageRequest(0, limit, Order.OLDEST_FIRST);
  }

  /** The last {@code limit} lines, the newest of them first. */
  public static PageRequest newest(int limit) {
    return new PageRequest(Long.MAX_VALUE, limit, Order.NEWEST_FIRST);
  }

  /** The same reading, continued behind the line numbered {@code seen}. */
  public PageRequest from(long seen) {
    return new PageRequest(seen, limit, order);
  }
}
