/**
 * Coupons: what a coupon of each type takes off, what a basket costs with some of them and why one
 * is not taken, and the desk at which they are issued and withdrawn.
 */
@NullMarked
package io.regulars.coupon;

import org.jspecify.annotations.NullMarked;
