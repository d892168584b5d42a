/** What authorities declare about days: public holidays and the workdays that make up for them. */
@NullMarked
package io.regulars.spi.calendar;

import org.jspecify.annotations.NullMarked;
