/** Who brought whom, and by which visit that came to count (domain id M5). */
@NullMarked
package io.regulars.referral;

import org.jspecify.annotations.NullMarked;
