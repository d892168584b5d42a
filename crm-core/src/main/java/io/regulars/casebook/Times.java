package io.regulars.casebook;

/**
 * How long something took, as the customer and as the shop count it.
 *
 * @param wall all of the time from the opening of the case, the customer's view
 * @param counted the time that counted for the shop, which {@link CaseReport} says of each
 */
public record Times(Spread wall, Spread counted) {}
