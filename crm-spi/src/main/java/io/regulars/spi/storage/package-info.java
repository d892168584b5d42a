/**
 * The storage contract: reads, two claims and one atomic, compare-and-set write. The conformance
 * kit ({@code crm-testkit}) says when an adapter has kept it.
 */
@NullMarked
package io.regulars.spi.storage;

import org.jspecify.annotations.NullMarked;
