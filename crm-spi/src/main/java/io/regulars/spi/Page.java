package io.regulars.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of lines.
 *
 * @param items at most as many as were asked for, in the order asked for
 * @param next how to ask for the page behind this one; empty when the last line has been read
 */
public record Page<T>(List<T> items, Optional<PageRequest> next) {

  /** Copies the items: a page never changes. */
  public Page {
    items = List.copyOf(items);
  }
}
