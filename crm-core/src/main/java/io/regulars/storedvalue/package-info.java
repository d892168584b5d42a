/**
 * Stored value (储值): what customers pay in advance and what they are given on top of it, how it is
 * spent, and how what is unused is paid back.
 */
@NullMarked
package io.regulars.storedvalue;

import org.jspecify.annotations.NullMarked;
