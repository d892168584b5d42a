package io.regulars.benefit;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How a customer stands with a benefit.
 *
 * @param benefit the benefit
 * @param held whether the customer's tier holds it
 * @param left how often it can be used in the present period; 0 if it is not held, or this is none
 * @param until the first day on which what is left is gone; empty if this is no period of it
 * @param next the first day of the next period; empty if nobody knows, as without a birthday
 */
public record BenefitStanding(
    Benefit benefit,
    boolean held,
    long left,
    Optional<LocalDate> until,
    Optional<LocalDate> next) {}
