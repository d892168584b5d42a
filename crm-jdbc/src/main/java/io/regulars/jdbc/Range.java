package io.regulars.jdbc;

import io.regulars.spi.Page;
import io.regulars.spi.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The line numbers a page request asks for, and one line more than it asks for, by which one learns
 * whether there is another page.
 *
 * @param after lines up to this one are left out
 * @param through lines beyond this one are left out
 * @param page the request
 */
record Range(long after, long through, PageRequest page) {

  static Range of(PageRequest page) {
    return of(page, Long.MAX_VALUE);
  }

  /** The lines asked for, as if those beyond {@code bound} had not been written yet. */
  static Range of(PageRequest page, long bound) {
    return switch (page.order()) {
      case OLDEST_FIRST -> new Range(Math.max(page.after(), 0), bound, page);
      case NEWEST_FIRST -> new Range(0, Math.min(Math.max(page.after(), 1) - 1, bound), page);
    };
  }

  int fetch() {
    return page.limit() + 1;
  }

  /** {@code found}, without the line too many. */
  <T> Page<T> page(List<T> found, ToLongFunction<T> seq) {
    if (found.size() <= page.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, page.limit());
    return new Page<>(items, Optional.of(page.from(seq.applyAsLong(items.get(items.size() - 1)))));
  }
}
