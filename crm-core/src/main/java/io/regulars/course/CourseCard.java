package io.regulars.course;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * An open course card as it is now.
 *
 * @param item the service
 * @param card its number; empty for sessions that were given without one
 * @param sessions what it was sold with, less what was paid back or handed over
 * @param left sessions that can be used or reserved now
 * @param reserved sessions promised to bookings
 * @param frozen sessions suspended with the card
 * @param pricePerSession what each session was paid with; the last one absorbs the rounding
 * @param soldAt when it was sold
 * @param endsAt when it ends, exclusive; of a frozen card, before the time frozen is added
 * @param nextDue when the customer's next session of the service is due: a care cycle after the
 *     last one spent on a visit that stands; empty without such a visit or cycle
 */
public record CourseCard(
    String item,
    Optional<String> card,
    long sessions,
    long left,
    long reserved,
    long frozen,
    Money pricePerSession,
    Instant soldAt,
    Optional<Instant> endsAt,
    Optional<Instant> nextDue) {}
