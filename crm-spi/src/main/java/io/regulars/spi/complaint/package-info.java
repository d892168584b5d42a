/**
 * The vocabulary of complaints: a case, what can happen to it, and where it stands. A case is its
 * log of {@link io.regulars.spi.complaint.CaseEvent}s; everything else about it follows from them.
 */
@NullMarked
package io.regulars.spi.complaint;

import org.jspecify.annotations.NullMarked;
