/** The stages of a customer's life with the merchant, each entered at its exact instant. */
@NullMarked
package io.regulars.lifecycle;

import org.jspecify.annotations.NullMarked;
