/** The ladder of tiers: raised at once, lowered after a grace, by the spend of a rolling window. */
@NullMarked
package io.regulars.tier;

import org.jspecify.annotations.NullMarked;
