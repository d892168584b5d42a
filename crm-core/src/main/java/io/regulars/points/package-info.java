/**
 * Points and growth: what a visit earns, step by step, and the desk at which points are redeemed,
 * confirmed and adjusted.
 */
@NullMarked
package io.regulars.points;

import org.jspecify.annotations.NullMarked;
