/** Where a customer stands on the merchant's ladder of tiers. */
@NullMarked
package io.regulars.spi.tier;

import org.jspecify.annotations.NullMarked;
