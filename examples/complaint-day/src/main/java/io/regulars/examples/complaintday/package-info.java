/** A busy Saturday of complaints, played in simulated time through the public API. */
@NullMarked
package io.regulars.examples.complaintday;

import org.jspecify.annotations.NullMarked;
