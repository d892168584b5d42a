/**
 * Surveys after a visit: whom to ask, what was answered, what it says, and what follows from it.
 */
@NullMarked
package io.regulars.feedback;

import org.jspecify.annotations.NullMarked;
