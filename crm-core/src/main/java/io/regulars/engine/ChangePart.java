package io.regulars.engine;

import io.regulars.spi.storage.ImmutableChangeSet;

/** A part of another aggregate that a decision on a customer's file changes as well. */
@FunctionalInterface
public interface ChangePart {

  /** Adds the aggregate's new state, once the decision is made. */
  void addTo(ImmutableChangeSet.Builder change);
}
