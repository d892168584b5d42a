/**
 * The words everything else is said in: typed ids, the merchant with its stores, the actor, pages
 * and the one tree of exceptions.
 *
 * <p>The packages beside this one are the map of the vocabulary: {@code customer} (who), {@code
 * visit} (what was sold), {@code ledger} (what it is worth), {@code tier} and {@code lifecycle}
 * (where the customer stands), {@code file} (all of that as one aggregate, with its timeline),
 * {@code outbox} and {@code channel} (what leaves), {@code storage} (the contract an adapter
 * implements). All types are immutable, hence safe to share between threads; none of their
 * signatures knows Guava, SLF4J or JDBC.
 */
@NullMarked
package io.regulars.spi;

import org.jspecify.annotations.NullMarked;
