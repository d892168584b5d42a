package io.regulars.coupon;

import io.regulars.spi.ledger.Hold;
import java.time.Instant;
import java.util.Optional;

/**
 * A coupon on a customer's file that is neither used nor ended.
 *
 * @param number what it is known by
 * @param type its type's code
 * @param issuedAt since when
 * @param endsAt the first instant at which it can no longer be used; empty: never
 * @param held why it is set aside and cannot be used for anything else; empty: it can be used
 * @param terms the conditions of its type in the program of today; empty: the program does not know
 *     it any more, and no till takes it
 */
public record Coupon(
    String number,
    String type,
    Instant issuedAt,
    Optional<Instant> endsAt,
    Optional<Hold.Kind> held,
    Optional<CouponType> terms) {}
