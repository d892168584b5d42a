/**
 * Course cards (疗程卡, 次卡): so many sessions of a service, paid at once, reserved at booking, used
 * visit by visit. A card is a lot of the service's account, known by its number.
 */
@NullMarked
package io.regulars.course;

import org.jspecify.annotations.NullMarked;
