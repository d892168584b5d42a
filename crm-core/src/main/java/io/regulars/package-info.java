/**
 * Where a host starts: {@link io.regulars.Crm} once per process, {@link io.regulars.Desk} per
 * merchant and actor, and from there one service per part of the business.
 *
 * <p>Each part has a package of its own, read the same way: its plan (a slice of the program), its
 * commands, its rules (pure) and its service. {@code engine} holds what they share.
 */
@NullMarked
package io.regulars;

import org.jspecify.annotations.NullMarked;
