/**
 * Working time: how much of it lies between two instants, and when so much of it will have passed.
 * Pure, and knows nothing of the rest of the library but the vocabulary.
 */
@NullMarked
package io.regulars.worktime;

import org.jspecify.annotations.NullMarked;
