/** What the merchant owes its customers in kind, and what of it was never used. */
@NullMarked
package io.regulars.liability;

import org.jspecify.annotations.NullMarked;
