/** Who a customer is: the profile a receptionist fills in, and nothing that is computed. */
@NullMarked
package io.regulars.spi.customer;

import org.jspecify.annotations.NullMarked;
