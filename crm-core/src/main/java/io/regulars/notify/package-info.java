/** When and how often customers are written to, and what people do about messages and tasks. */
@NullMarked
package io.regulars.notify;

import org.jspecify.annotations.NullMarked;
