/** What customers answer when they are asked, or say unasked. */
@NullMarked
package io.regulars.spi.feedback;

import org.jspecify.annotations.NullMarked;
