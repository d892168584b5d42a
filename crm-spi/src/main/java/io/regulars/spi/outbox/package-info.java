/** What leaves: messages written in the commit that caused them and delivered at least once. */
@NullMarked
package io.regulars.spi.outbox;

import org.jspecify.annotations.NullMarked;
