/**
 * How fast the library is, each figure beside a peer or a limit measured in the same run. {@link
 * io.regulars.benchmarks.Main} says what there is; docs/performance.md what came of it.
 */
@NullMarked
package io.regulars.benchmarks;

import org.jspecify.annotations.NullMarked;
