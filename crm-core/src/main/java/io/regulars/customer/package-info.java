/** Who the customers are: registration, change of the profile, and finding them again. */
@NullMarked
package io.regulars.customer;

import org.jspecify.annotations.NullMarked;
