/** Sales: recording a visit with all it earns, and taking one back with all it earned. */
@NullMarked
package io.regulars.visit;

import org.jspecify.annotations.NullMarked;
