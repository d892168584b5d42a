/**
 * The customer file, the one aggregate of the spine: profile, accounts, standings and the instant
 * at which time alone will next change it, together with the lines appended to it.
 */
@NullMarked
package io.regulars.spi.file;

import org.jspecify.annotations.NullMarked;
