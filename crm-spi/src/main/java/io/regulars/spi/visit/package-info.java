/** A completed sale or service as the till reports it: lines, payments and what became of it. */
@NullMarked
package io.regulars.spi.visit;

import org.jspecify.annotations.NullMarked;
