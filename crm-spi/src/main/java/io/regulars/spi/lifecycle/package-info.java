/** The stage of a customer's life with the merchant: prospect, new, active, dormant. */
@NullMarked
package io.regulars.spi.lifecycle;

import org.jspecify.annotations.NullMarked;
