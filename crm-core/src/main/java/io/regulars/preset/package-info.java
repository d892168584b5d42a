/** Programs to begin with: what the trade's own handbooks describe, each as one {@code Program}. */
@NullMarked
package io.regulars.preset;

import org.jspecify.annotations.NullMarked;
