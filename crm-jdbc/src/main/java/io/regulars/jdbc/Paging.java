package io.regulars.jdbc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A stream of pages fetched one after the other, each behind the last item of the one before. Not
 * thread-safe while it is read, like any stream.
 */
final class Paging<T> extends AbstractSpliterator<T> {

  private final int size;
  private final Function<Optional<T>, List<T>> fetch;
  private final Deque<T> page = new ArrayDeque<>();
  private Optional<T> last = Optional.empty();
  private boolean exhausted;

  private Paging(int size, Function<Optional<T>, List<T>> fetch) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
    this.size = size;
    this.fetch = fetch;
  }

  /**
   * What {@code fetch} returns for the last item seen; a page shorter than {@code size} is the
   * last.
   */
  static <T> Stream<T> stream(int size, Function<Optional<T>, List<T>> fetch) {
    return StreamSupport.stream(new Paging<>(size, fetch), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (page.isEmpty() && !exhausted) {
      List<T> found = fetch.apply(last);
      exhausted = found.size() < size;
      page.addAll(found);
    }
    if (page.isEmpty()) {
      return false;
    }
    T item = page.remove();
    last = Optional.of(item);
    action.accept(item);
    return true;
  }
}
