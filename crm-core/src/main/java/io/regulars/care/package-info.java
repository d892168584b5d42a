/** What the merchant tells its customers unasked: a new tier, a tier lost, that they are missed. */
@NullMarked
package io.regulars.care;

import org.jspecify.annotations.NullMarked;
