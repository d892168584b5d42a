/**
 * Benefits (权益) of tiers: what a member may have so many times a period, such as two image designs
 * a year or a gift in the month of the birthday, and the quotas they are taken from.
 */
@NullMarked
package io.regulars.benefit;

import org.jspecify.annotations.NullMarked;
