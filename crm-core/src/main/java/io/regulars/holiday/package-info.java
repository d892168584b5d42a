/** Public holidays that come with the library. */
@NullMarked
package io.regulars.holiday;

import org.jspecify.annotations.NullMarked;
